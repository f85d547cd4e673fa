/** Which fields of a lead leave the node. */
export type OutputChoice = 'raw' | 'simplified' | { readonly selected: readonly string[] };

type Fields = Readonly<Record<string, unknown>>;

/** n8n wants at most ten fields of a simplified item. */
const SIMPLIFIED = [
	'id',
	'name',
	'email',
	'phone',
	'source',
	'status',
	'company',
	'metadata',
	'createdAt',
	'updatedAt',
] as const;

/** A lead with the fields that are wanted, each at the place where it was. The ID is always among them. */
export function selectFields(lead: Fields, choice: OutputChoice): Fields {
	if (choice === 'raw') return lead;
	const paths = choice === 'simplified' ? SIMPLIFIED : ['id', ...choice.selected];
	return paths.reduce<Fields>((selected, path) => withPath(selected, lead, path), {});
}

/** Adds the value at a path such as `metadata.utm_source`. A key may have dots in it too. */
function withPath(selected: Fields, from: Fields, path: string): Fields {
	if (Object.hasOwn(from, path)) return put(selected, path, from[path]);
	for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
		const [key, rest] = [path.slice(0, dot), path.slice(dot + 1)];
		const inner = Object.hasOwn(from, key) ? from[key] : undefined;
		if (!isFields(inner)) continue;
		const known = Object.hasOwn(selected, key) ? selected[key] : undefined;
		// The whole of it was selected before.
		if (known === inner) return selected;
		const deeper = withPath(isFields(known) ? known : {}, inner, rest);
		if (Object.keys(deeper).length > 0) return put(selected, key, deeper);
	}
	return selected;
}

function put(selected: Fields, key: string, value: unknown): Fields {
	return Object.fromEntries([...Object.entries(selected).filter(([name]) => name !== key), [key, value]]);
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

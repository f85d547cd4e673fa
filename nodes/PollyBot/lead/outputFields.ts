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
	const selection = new Selection(lead);
	for (const path of paths) selection.add(path);
	return selection.toFields();
}

/** So deep nobody names a field, and so many dots has no key. */
const DEEPEST = 20;

/** What is selected of an object. */
class Selection {
	private readonly fields = new Map<string, unknown>();

	constructor(private readonly from: Fields) {}

	/** Adds the value at a path such as `metadata.utm_source`, if there is one. A key may have dots in it too. */
	add(path: string, depth = 0): boolean {
		if (Object.hasOwn(this.from, path)) {
			this.put(path, this.from[path]);
			return true;
		}
		let dot = path.indexOf('.');
		for (let dots = depth; dot >= 0 && dots < DEEPEST; dots += 1) {
			if (this.addWithin(path.slice(0, dot), path.slice(dot + 1), dots + 1)) return true;
			dot = path.indexOf('.', dot + 1);
		}
		return false;
	}

	private addWithin(key: string, rest: string, depth: number): boolean {
		const inner = Object.hasOwn(this.from, key) ? this.from[key] : undefined;
		if (!isFields(inner)) return false;
		const known = this.fields.get(key);
		// The whole of it was selected before.
		if (known === inner) return true;
		const selection = known instanceof Selection ? known : new Selection(inner);
		if (!selection.add(rest, depth)) return false;
		this.put(key, selection);
		return true;
	}

	/** A field that is selected twice stands where it was selected last. */
	private put(key: string, value: unknown): void {
		this.fields.delete(key);
		this.fields.set(key, value);
	}

	toFields(): Fields {
		return Object.fromEntries(
			[...this.fields].map(([key, value]) => [key, value instanceof Selection ? value.toFields() : value]),
		);
	}
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

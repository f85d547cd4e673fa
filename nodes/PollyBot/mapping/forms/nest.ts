type Fields = Readonly<Record<string, unknown>>;

const BRACKETED = /^[^[\]]+(?:\[[^[\]]*\])+$/;

/** No form has a longer key, or one that leads deeper: such a key stays as it is. */
const LONGEST_KEY = 200;
const DEEPEST = 10;

/** Fields and, below them, others. */
class Branch extends Map<string, unknown> {}

/**
 * Fields of a form that PHP would read as lists and records, as it does: `fields[name][value]`. A key whose place is taken
 * by another one stays as it is, so that no value is lost.
 */
export function nest(fields: Fields): Fields {
	if (!Object.keys(fields).some(isPath)) return fields;
	const root = new Branch();
	for (const [key, value] of Object.entries(fields)) {
		const path = isPath(key) ? key.split(/[[\]]+/).filter((step) => step !== '') : [key];
		const [first = key] = path;
		const isTaken = path.length > DEEPEST || (first !== key && Object.hasOwn(fields, first));
		if (isTaken || !put(root, path, value)) root.set(key, value);
	}
	return toRecord(root);
}

function isPath(key: string): boolean {
	return key.length <= LONGEST_KEY && BRACKETED.test(key);
}

/** Puts a value at the end of a path, unless another value is there or on the way to it. */
function put(root: Branch, path: readonly string[], value: unknown): boolean {
	let branch = root;
	for (const step of path.slice(0, -1)) {
		const next = branch.get(step) ?? new Branch();
		if (!(next instanceof Branch)) return false;
		branch.set(step, next);
		branch = next;
	}
	const last = path.at(-1) ?? '';
	return !branch.has(last) && Boolean(branch.set(last, value));
}

function toRecord(branch: Branch): Fields {
	return Object.fromEntries(
		[...branch].map(([key, value]) => [key, value instanceof Branch ? toRecord(value) : value]),
	);
}

type Fields = Readonly<Record<string, unknown>>;

const BRACKETED = /^[^[\]]+(?:\[[^[\]]*\])+$/;

/** No form has a longer key, or one that leads deeper: such a key stays as it is. */
const LONGEST_KEY = 200;
const DEEPEST = 10;

/**
 * Fields of a form that PHP would read as lists and records, as it does: `fields[name][value]`. A key whose place is taken
 * by another one stays as it is, so that no value is lost.
 */
export function nest(fields: Fields): Fields {
	if (!Object.keys(fields).some(isPath)) return fields;
	const root = new Branch();
	for (const [key, value] of Object.entries(fields)) {
		const path = pathOf(key);
		const isTaken = path[0] !== key && Object.hasOwn(fields, path[0]);
		if (isTaken || !root.put(path, value)) root.put([key], value);
	}
	return root.toRecord();
}

function isPath(key: string): boolean {
	return key.length <= LONGEST_KEY && BRACKETED.test(key);
}

function pathOf(key: string): readonly [string, ...string[]] {
	if (!isPath(key)) return [key];
	const [first = key, ...steps] = key.split(/[[\]]+/).filter((step) => step !== '');
	return steps.length < DEEPEST ? [first, ...steps] : [key];
}

class Branch {
	private readonly children = new Map<string, unknown>();

	/** Puts a value at the end of a path, unless another value is there or on the way to it. */
	put(path: readonly string[], value: unknown): boolean {
		const end = path.slice(0, -1).reduce<Branch | undefined>((branch, step) => branch?.branchAt(step), this);
		const last = path.at(-1) ?? '';
		if (!end || end.children.has(last)) return false;
		end.children.set(last, value);
		return true;
	}

	private branchAt(step: string): Branch | undefined {
		const child = this.children.get(step) ?? new Branch();
		if (!(child instanceof Branch)) return undefined;
		this.children.set(step, child);
		return child;
	}

	toRecord(): Fields {
		const entries = [...this.children].map(
			([key, value]) => [key, value instanceof Branch ? value.toRecord() : value] as const,
		);
		return Object.fromEntries(entries);
	}
}

type Fields = Readonly<Record<string, unknown>>;

const BRACKETED = /^[^[\]]+(\[[^[\]]*\])+$/;

/** The keys that a path through an object must not have: they are JavaScript's own. */
const OWN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Fields of a form that PHP would read as lists and records, as it does: `fields[name][value]`. */
export function nest(fields: Fields): Fields {
	const keys = Object.keys(fields);
	if (!keys.some((key) => BRACKETED.test(key))) return fields;
	const root = new Branch();
	for (const key of keys) {
		const path = BRACKETED.test(key) ? key.split(/[[\]]+/).filter((step, index) => index === 0 || step !== '') : [key];
		if (!path.some((step) => OWN_KEYS.has(step))) root.put(path, fields[key]);
	}
	return root.toRecord();
}

class Branch {
	private readonly children = new Map<string, unknown>();

	put([step = '', ...rest]: readonly string[], value: unknown): void {
		const child = this.children.get(step);
		if (rest.length === 0) this.children.set(step, value);
		else if (child instanceof Branch) child.put(rest, value);
		else {
			const branch = new Branch();
			branch.put(rest, value);
			this.children.set(step, branch);
		}
	}

	toRecord(): Fields {
		const entries = [...this.children].map(
			([key, value]) => [key, value instanceof Branch ? value.toRecord() : value] as const,
		);
		return Object.fromEntries(entries);
	}
}

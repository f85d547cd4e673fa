import { isObject, type Json } from '../json';

/** The choice of fields that an item of a lead has. */
export type OutputChoice = 'raw' | 'simplified' | { readonly selected: readonly string[] };

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
];

/** Selects the fields of a lead that are wanted, the ID always among them. Raw ones stay in their order. */
export function selectFields(lead: Json, choice: OutputChoice): Json {
	if (choice === 'raw') return lead;
	const selection = new Selection(lead);
	for (const path of choice === 'simplified' ? SIMPLIFIED : ['id', ...choice.selected]) selection.add(path);
	return selection.toJson();
}

/** So deep nobody names a field, and so many dots has no key. */
const DEEPEST = 20;

/** Collects what is selected of an object. */
class Selection {
	private readonly fields = new Map<string, unknown>();

	constructor(private readonly from: Json) {}

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
		if (!isObject(inner)) return false;
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

	toJson(): Json {
		return Object.fromEntries(
			[...this.fields].map(([key, value]) => [key, value instanceof Selection ? value.toJson() : value]),
		);
	}
}

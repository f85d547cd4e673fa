import { Branch, isObject, type Json } from '../json';

export type OutputChoice = 'raw' | 'simplified' | { readonly selected: readonly string[] };

/** n8n wants at most ten fields of a simplified item. */
const SIMPLIFIED = 'id name email phone source status company metadata createdAt updatedAt'.split(' ');

/** Selects the fields of a lead that are wanted, the ID always among them. Raw ones stay in their order. */
export function selectFields(lead: Json, choice: OutputChoice): Json {
	if (choice === 'raw') return lead;
	const selection = new Branch();
	for (const path of choice === 'simplified' ? SIMPLIFIED : ['id', ...choice.selected]) select(selection, lead, path);
	return selection.toJson();
}

/** So deep nobody names a field, and so many dots has no key. */
const DEEPEST = 20;

/** Adds the value at a path such as `metadata.utm_source`, if there is one. A key may have dots in it too. */
function select(selection: Branch, from: Json, path: string, depth = 0): boolean {
	if (Object.hasOwn(from, path)) return putLast(selection, path, from[path]);
	let dot = path.indexOf('.');
	for (let dots = depth; dot >= 0 && dots < DEEPEST; dots += 1) {
		const key = path.slice(0, dot);
		const inner = Object.hasOwn(from, key) ? from[key] : undefined;
		const known = selection.get(key);
		// The whole of it was selected before.
		if (known !== undefined && known === inner) return true;
		const within = known instanceof Branch ? known : new Branch();
		const isFound = isObject(inner) && select(within, inner, path.slice(dot + 1), dots + 1);
		if (isFound) return putLast(selection, key, within);
		dot = path.indexOf('.', dot + 1);
	}
	return false;
}

/** A field that is selected twice stands where it was selected last. */
function putLast(selection: Branch, key: string, value: unknown): true {
	selection.delete(key);
	selection.set(key, value);
	return true;
}

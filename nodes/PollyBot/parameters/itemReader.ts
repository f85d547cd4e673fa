/** Whether a parameter, as it is saved, contains an expression anywhere. */
export function containsExpression(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.values(value).some(containsExpression);
	return typeof value === 'string' && value.startsWith('=');
}

/** An expression that is one field of the item and nothing else, as drag and drop writes it: `={{ $json.lead['Full Name'] }}`. */
const FIELD =
	/^=\{\{ ?\$json((?:\.[A-Za-z_]\w*|\['[^'\\{}\n\r\u2028\u2029]+'\]|\["[^"\\{}\n\r\u2028\u2029]+"\])+) ?\}\}$/;

const STEP = /\.(\w+)|\['([^']+)'\]|\["([^"]+)"\]/g;

/** Reads a parameter from an item's json; undefined where only n8n can tell its value. */
export type ItemReader = (json: unknown) => { readonly value?: unknown } | undefined;

/**
 * Makes the reader of a parameter whose expressions are mere fields of the item. Undefined if any is more than that, or it
 * has no expression. What n8n's sandbox blocks, such as a field `caller`, is read too.
 *
 * @param saved the parameter, unevaluated: a text, or a collection with expressions in it
 */
export function itemReader(saved: unknown): ItemReader | undefined {
	if (typeof saved === 'string') return fieldReader(saved);
	if (!containsExpression(saved)) return undefined;
	const parts: Array<readonly [string, unknown, ItemReader | undefined]> = Object.entries(saved ?? {}).map(
		([name, part]: [string, unknown]) => [name, part, itemReader(part)],
	);
	if (parts.some(([, part, read]) => !read && containsExpression(part))) return undefined;
	return (json) => {
		const values = parts.map(([name, part, read]) => [name, read ? read(json) : { value: part }] as const);
		if (values.some(([, read]) => read === undefined)) return undefined;
		const list = values.map(([name, read]) => [name, read?.value] as const);
		return { value: Array.isArray(saved) ? list.map(([, value]) => value) : Object.fromEntries(list) };
	};
}

function fieldReader(expression: string): ItemReader | undefined {
	const steps = [...(FIELD.exec(expression)?.[1] ?? '').matchAll(STEP)].map(([, a, b, c]) => a ?? b ?? c ?? '');
	const last = steps.pop();
	if (last === undefined || [last, ...steps].some((name) => name in Object.prototype)) return undefined;
	return (json) => {
		const parent = steps.reduce<unknown>((value, name) => ownField(value, name)?.value, json);
		const field = ownField(parent, last);
		return field && isPlain(field.value ?? null, { parts: MOST_PARTS }, 0) ? field : undefined;
	};
}

/** A field of an object as JSON has them, with the value undefined where it is missing. */
function ownField(parent: unknown, name: string): { readonly value?: unknown } | undefined {
	if (typeof parent !== 'object' || parent === null || Object.getPrototypeOf(parent) !== Object.prototype) {
		return undefined;
	}
	const field = Object.getOwnPropertyDescriptor(parent, name) ?? { value: undefined };
	return 'value' in field ? field : undefined;
}

/** What is larger or deeper is left to n8n. */
const MOST_PARTS = 1000;
const DEEPEST = 20;

/** Whether a value is nothing but JSON, which n8n gives as it is. */
function isPlain(value: unknown, left: { parts: number }, depth: number): boolean {
	if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
	if (typeof value === 'number') return Number.isFinite(value);
	if (typeof value !== 'object' || depth > DEEPEST) return false;
	const fields = Object.getOwnPropertyNames(value);
	left.parts -= fields.length;
	const prototype = Array.isArray(value) ? Array.prototype : Object.prototype;
	if (left.parts < 0 || Object.getPrototypeOf(value) !== prototype || fields.includes('__proto__')) return false;
	// A list has its length beside its parts: one with holes has fewer fields.
	if (Array.isArray(value) && fields.length !== value.length + 1) return false;
	return fields.every((name) => {
		const field = Object.getOwnPropertyDescriptor(value, name);
		return field !== undefined && 'value' in field && isPlain(field.value, left, depth + 1);
	});
}

/** Any JSON object, such as a lead or an item. */
export type Json = Readonly<Record<string, unknown>>;

/** Tells a plain object with keys from lists, and from dates, Buffers and the like, which are stored as text. */
export function isObject(value: unknown): value is Json {
	if (Object.prototype.toString.call(value) !== '[object Object]') return false;
	return typeof value === 'object' && value !== null && !('toJSON' in value && typeof value.toJSON === 'function');
}

/** Tells a list or an object, of any kind, from a plain value. */
export function isContainer(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

/** Returns what a JSON text says; undefined if it is not JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** Returns the value of an object under a name that it has itself; undefined if it is not an object, or has no such name. */
export function ownValue(value: unknown, name: string): unknown {
	return isContainer(value) ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

/** An object in the making: fields and, below them, others. Any key is kept, `__proto__` too. */
export class Branch extends Map<string, unknown> {
	toJson(): Json {
		return Object.fromEntries([...this].map(([key, value]) => [key, value instanceof Branch ? value.toJson() : value]));
	}
}

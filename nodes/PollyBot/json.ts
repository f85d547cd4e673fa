/** Any JSON object, such as a lead or an item. */
export type Json = Readonly<Record<string, unknown>>;

/** Tells a plain object with keys from lists, and from dates, Buffers and the like, which are stored as text. */
export function isObject(value: unknown): value is Json {
	if (Object.prototype.toString.call(value) !== '[object Object]') return false;
	return typeof value === 'object' && value !== null && !('toJSON' in value && typeof value.toJSON === 'function');
}

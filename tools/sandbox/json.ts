export type JsonObject = Record<string, unknown>;

/** Whether a parsed JSON value is an object: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parses as the service does: plain JSON, so that a key such as `__proto__` stays an ordinary key of its object.
 * Undefined if the text is not valid JSON.
 */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

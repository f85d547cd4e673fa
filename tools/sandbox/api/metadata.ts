import type { JsonObject } from '../json';

/** Merged key by key (page Update Lead): what is sent replaces what is there, and null takes a key out. */
export function mergeMetadata(stored: JsonObject = {}, sent: JsonObject = {}): JsonObject {
	return Object.fromEntries(
		Object.entries({ ...stored, ...sent }).filter(([key, value]) => !(value === null && Object.hasOwn(sent, key))),
	);
}

import { isObject, type Json } from '../json';
import { fail, ok, type Result } from '../result';
import { quoteHidden, strip } from '../text';
import { isEmptyCell, isNothing, type Reading } from './cell';
import { readField, type Invalid } from './invalid';

const NOT_AN_OBJECT = 'must be an object with keys and values, like {"utm_source": "google"}.';

/** Reads an object given as it is or as JSON text, its empty keys included. Undefined for an empty cell. */
export function readJson(value: unknown): Reading<Json | undefined> {
	if (isNothing(value)) return ok(undefined);
	if (typeof value !== 'string') return isObject(value) ? ok(value) : fail(NOT_AN_OBJECT);
	const text = strip(value);
	if (text === '') return ok(undefined);
	try {
		const parsed: unknown = JSON.parse(text);
		if (parsed === null) return ok(undefined);
		return isObject(parsed) ? ok(parsed) : fail(NOT_AN_OBJECT);
	} catch {
		// Spaces copied from a web page look like those of JSON, whose own are no news.
		const hidden = quoteHidden(text.replace(/[\t\n\r]+/g, ' '));
		return fail(`${hidden} is not valid JSON. Write it like {"utm_source": "google"}.`.trimStart());
	}
}

/**
 * Reads the object that a field or parameter contains, its empty keys included.
 *
 * @param label of a parameter that is no field of a lead
 */
export function readMetadata(value: unknown, field = 'metadata', label?: string): Result<Json | undefined, Invalid> {
	return readField(field, value, readJson, label);
}

/** Reads the keys of an object, or of JSON text of one, that are not empty; undefined if all are empty. */
export function readObject(value: unknown): Reading<Json | undefined> {
	const given = readJson(value);
	return given.ok ? ok(mergeMetadata(given.value)) : given;
}

/** Joins metadata of several sources; of two values for one key the later one wins, at the place of the first. */
export function mergeMetadata(...sources: Array<Json | undefined>): Json | undefined {
	return metadataOf(sources.flatMap((source) => Object.entries(source ?? {})));
}

/**
 * Makes metadata of pairs. An empty value is left out, so that it cannot erase what is stored. Any key is kept,
 * `__proto__` too: an assignment would set the prototype instead.
 */
export function metadataOf(pairs: Iterable<readonly [string, unknown]>): Json | undefined {
	const filled = [...pairs].filter(([, value]) => !isEmptyCell(value));
	if (filled.length === 0) return undefined;
	return Object.fromEntries(filled.map(([key, value]) => [key, typeof value === 'bigint' ? String(value) : value]));
}

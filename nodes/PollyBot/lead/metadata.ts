import { fail, ok } from '../result';
import { isEmptyCell, isNothing } from './cell';
import { quoteHidden, strip } from '../invisible';
import type { Reading } from './reading';

/** Any JSON object. */
export type Metadata = Record<string, unknown>;

/** Dates, Buffers and similar values are objects too, but have no keys and values to store. */
export function isObject(value: unknown): value is Metadata {
	if (Object.prototype.toString.call(value) !== '[object Object]') return false;
	return typeof value === 'object' && value !== null && !('toJSON' in value && typeof value.toJSON === 'function');
}

/** An object given as it is or as JSON text, including its empty keys. Undefined for an empty cell. */
export function readJson(value: unknown): Reading<Metadata | undefined> {
	if (isNothing(value)) return ok(undefined);
	if (typeof value !== 'string') return isObject(value) ? ok(value) : fail(NOT_AN_OBJECT);
	const text = strip(value);
	if (text === '') return ok(undefined);
	try {
		const parsed: unknown = JSON.parse(text);
		if (parsed === null) return ok(undefined);
		return isObject(parsed) ? ok(parsed) : fail(NOT_AN_OBJECT);
	} catch {
		return fail(`${quoteOddSpace(text)} is not valid JSON. Write it like {"utm_source": "google"}.`.trimStart());
	}
}

const NOT_AN_OBJECT = 'must be an object with keys and values, like {"utm_source": "google"}.';

/** Spaces copied from a web page look like those of JSON, whose own are no news. */
function quoteOddSpace(text: string): string {
	return quoteHidden(text.replace(/[\t\n\r]+/g, ' '));
}

/** The keys of an object, or of JSON text of one, that are not empty; undefined if all are empty. */
export function readObject(value: unknown): Reading<Metadata | undefined> {
	const given = readJson(value);
	return given.ok ? ok(mergeMetadata(given.value)) : given;
}

/** Joins metadata of several sources; of two values for one key the later one wins, at the place of the first. */
export function mergeMetadata(...sources: Array<Metadata | undefined>): Metadata | undefined {
	return metadataOf(sources.flatMap((source) => Object.entries(source ?? {})));
}

/**
 * Makes metadata of pairs. An empty value is left out, so that it cannot erase what is stored. Any key is kept,
 * `__proto__` too: an assignment would set the prototype instead.
 */
export function metadataOf(pairs: Iterable<readonly [string, unknown]>): Metadata | undefined {
	const filled = [...pairs].filter(([, value]) => !isEmptyCell(value));
	if (filled.length === 0) return undefined;
	return Object.fromEntries(filled.map(([key, value]) => [key, typeof value === 'bigint' ? String(value) : value]));
}

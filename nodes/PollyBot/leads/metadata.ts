import { z } from 'zod';
import { accepted, refused, type Checked } from './refusal';

/** Any JSON object. */
export type Metadata = Record<string, unknown>;

function isObject(value: unknown): value is Metadata {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Passes the very object on: zod's own records would lose the key `__proto__`. */
export const metadataSchema = z.custom<Metadata>(isObject, 'must be an object with keys and values.');

/**
 * Metadata given as an object or as JSON text of one. Nothing (empty text, null, undefined) is no metadata.
 *
 * @param field the name of the parameter or input field, for the refusal
 */
export function readMetadata(value: unknown, field = 'metadata'): Checked<Metadata | undefined> {
	if (value === null || value === undefined) return accepted(undefined);
	if (typeof value !== 'string') return isObject(value) ? accepted(value) : notAnObject(field, value);
	if (value.trim() === '') return accepted(undefined);
	try {
		const parsed: unknown = JSON.parse(value);
		if (parsed === null) return accepted(undefined);
		return isObject(parsed) ? accepted(parsed) : notAnObject(field, value);
	} catch {
		return refused(field, value, `The field "${field}" is not valid JSON. Write it like {"utm_source": "google"}.`);
	}
}

function notAnObject(field: string, value: unknown) {
	return refused(
		field,
		value,
		`The field "${field}" must be an object with keys and values, like {"utm_source": "google"}.`,
	);
}

/** Joins metadata of several sources; of two values for one key the later one wins, at the place of the first. */
export function mergeMetadata(...sources: Array<Metadata | undefined>): Metadata | undefined {
	return metadataOf(sources.flatMap((source) => Object.entries(source ?? {})));
}

/** Makes metadata of pairs. Any key is kept, `__proto__` too: an assignment would set the prototype instead. */
export function metadataOf(pairs: Iterable<readonly [string, unknown]>): Metadata | undefined {
	const metadata = Object.fromEntries(pairs);
	return Object.keys(metadata).length === 0 ? undefined : metadata;
}

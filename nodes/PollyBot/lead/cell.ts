import { isObject, parseJson, type Json } from '../json';
import { fail, ok, type Result } from '../result';
import { isBlank, quoteHidden, strip } from '../text';

/** The outcome of reading a value: what it becomes, or the end of a sentence that begins with the field's name. */
export type Reading<T> = Result<T, string>;

export type Reader<T> = (value: unknown) => Reading<T>;

/** Texts for no value: what n8n makes of an invalid date, and the errors of spreadsheets. */
const NO_VALUES: ReadonlySet<string> = new Set([
	...['Invalid DateTime', 'Invalid Date'],
	...['#N/A', '#REF!', '#VALUE!', '#NAME?', '#DIV/0!', '#NUM!', '#NULL!', '#ERROR!', '#SPILL!', '#CALC!'],
]);

/** What is no value at all: null, undefined, NaN, an infinite number, an invalid date, the error of a formula. */
export function isNothing(value: unknown): boolean {
	if (value === null || value === undefined) return true;
	if (typeof value === 'number') return !Number.isFinite(value);
	if (typeof value === 'string') return value.length < 50 && NO_VALUES.has(value.trim());
	return typeof value === 'object' && 'toJSON' in value && jsonOf(value) === 'null';
}

/** What fills no cell: no value, an empty list, what JSON has no word for, and text in which nothing is to be seen. */
export function isEmptyCell(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	if (typeof value === 'string') return isNothing(value) || isBlank(value);
	return typeof value === 'function' || typeof value === 'symbol' || isNothing(value);
}

/** The JSON text of a value; undefined if it has none, because it contains itself or a BigInt. */
export function jsonOf(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		return undefined;
	}
}

/** Any value as text, an object as its JSON: its own `toString` may be no function. */
export function asText(value: unknown): string {
	if (typeof value !== 'object' || value === null) return String(value);
	return jsonOf(value) ?? Object.prototype.toString.call(value);
}

/**
 * The text in a cell, without what is invisible around it; an empty cell has an empty one. A number or boolean becomes
 * text: the phone column of a spreadsheet is one of numbers.
 */
export function readText(value: unknown): Reading<string> {
	if (isNothing(value) || (Array.isArray(value) && value.length === 0)) return ok('');
	if (typeof value === 'string') return ok(strip(value));
	if (['number', 'boolean', 'bigint'].includes(typeof value)) return ok(String(value));
	return fail('must be text, but contains a list or an object. Map it to a single value.');
}

const ON = ['true', 'yes', 'on', '1'];
const OFF = ['false', 'no', 'off', '0'];

/** A boolean as an expression or a cell may give it, in any case; the preset where it is empty or something else. */
export function readBoolean<Preset>(value: unknown, preset: Preset): boolean | Preset {
	const text = readText(value);
	const word = text.ok ? text.value.toLowerCase() : '';
	if (ON.includes(word)) return true;
	return OFF.includes(word) ? false : preset;
}

/**
 * Reads the texts in a cell that contains several: a list, the JSON text of one, or text with commas between them (and
 * double quotes around one that has a comma in it). Empty and repeated ones are left out.
 */
export function readTexts(value: unknown): Reading<string[]> {
	const entries = entriesOf(value);
	if (!entries) return fail('must be a list, or text with commas between its entries.');
	const texts = new Set<string>();
	for (const entry of entries) {
		const text = readText(entry);
		if (!text.ok) return text;
		if (text.value !== '') texts.add(text.value);
	}
	return ok([...texts]);
}

function entriesOf(value: unknown): readonly unknown[] | undefined {
	const text = typeof value === 'string' ? strip(value) : undefined;
	const given = text?.startsWith('[') ? parseJson(text) : value;
	if (Array.isArray(given)) return given as unknown[];
	if (text !== undefined) return splitAtCommas(text);
	return typeof value === 'object' && !isNothing(value) ? undefined : [value];
}

function splitAtCommas(text: string): string[] {
	const entries: string[] = [];
	for (let at = 0; at < text.length;) {
		const comma = text.indexOf(',', at);
		const plainEnd = comma < 0 ? text.length : comma;
		const { entry, end } = quotedEntryAt(text, at) ?? { entry: text.slice(at, plainEnd), end: plainEnd };
		entries.push(entry);
		at = end + 1;
	}
	return entries;
}

/**
 * Finds an entry in double quotes, and where the comma after it is, or the end of the text. It may contain commas, and "" is
 * a quote there. No pattern finds it in any length of text.
 */
function quotedEntryAt(text: string, at: number): { readonly entry: string; readonly end: number } | undefined {
	const start = endOf(/\s*"/y, text, at);
	if (start === undefined) return undefined;
	let close = text.indexOf('"', start);
	while (text[close + 1] === '"' && close >= 0) close = text.indexOf('"', close + 2);
	const end = close < 0 ? undefined : endOf(/\s*(?=,|$)/y, text, close + 1);
	return end === undefined ? undefined : { entry: text.slice(start, close).replaceAll('""', '"'), end };
}

/** Returns where a sticky pattern ends that begins at a place of a text; undefined if it does not match there. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : undefined;
}

const NOT_AN_OBJECT = 'must be an object, like {"utm_source": "google"}.';

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

import { fail, ok, type Result } from '../result';
import { isBlank, strip } from '../text';

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
	if (isNothing(value)) return ok('');
	if (typeof value === 'string') return ok(strip(value));
	if (['number', 'boolean', 'bigint'].includes(typeof value)) return ok(String(value));
	return fail('must be text, but contains a list or an object. Map it to a single value.');
}

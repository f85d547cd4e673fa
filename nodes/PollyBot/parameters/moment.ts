import { tryToParseDateTime } from 'n8n-workflow';
import { isEmptyCell, jsonOf, type Reading } from '../lead/cell';
import { showInvisible, strip } from '../text';
import { fail, ok } from '../result';

/** No lead is older, and none is newer: a time outside is a mistake, and would list every lead or none. */
const EARLIEST = Date.UTC(2000, 0);
const LATEST = Date.UTC(2100, 0);

/** The days that spreadsheets give the same times by, counted from 1899-12-30. */
const EARLIEST_SERIAL = 36_526;
const LATEST_SERIAL = 73_051;

const LONGEST = 100;

/** A date of ISO 8601, or of SQL with a space in the middle, with or without a time and a zone. */
const ISO =
	/^(\d{4})-(\d\d)(?:-(\d\d)(?:[T ]\d\d(?::?\d\d(?::?\d\d(?:[.,]\d{1,9})?)?)? ?(Z|[+-]\d\d(?::?\d\d)?)?(\[[\w/+-]+\])?)?)?$/i;

/** A date as browsers and mail programs write it: the month as a word, and with its zone. */
const IN_WORDS =
	/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (\d\d? [a-z]{3}|[a-z]{3} \d\d?) (\d{4}) \d\d:\d\d(?::\d\d)? (?:GMT|UTC|(?:GMT|UTC)?[+-]\d{4})(?: \(.*\))?$/i;

/**
 * Reads a date: an ISO text, a Date, or a number in Unix seconds or milliseconds. What can be read in two ways
 * (`01/02/2026`, the number of a day in a spreadsheet) is rejected.
 *
 * @param timezone of a time that names none
 * @returns milliseconds since 1970; undefined for an empty value
 */
export function readMoment(value: unknown, timezone: string): Reading<number | undefined> {
	if (isEmptyCell(value)) return ok(undefined);
	const given = typeof value === 'string' ? strip(value) : value;
	const isNumber = typeof given === 'number' || (typeof given === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(given));
	const moment = isNumber ? fromNumber(Number(given)) : parse(given, timezone);
	if (moment >= EARLIEST && moment < LATEST) return ok(moment);
	const shown = showInvisible((typeof given === 'string' ? given : (jsonOf(given) ?? '')).slice(0, LONGEST));
	return fail(`("${shown}") ${whyNot(isNumber ? Number(given) : NaN, moment)}`);
}

/** Unix seconds and milliseconds of the years that count have no number in common. */
function fromNumber(given: number): number {
	return given * 1000 < LATEST ? given * 1000 : given;
}

function parse(given: unknown, timezone: string): number {
	if (typeof given === 'string' ? !isUnambiguous(given) : typeof given !== 'object' || Array.isArray(given)) return NaN;
	try {
		const time = tryToParseDateTime(given, timezone);
		// In n8n 1.85 the function knows no time zone, and takes that of the machine.
		return (isWithoutZone(given) ? time.setZone(timezone, { keepLocalTime: true }) : time).toMillis();
	} catch {
		return NaN;
	}
}

function isWithoutZone(given: unknown): boolean {
	const parts = typeof given === 'string' ? ISO.exec(given) : null;
	return parts !== null && parts[4] === undefined && parts[5] === undefined;
}

function isUnambiguous(text: string): boolean {
	if (text.length > LONGEST) return false;
	const [, year, month, day = '01'] = ISO.exec(text) ?? [];
	const [, inWords = '', yearInWords] = IN_WORDS.exec(text) ?? [];
	// The 30th of February would become the 2nd of March.
	if (year === undefined) {
		return new Date(`${inWords} ${yearInWords} UTC`).getUTCDate() === Number(inWords.replace(/\D/g, ''));
	}
	return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
}

function whyNot(number: number, moment: number): string {
	const write = 'Write it like 2026-11-26T09:30:00Z, or choose it in the node.';
	if (number >= EARLIEST_SERIAL && number < LATEST_SERIAL) {
		return `looks like the number of a day in a spreadsheet. ${write}`;
	}
	if (!Number.isNaN(moment)) return `is not a time between the years 2000 and 2100. ${write}`;
	return `is not a date, or can be read as more than one. ${write}`;
}

import { fail, ok } from '../result';
import { isNothing, readText, type Reading } from './cell';
import { strip } from '../text';

/**
 * The texts in a cell that holds several: a list, the JSON text of one, or text with commas between them (and double
 * quotes around one that has a comma in it). Empty ones are left out.
 */
export function readTexts(value: unknown): Reading<string[]> {
	const entries = entriesOf(value);
	if (!entries) return fail('must be a list, or text with commas between its entries.');
	const texts: string[] = [];
	for (const entry of entries) {
		const text = readText(entry);
		if (!text.ok) return text;
		if (text.value !== '') texts.push(text.value);
	}
	return ok(texts);
}

function entriesOf(value: unknown): readonly unknown[] | undefined {
	if (Array.isArray(value)) return value as unknown[];
	if (typeof value === 'string') return listInJson(value) ?? listWithCommas(strip(value));
	return typeof value === 'object' && !isNothing(value) ? undefined : [value];
}

function listInJson(text: string): unknown[] | undefined {
	const stripped = strip(text);
	if (!stripped.startsWith('[')) return undefined;
	try {
		const parsed: unknown = JSON.parse(stripped);
		return Array.isArray(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

function listWithCommas(text: string): string[] {
	const entries: string[] = [];
	for (let at = 0; at < text.length;) {
		const { entry, end } = quotedEntryAt(text, at) ?? plainEntryAt(text, at);
		entries.push(entry);
		at = end + 1;
	}
	return entries;
}

/** An entry of a list, and where the comma after it is, or the end of the text. */
interface Entry {
	readonly entry: string;
	readonly end: number;
}

function plainEntryAt(text: string, at: number): Entry {
	const comma = text.indexOf(',', at);
	const end = comma < 0 ? text.length : comma;
	return { entry: text.slice(at, end), end };
}

/** An entry in double quotes may contain commas, and "" is a quote there. No pattern finds it in any length of text. */
function quotedEntryAt(text: string, at: number): Entry | undefined {
	const start = endOf(/\s*"/y, text, at);
	if (start === undefined) return undefined;
	let close = text.indexOf('"', start);
	while (text[close + 1] === '"' && close >= 0) close = text.indexOf('"', close + 2);
	const end = close < 0 ? undefined : endOf(/\s*(?=,|$)/y, text, close + 1);
	return end === undefined ? undefined : { entry: text.slice(start, close).replaceAll('""', '"'), end };
}

/** Where a sticky pattern ends that begins at a place of a text; undefined if it does not match there. */
function endOf(pattern: RegExp, text: string, at: number): number | undefined {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : undefined;
}

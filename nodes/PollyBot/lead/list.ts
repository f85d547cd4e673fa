import { fail, ok } from '../result';
import { strip } from '../text';
import { isNothing, readText, type Reading } from './cell';

/**
 * Reads the texts in a cell that contains several: a list, the JSON text of one, or text with commas between them (and
 * double quotes around one that has a comma in it). Empty ones are left out.
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
	if (typeof value === 'string') {
		const text = strip(value);
		return listInJson(text) ?? splitAtCommas(text);
	}
	if (Array.isArray(value)) return value as unknown[];
	return typeof value === 'object' && !isNothing(value) ? undefined : [value];
}

function listInJson(text: string): unknown[] | undefined {
	if (!text.startsWith('[')) return undefined;
	try {
		const parsed: unknown = JSON.parse(text);
		return Array.isArray(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
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

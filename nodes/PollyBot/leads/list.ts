import { fail, ok } from '../result';
import { isNothing, readText } from './cell';
import { strip } from '../invisible';
import type { Reading } from './reading';

/** One entry of a list that is written with commas; one in double quotes may hold commas, and "" is a quote there. */
const ENTRY = /\s*"((?:[^"]|"")*)"\s*(?:,|$)|([^,]*)(?:,|$)/gy;

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
	return [...text.matchAll(ENTRY)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}

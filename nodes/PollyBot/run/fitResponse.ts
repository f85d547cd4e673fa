import type { Json } from '../json';
import { asText, jsonOf } from '../lead/cell';
import { showInvisible } from '../text';

/** The most characters of JSON that an agent reads of one call: some 2,000 tokens. */
export const LONGEST_RESPONSE = 8000;

/** The fields of a tool's response that say what was cut, and what PollyBot did not keep. Its own have no underscores. */
export const CUT_NOTE = 'n8n_cut';
export const LOSS_NOTE = 'n8n_not_stored';

/** Kept free for what is said about that. */
const NOTE_ROOM = 500;
/** Where there are several items, a long one leaves room for the others. */
const MOST_OF_ONE = 1500;
const MOST_NAMED = 8;
const LONGEST_NAMED = 40;
const LONGEST_NAME = 100;
const DEEPEST = 5;

/** How an item is cut, until it fits: the most characters of a text, and fields of the item. */
const CUTS = [
	[2000, 60],
	[500, 40],
	[150, 30],
	[50, 15],
	[20, 7],
] as const;

/** What an agent needs to go on. */
const FIRST: readonly string[] = ['error', 'message', 'code', 'id', 'name', 'email', LOSS_NOTE];

/**
 * Makes items that an agent can read: those that are too long for it are cut or left out, and say so. A lead may contain
 * megabytes of what a visitor wrote.
 */
export function fitResponse(items: readonly Json[]): readonly Json[] {
	const shown = takeReadable(items);
	const missing = items.length - shown.length;
	const last = shown.at(-1);
	if (missing === 0 || last === undefined) return shown;
	// The service may have a field of this name.
	const isOurs = last !== items[shown.length - 1];
	const before = isOurs ? `${asText(last[CUT_NOTE])} ` : '';
	return [...shown.slice(0, -1), { ...last, [CUT_NOTE]: `${before}${missing} more are not shown.` }];
}

/** The first items that an agent can read together, and some more words. A long one among them is cut, and says so. */
export function takeReadable(items: readonly Json[]): readonly Json[] {
	let length = '['.length;
	if (items.every((item) => (length += lengthOf(item) + ','.length) <= LONGEST_RESPONSE)) return items;
	const shown: Json[] = [];
	let left = LONGEST_RESPONSE - NOTE_ROOM;
	for (const item of items) {
		const part = cutItem(item, items.length === 1 ? left : MOST_OF_ONE);
		left -= lengthOf(part) + ','.length;
		if (left < 0) break;
		shown.push(part);
	}
	return shown;
}

/** One item with what fits of it, and a word about what does not. */
function cutItem(item: Json, room: number): Json {
	if (lengthOf(item) <= room) return item;
	let kept: Json = {};
	for (const [longest, most] of CUTS) {
		const part = cutFields(item, longest, most, 0);
		if (lengthOf(part) > room - NOTE_ROOM) continue;
		kept = part;
		break;
	}
	const isShort = (name: string) => jsonOf(kept[name]) !== jsonOf(item[name]);
	const shortened = Object.keys(item).filter((name) => !(name in kept) || isShort(name));
	const named = shortened.slice(0, MOST_NAMED).map((name) => showInvisible(name.slice(0, LONGEST_NAMED)));
	const more = shortened.length > named.length ? ` and ${shortened.length - named.length} more` : '';
	const note = `Too long to be shown whole: ${named.join(', ')}${more}.`;
	return { ...kept, [CUT_NOTE]: cutText(note, NOTE_ROOM - CUT_NOTE.length - '"":,'.length) };
}

/**
 * @param longest the most characters of a text, as JSON
 * @param most the most fields; of what is nested, a quarter
 */
function cutFields(fields: object, longest: number, most: number, depth: number): Record<string, unknown> {
	const values = new Map<string, unknown>(Object.entries(fields).filter(([name]) => name.length <= LONGEST_NAME));
	const names = [...new Set([...FIRST.filter((name) => values.has(name)), ...values.keys()])].slice(0, most);
	const parts = Math.ceil(most / 4);
	return Object.fromEntries(names.map((name) => [name, cut(values.get(name), longest, parts, depth + 1)]));
}

function cut(value: unknown, longest: number, most: number, depth: number): unknown {
	if (typeof value === 'string') return cutText(value, longest);
	if (typeof value !== 'object' || value === null) return value;
	if (depth >= DEEPEST) return '…';
	if (!Array.isArray(value)) return cutFields(value, longest, most, depth);
	return value.slice(0, most).map((part) => cut(part, longest, Math.ceil(most / 4), depth + 1));
}

function cutText(text: string, room: number): string {
	if (text.length <= room && lengthOf(text) <= room) return text;
	let length = room - '"…"'.length;
	const cutAt = () => `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`;
	// JSON writes some characters as up to six.
	while (lengthOf(cutAt()) > room) length = Math.floor(length * 0.8);
	return cutAt();
}

/** How many characters the JSON of a value has; Infinity where it has none. */
function lengthOf(value: unknown): number {
	return jsonOf(value)?.length ?? Infinity;
}

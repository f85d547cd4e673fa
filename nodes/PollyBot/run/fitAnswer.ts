import { showInvisible } from '../text';
import { asText, jsonOf } from '../lead/cell';
import { LOSS_NOTE } from './losses';
import type { Json } from '../json';

/** The most characters of JSON that an agent reads of one call: some 2,000 tokens. */
export const LONGEST_ANSWER = 8000;

/** The field of a tool's answer that says what was cut. PollyBot's own fields have no underscores. */
export const CUT_NOTE = 'n8n_cut';

/** Kept free for what is said about that, without the name of the field. */
const NOTE_ROOM = 500;
/** Where there are several answers, a long one leaves room for the others. */
const MOST_OF_ONE = 1500;
/** Of a part for which less is left, nothing is shown. */
const LEAST_PART = 20;
const DEEPEST = 50;
/** So many fields of an object are looked at, besides those that come first. */
const MOST_FIELDS = 1000;
const MOST_NAMED = 8;
const LONGEST_NAMED = 40;

/** What an agent needs to go on, and the most characters of each: it comes before what is long. */
const FIRST: ReadonlyMap<string, number> = new Map(
	Object.entries({ error: 4000, message: 1500, code: 100, id: 200, name: 300, email: 300, [LOSS_NOTE]: 1000 }),
);

/**
 * Answers that an agent can read: those that are too long for it are cut or left out, and say so. A lead may contain
 * megabytes of what a visitor wrote.
 */
export function fitAnswer(answers: readonly Json[]): readonly Json[] {
	const shown = takeReadable(answers);
	const missing = answers.length - shown.length;
	const last = shown.at(-1);
	if (missing === 0 || last === undefined) return shown;
	// The service may have a field of this name.
	const isOurs = last !== answers[shown.length - 1];
	const before = isOurs ? `${asText(last[CUT_NOTE])} ` : '';
	return [...shown.slice(0, -1), { ...last, [CUT_NOTE]: `${before}${missing} more are not shown.` }];
}

/** The first answers that an agent can read together, and some more words. A long one among them is cut, and says so. */
export function takeReadable(answers: readonly Json[]): readonly Json[] {
	if (lengthOf(answers, LONGEST_ANSWER) <= LONGEST_ANSWER) return answers;
	const shown: Json[] = [];
	let left = LONGEST_ANSWER - NOTE_ROOM;
	for (const answer of answers) {
		const part = cutAnswer(answer, answers.length === 1 ? left : MOST_OF_ONE);
		left -= lengthOf(part, left) + ','.length;
		if (left < 0) break;
		shown.push(part);
	}
	return shown;
}

/** One answer with what fits of it, and a word about what does not. */
function cutAnswer(answer: Json, room: number): Json {
	if (lengthOf(answer, room) <= room) return answer;
	const kept = cutFields(answer, room - NOTE_ROOM, 0);
	const shortened = Object.keys(answer).filter((name) => answer[name] !== undefined && kept[name] !== answer[name]);
	const named = shortened.slice(0, MOST_NAMED).map((name) => showInvisible(name.slice(0, LONGEST_NAMED)));
	const more = shortened.length > named.length ? ` and ${shortened.length - named.length} more` : '';
	const note = `Too long to be shown whole: ${named.join(', ')}${more}.`;
	return { ...kept, [CUT_NOTE]: cut(note, NOTE_ROOM - CUT_NOTE.length - '"":,'.length, 0) };
}

/** A value with so much of it that its JSON has no more characters than `room`; undefined if nothing of it fits. */
function cut(value: unknown, room: number, depth: number): unknown {
	if (lengthOf(value, room) <= room) return value;
	if (room < LEAST_PART) return undefined;
	if (typeof value === 'string') return cutText(value, room);
	if (typeof value !== 'object' || value === null || depth >= DEEPEST) return '…';
	return Array.isArray(value) ? cutList(value, room, depth) : cutFields(value, room, depth);
}

function cutText(text: string, room: number): string {
	let length = room - '"…"'.length;
	const cutAt = () => `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`;
	// JSON writes some characters as up to six.
	while (lengthOf(cutAt(), room) > room) length = Math.floor(length * 0.8);
	return cutAt();
}

function cutList(list: readonly unknown[], room: number, depth: number): unknown[] {
	const kept: unknown[] = [];
	let left = room - '[]'.length;
	for (const value of list) {
		const part = cut(value, left - ','.length, depth + 1);
		if (part === undefined) break;
		kept.push(part);
		left -= lengthOf(part, left) + ','.length;
	}
	return kept;
}

/** What an agent needs comes first, then what is short. Fields that are kept stay in their order. */
function cutFields(fields: object, room: number, depth: number): Record<string, unknown> {
	const values = new Map(Object.entries(fields).filter(([, value]) => value !== undefined));
	const others = [...values.keys()].filter((name) => !FIRST.has(name)).slice(0, MOST_FIELDS);
	const lengths = new Map(others.map((name) => [name, lengthOf(values.get(name), room) + lengthOf(name, room)]));
	const byLength = others.sort((one, other) => (lengths.get(one) ?? 0) - (lengths.get(other) ?? 0));
	const kept = new Map<string, unknown>();
	let left = room - '{}'.length;
	for (const name of [...FIRST.keys(), ...byLength]) {
		const nameRoom = lengthOf(name, left) + ':,'.length;
		const part = cut(values.get(name), Math.min(left - nameRoom, FIRST.get(name) ?? left), depth + 1);
		if (!values.has(name) || part === undefined) continue;
		kept.set(name, part);
		left -= lengthOf(part, left) + nameRoom;
	}
	return Object.fromEntries([...values.keys()].filter((name) => kept.has(name)).map((name) => [name, kept.get(name)]));
}

/** How many characters the JSON of a value has; Infinity as soon as it is certain that it has more than `most`. */
function lengthOf(value: unknown, most: number, depth = 0): number {
	if (typeof value === 'string') return value.length > most ? Infinity : JSON.stringify(value).length;
	if (typeof value !== 'object' || value === null) return (jsonOf(value) ?? 'null').length;
	if (depth > DEEPEST) return Infinity;
	let length = '[]'.length;
	const add = (part: unknown, more: number) => {
		length += lengthOf(part, most - length, depth + 1) + more;
		return length <= most + ','.length;
	};
	if (Array.isArray(value)) {
		for (const each of value) if (!add(each, ','.length)) return Infinity;
		return length;
	}
	for (const name in value) {
		const each: unknown = fieldOf(value, name);
		if (each !== undefined && !(add(name, ':'.length) && add(each, ','.length))) return Infinity;
	}
	return length;
}

function fieldOf(fields: object, name: string): unknown {
	return Object.getOwnPropertyDescriptor(fields, name)?.value;
}

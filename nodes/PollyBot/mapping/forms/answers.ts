import { isObject, type Json } from '../../json';
import { isEmptyCell } from '../../lead/cell';
import { isNever, isOfPerson, meaningOf, type Meaning } from '../headings';
import { fold } from '../headings/fold';
import { isUsable } from '../usable';

/** An answer to a question of a form. */
export interface Answer {
	/** The question, or the name of the field. */
	readonly heading: string;
	readonly value: unknown;
	/** What kind of field it is, in the form builder's words, such as `INPUT_EMAIL`. */
	readonly kind?: string;
}

/** Where builders put the question, the answer and its kind. Of several, the first that is a text counts. */
const HEADINGS = 'column_id label title question fieldName name key text property field ref id'.split(' ');
const VALUES = 'value values string_value fieldValue answer answers answerDetails response'.split(' ');
const KINDS = ['type', 'kind', 'field_type'];

/** Answers with their questions: a list of records, or a record of them by their IDs. */
export function readList(value: unknown): readonly Answer[] {
	if (!Array.isArray(value) && !isObject(value)) return [];
	const answers = Object.values(value).flatMap((entry) => readAnswer(entry) ?? []);
	const parents = new Set(answers.map(({ heading }) => heading));
	return answers.filter((answer) => !isOptionOf(answer, parents));
}

/** One answer of a list; undefined if it cannot be read as one. */
export function readAnswer(entry: unknown): Answer | undefined {
	if (!isObject(entry)) return undefined;
	const valueKey = VALUES.find((name) => name in entry);
	const heading = firstText(entry, HEADINGS);
	if (valueKey === undefined || heading === undefined) return undefined;
	return { heading, value: withOptions(entry[valueKey], entry.options), kind: firstText(entry, KINDS) };
}

function firstText(entry: Json, names: readonly string[]): string | undefined {
	return names
		.map((name) => entry[name])
		.find((text): text is string => typeof text === 'string' && text.trim() !== '');
}

/** Tally adds a field for each option of a question: the question itself has the choice already. */
function isOptionOf({ heading, value }: Answer, parents: ReadonlySet<string>): boolean {
	if (typeof value !== 'boolean' || !heading.endsWith(')')) return false;
	return parents.has(heading.slice(0, Math.max(0, heading.lastIndexOf(' ('))));
}

/** Choices by their texts: some builders answer with the IDs of options. */
function withOptions(value: unknown, options: unknown): unknown {
	if (!Array.isArray(options)) return value;
	const texts = new Map<unknown, unknown>();
	for (const option of options) {
		if (isObject(option)) texts.set(option.id ?? option.value, option.text ?? option.label ?? option.name);
	}
	const textOf = (one: unknown) => texts.get(one) ?? one;
	return Array.isArray(value) ? value.map(textOf) : textOf(value);
}

/** The answers of a Typeform response. The questions are in the form's definition. */
export function readTypeform(response: unknown): readonly Answer[] {
	if (!isObject(response) || !Array.isArray(response.answers) || !isObject(response.definition)) return [];
	const titles = titlesOf(response.definition.fields);
	const answers = response.answers.flatMap((answer): Answer[] => {
		if (!isObject(answer) || !isObject(answer.field)) return [];
		const { id, ref } = answer.field;
		const heading = titles.get(id) ?? titles.get(ref) ?? ref ?? id;
		const kind = firstText(answer, KINDS);
		return typeof heading === 'string' && kind !== undefined ? [{ heading, value: answer[kind], kind }] : [];
	});
	return [...answers, ...readFields(response.hidden)];
}

/** So deep are answers and groups of questions looked into. */
const DEEPEST = 5;

/** The title of each question by its ID and its reference, those inside a group or a contact block included. */
function titlesOf(fields: unknown, titles = new Map<unknown, string>(), depth = 0): Map<unknown, string> {
	if (!Array.isArray(fields) || depth > DEEPEST) return titles;
	for (const field of fields) {
		if (!isObject(field)) continue;
		const { id, ref, title, properties } = field;
		if (typeof title === 'string') for (const key of [id, ref]) if (key !== undefined) titles.set(key, title);
		if (isObject(properties)) titlesOf(properties.fields, titles, depth + 1);
	}
	return titles;
}

/** Values by the names of their fields, each as it is or in a record. */
export function readFields(value: unknown): readonly Answer[] {
	if (!isObject(value)) return [];
	return Object.entries(value).map(([heading, one]) => ({ heading, value: withoutQuestion(heading, one) }));
}

/** The value in a record with its question, as in Cal.com's responses. */
function withoutQuestion(heading: string, one: unknown): unknown {
	const isAnswer = isObject(one) && typeof one.label === 'string' && 'value' in one && Object.keys(one).length <= 3;
	return isAnswer && meaningOf(heading) === null ? one.value : one;
}

/** The parts of a name with their places in it, and what may stand beside them. */
const NAME_PARTS: Readonly<Record<string, number>> = {
	...{ prefix: 0, title: 0, first: 1, given: 1, middle: 2, infix: 3, last: 4, sur: 4, family: 4, suffix: 5 },
	...{ firstandlast: -1, fieldtype: -1, type: -1, label: -1 },
};
/** The parts of a phone number, in their order. */
const PHONE_PARTS = ['country', 'area', 'phone'];
/** Where a record keeps its one value: a choice, a file, a phone number, the answer of a form. */
const ONLY_VALUES = ['full', 'label', 'labels', 'url', 'file_url', 'text', 'value', 'textQuestionAnswer', 'answer'];

/**
 * An answer as a person reads it: a list of one is that one, a choice its label, a file its address, the parts of a name
 * the name. What is no part of a lead goes, at any depth.
 *
 * @param isKept whether everything else keeps its type
 * @param around what contains the value, from the outside in: a value that contains itself is not followed
 */
export function readable(value: unknown, isKept = false, around: readonly unknown[] = []): unknown {
	if (around.length > DEEPEST || around.includes(value)) return value;
	const inside = [...around, value];
	if (Array.isArray(value)) {
		const all = value.map((one) => readable(one, isKept, inside));
		return all.length === 1 && !isKept ? all[0] : all;
	}
	if (!isObject(value)) return value;
	const joined = isKept ? undefined : (nameIn(value) ?? phoneIn(value));
	if (joined !== undefined) return joined;
	const only = isKept ? undefined : ONLY_VALUES.find((name) => (value[name] ?? '') !== '');
	if (only !== undefined) return readable(value[only], isKept, inside);
	const entries = Object.entries(value).filter(([key]) => !isNever(key));
	return Object.fromEntries(entries.map(([key, one]) => [key, readable(one, isKept, inside)]));
}

/** What the value of an email or a phone number is called in a record, which may be one of a list. */
const WRAPPED: Readonly<Partial<Record<Meaning, readonly string[]>>> = {
	email: ['value', 'address', 'email', 'email_address'],
	phone: ['value', 'number'],
};

/** A value of the field with this heading: what a name, an email or a phone number is wrapped in goes, not its label. */
export function readUnder(heading: string, given: unknown): unknown {
	const meaning = meaningOf(heading);
	if (meaning === null) return readable(given);
	const [value, names] = [isOfPerson(meaning) ? partsIn(given) : given, WRAPPED[meaning] ?? ['value']];
	const unwrap = (one: unknown) => {
		const values = isObject(one) ? names.filter((name) => name in one).map((name) => one[name]) : [];
		return values.length === 0 ? one : values.find((part) => !isEmptyCell(part));
	};
	const isList = Array.isArray(value) && (meaning in WRAPPED || value.length === 1);
	const all = (isList ? value : [value]).map(unwrap);
	const read = readable(all.find((one) => isUsable(meaning, one)) ?? all[0]);
	// Of a record in which no number is found, the label alone would be left.
	return meaning in WRAPPED && isObject(all[0]) && !isUsable(meaning, read) ? readable(given, true) : read;
}

/** The parts of a value in text, as Formstack gives them to a form: `first = Ann`, a line each. */
function partsIn(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\w+ = /.test(value)) return value;
	const lines = value.slice(0, 1000).split('\n');
	return Object.fromEntries(lines.map((line) => line.split(' = ', 2)));
}

/** The name in a record of nothing but its parts. */
export function nameIn(value: unknown): string | undefined {
	if (!isObject(value)) return undefined;
	const parts: string[] = [];
	for (const [key, part] of Object.entries(value)) {
		const place = key.length > 20 ? undefined : NAME_PARTS[fold(key).replace(/(?<=.)(?:name|initial)$/, '')];
		if (place === undefined) return undefined;
		if (place >= 0 && (typeof part === 'string' || typeof part === 'number')) parts[place] = String(part).trim();
	}
	return parts[1] === undefined && parts[4] === undefined ? undefined : parts.filter(Boolean).join(' ');
}

function phoneIn(value: Json): string | undefined {
	const names = Object.keys(value);
	if (!('phone' in value) || !names.every((name) => PHONE_PARTS.includes(name))) return undefined;
	const texts = PHONE_PARTS.map((name) => value[name]).filter(
		(part) => typeof part === 'string' || typeof part === 'number',
	);
	return texts.join(' ').trim();
}

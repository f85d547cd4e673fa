import { isEmptyCell } from '../../lead/cell';
import { meaningOf, MOST_HEADINGS } from '../headings';
import { type Meaning } from '../headings/language';
import { isPrivate, isRecord, readable, type Answer } from './answer';
import { nest } from './nest';
import { PLACES } from './places';

/** The fields of an item for automatic mapping. */
export interface Unpacked {
	readonly fields: object;
	/** Where they were unpacked from, in words; undefined for an item that holds them itself. */
	readonly from?: string;
}

/** What n8n's Webhook node puts beside the body: no part of a lead. */
const ENVELOPE = new Set(['body', 'headers', 'params', 'query', 'webhookUrl', 'executionMode']);

const OF_A_PERSON: ReadonlySet<Meaning | null> = new Set(['name', 'firstName', 'lastName', 'email']);
const EMAIL: ReadonlySet<Meaning | null> = new Set(['email']);

/**
 * The answers of a form, where an item itself holds neither a name nor an email: in the body of a webhook, and where form
 * builders put them. No other place is searched.
 */
export function unpackForm(json: object): Unpacked {
	if (holdsAny(json, OF_A_PERSON)) return { fields: withoutEnvelope(json) };
	const item = Object.fromEntries(Object.entries(json));
	const body = bodyOf(item);
	const found = body ? unpackBody(body) : unpackPlaces(item);
	if (!found) return { fields: json };
	const [place = ''] = found.path;
	const beside = Object.entries(item).filter(([name]) => !ENVELOPE.has(name) && name !== place);
	// Fields beside a webhook's body were put there on purpose. A form builder's record has a status with another meaning.
	const isMeaningless = (name: string, index: number) => index >= MOST_HEADINGS || meaningOf(name) === null;
	const more = body ? beside : beside.filter(([name, value], at) => isMeaningless(name, at) && !isContainer(value));
	const path = [...(body ? [body.name] : []), ...found.path].join('.');
	const where = path === '' ? '' : ` (${path})`;
	return { fields: withBeside(found.fields, more), from: `${found.form}${where}` };
}

/** A call of n8n's Webhook node whose fields a workflow has moved out of the body: the rest of the call stays out. */
function withoutEnvelope(json: object): object {
	const isCall = 'headers' in json && isRecord(json.headers) && 'webhookUrl' in json && 'executionMode' in json;
	return isCall ? Object.fromEntries(Object.entries(json).filter(([name]) => !ENVELOPE.has(name))) : json;
}

function isContainer(value: unknown): boolean {
	return isRecord(value) || Array.isArray(value);
}

/** Whether an object has a field with one of these meanings that is not empty. */
function holdsAny(json: object, meanings: ReadonlySet<Meaning | null>): boolean {
	const fields = Object.entries(json).slice(0, MOST_HEADINGS);
	return fields.some(([name, value]) => meanings.has(meaningOf(name)) && !isEmptyCell(value));
}

/** Whether an item has such a field at all, empty or not. */
export function namesPerson(json: object): boolean {
	const names = Object.keys(json).slice(0, MOST_HEADINGS);
	return names.some((name) => OF_A_PERSON.has(meaningOf(name)));
}

/** The body of a webhook's call, or its query where there is no body. */
function bodyOf({ body, headers, query }: Record<string, unknown>): Call | undefined {
	const parsed = parseBody(body);
	const bodies: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
	const [first = parsed, ...others] = bodies;
	if (others.length === 0 && isRecord(first) && Object.keys(first).length > 0)
		return { name: 'body', fields: nest(first) };
	return isRecord(headers) && isRecord(query) ? { name: 'query', fields: query } : undefined;
}

interface Call {
	readonly name: 'body' | 'query';
	readonly fields: Readonly<Record<string, unknown>>;
}

/** A body that n8n did not parse is JSON text or a form's. */
function parseBody(body: unknown): unknown {
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return /^[^\s=&]+=/.test(body) ? parseForm(body) : undefined;
	}
}

/** A field that a form sends more than once, such as a choice of several, is a list. */
function parseForm(text: string): object {
	const fields = new Map<string, string[]>();
	for (const [name, value] of new URLSearchParams(text)) {
		const values = fields.get(name);
		if (values) values.push(value);
		else fields.set(name, [value]);
	}
	return Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

/** The fields themselves, unless only the answers of a form builder in them have an email: a form has a name too. */
function unpackBody({ fields }: Call): Found | undefined {
	if (holdsAny(fields, EMAIL)) return readFlat(fields);
	const found = unpackPlaces(fields);
	return found && (holdsAny(found.fields, EMAIL) || !holdsAny(fields, OF_A_PERSON)) ? found : flatWithPerson(fields);
}

function flatWithPerson(fields: Call['fields']): Found | undefined {
	return holdsAny(fields, OF_A_PERSON) ? readFlat(fields) : undefined;
}

interface Found {
	readonly form: string;
	readonly path: readonly string[];
	readonly fields: object;
}

function unpackPlaces(root: unknown): Found | undefined {
	for (const { form, path, read } of PLACES) {
		const value = path.reduce<unknown>((parent, name) => (isRecord(parent) ? parent[name] : undefined), root);
		if (path.length > 0 && value === undefined) continue;
		const answers = read(value);
		if (!answers) continue;
		const fields = fieldsOf(answers);
		if (holdsAny(fields, OF_A_PERSON)) return { form, path, fields };
	}
	return undefined;
}

function readFlat(fields: Readonly<Record<string, unknown>>): Found {
	const answers = Object.entries(fields).map(([heading, value]) => ({ heading, value }));
	return { form: 'the webhook', path: [], fields: fieldsOf(answers) };
}

/** What a field of this kind holds, where its question does not say: "How can we reach you?". */
const KINDS: ReadonlyArray<readonly [RegExp, Meaning]> = [
	[/email/i, 'email'],
	[/phone|^tel$/i, 'phone'],
	[/full_?name/i, 'name'],
];

/** The answers as fields of an item. Of two with one question, the second gets a number. */
function fieldsOf(answers: readonly Answer[]): object {
	const named = KINDS.reduce(nameByKind, answers);
	const fields = new Map<string, unknown>();
	const counts = new Map<string, number>();
	for (const { heading, value } of named) {
		if (isPrivate(heading)) continue;
		let number = counts.get(heading) ?? 0;
		let name: string;
		do {
			number += 1;
			name = number === 1 ? heading : `${heading} ${number}`;
		} while (fields.has(name));
		counts.set(heading, number);
		fields.set(name, readable(value));
	}
	return Object.fromEntries(fields);
}

/** Where no question is about an email, the only answer of that kind is one. */
function nameByKind(answers: readonly Answer[], [pattern, meaning]: readonly [RegExp, Meaning]): readonly Answer[] {
	if (answers.slice(0, MOST_HEADINGS).some(({ heading }) => meaningOf(heading) === meaning)) return answers;
	const ofKind = answers.filter(({ kind, value }) => kind !== undefined && pattern.test(kind) && !isEmptyCell(value));
	return ofKind.length === 1
		? answers.map((answer) => (answer === ofKind[0] ? { ...answer, heading: meaning } : answer))
		: answers;
}

/** Answers win over fields beside them. */
function withBeside(fields: object, beside: ReadonlyArray<readonly [string, unknown]>): object {
	const more = beside.filter(([name]) => !isPrivate(name) && !Object.hasOwn(fields, name));
	return Object.fromEntries([...Object.entries(fields), ...more]);
}

import { isEmptyCell } from '../../lead/cell';
import { emailKey } from '../../lead/email';
import { isName, isNever, lookUp, meaningOf, MOST_HEADINGS, type Meaning } from '../headings';
import { isUsable } from '../usable';
import { isRecord, nameIn, readUnder, withoutNever, type Answer } from './answers';
import { bodyOf, isEnvelope, withoutEnvelope } from './call';
import { nest } from './nest';
import { PLACES, readPlace } from './places';

/** The fields of an item for automatic mapping. */
export interface Unpacked {
	readonly fields: object;
	/** Where they were unpacked from, in words; undefined for an item that contains them itself. */
	readonly from?: string;
}

interface Found {
	readonly form: string;
	readonly path: readonly string[];
	readonly fields: object;
}

/** A person's name or address among the fields of an item. */
interface Person {
	readonly hasName: boolean;
	readonly email?: unknown;
}

/**
 * The answers of a form, where an item itself contains neither a name nor an email: in the body of a webhook, and where
 * form builders put them. No other place is searched.
 */
export function unpackForm(json: object): Unpacked {
	const own = personIn(json);
	const isOwn = own.hasName || own.email !== undefined;
	if (own.hasName && own.email !== undefined) return { fields: tidy(withoutEnvelope(json)) };
	const item = Object.fromEntries(Object.entries(json));
	const call = isOwn ? undefined : bodyOf(item);
	const found = call ? (inFields(call.fields) ?? flatIfNamed(call.fields)) : inPlaces(nest(item), own);
	if (!found) return { fields: tidy(withoutEnvelope(json)) };
	const [place = ''] = found.path;
	const beside = Object.entries(item).filter(([name]) => !isEnvelope(name) && name !== place && !name.includes('['));
	// Fields beside a webhook's body were put there on purpose. A form builder's record has a status with another meaning.
	const isOther = (name: string, at: number) => at >= MOST_HEADINGS || meaningOf(name) === null;
	const keep = own.email !== undefined;
	const more = call || keep ? beside : beside.filter(([name, value], at) => isOther(name, at) && !isContainer(value));
	const path = [...(call ? [call.name] : []), ...found.path].join('.');
	return { fields: withBeside(found.fields, more), from: `${found.form}${path === '' ? '' : ` (${path})`}` };
}

/** The fields of a body themselves, or the answers in them. */
function inFields(fields: object): Found | undefined {
	const own = personIn(fields);
	const isWhole = own.hasName && own.email !== undefined;
	const found = isWhole ? undefined : inPlaces(fields, own, 2);
	if (!found) return isWhole || own.email !== undefined ? flat(fields) : undefined;
	return own.email === undefined
		? found
		: { ...found, fields: withBeside(found.fields, Object.entries(flat(fields).fields)) };
}

function flatIfNamed(fields: object): Found | undefined {
	return personIn(fields).hasName ? flat(fields) : undefined;
}

function flat(fields: object): Found {
	return {
		form: 'the webhook',
		path: [],
		fields: fieldsOf(Object.entries(fields).map(([heading, value]) => ({ heading, value }))),
	};
}

/**
 * The best place of an item: one that names a person (1) and an address (2) counts most. Beside an own email only a name
 * that goes with it counts.
 *
 * @param leastBesideName what counts beside an own name, which may be that of a form
 */
function inPlaces(root: object, own: Person, leastBesideName = 3): Found | undefined {
	let best: (Found & { readonly score: number }) | undefined;
	for (const { form, paths } of PLACES) {
		for (const answers of answersAt(root, paths)) {
			const fields = fieldsOf(answers);
			const { hasName, email } = personIn(fields);
			const score = (hasName ? 1 : 0) + (email === undefined ? 0 : 2);
			const fits =
				own.email === undefined ? !own.hasName || score >= leastBesideName : hasName && goesWith(email, own.email);
			if (fits && score > (best?.score ?? 0)) best = { form, path: paths[0] ?? [], fields, score };
			if (best?.score === 3) return best;
		}
	}
	return best;
}

function goesWith(email: unknown, own: unknown): boolean {
	return email === undefined || emailKey(String(email)) === emailKey(String(own));
}

/** What may be read at these places: that of the first in each way that it can be read, with the others. */
function answersAt(
	root: object,
	[first = [], ...others]: ReadonlyArray<readonly string[]>,
): ReadonlyArray<readonly Answer[]> {
	const at = (path: readonly string[]) => {
		const value = path.reduce<unknown>(step, root);
		return value === undefined ? [] : readPlace(value, path.at(-1) ?? '');
	};
	const more = others.flatMap((path) => at(path)[0] ?? []);
	// What is put together with others is a record of plain fields beside them.
	const own =
		others.length === 0 ? at(first) : at(first).map((answers) => answers.filter(({ value }) => !isContainer(value)));
	if (others.length > 0 && more.length === 0) return [];
	return own.map((answers) => [...answers, ...more]);
}

/** A list counts where it has one entry: of several people nobody can say who is meant. */
function step(parent: unknown, name: string): unknown {
	if (Array.isArray(parent)) return name === '0' && parent.length === 1 ? parent[0] : undefined;
	return isRecord(parent) && Object.hasOwn(parent, name) ? parent[name] : undefined;
}

function isContainer(value: unknown): boolean {
	return isRecord(value) || Array.isArray(value);
}

/** The name and the email that an object has, as far as they can be used. */
function personIn(json: object): Person {
	let hasName = false;
	let email: unknown;
	for (const [name, given] of Object.entries(json).slice(0, MOST_HEADINGS)) {
		const meaning = lookUp(name)?.meaning;
		if (!isName(meaning) && meaning !== 'email') continue;
		const value = isContainer(given) ? readUnder(name, given) : given;
		if (meaning === undefined || isEmptyCell(value) || isContainer(value) || !isUsable(meaning, value)) continue;
		if (isName(meaning)) hasName = true;
		else email ??= value;
		if (hasName && email !== undefined) break;
	}
	return { hasName, email };
}

/** Whether an item has a field for a name or an email at all, empty or not. */
export function namesPerson(json: object): boolean {
	const names = Object.keys(json).slice(0, MOST_HEADINGS);
	return names.some((name) => meaningOf(name) === 'email' || isName(meaningOf(name)));
}

/** An item's own fields: a value in a wrapper without it, and what is inside others without what is no part of a lead. */
function tidy(json: object): object {
	const entries = Object.entries(json);
	if (!entries.some(([, value]) => isContainer(value))) return json;
	const read = (name: string, value: unknown, at: number) => {
		if (!isContainer(value)) return value;
		const meaning = at < MOST_HEADINGS ? meaningOf(name) : null;
		const isWrapped = isRecord(value) && 'value' in value && Object.keys(value).length <= 3;
		return (meaning !== null && meaning !== 'metadata') || isWrapped ? readUnder(name, value) : withoutNever(value);
	};
	return Object.fromEntries(entries.map(([name, value], at) => [name, read(name, value, at)]));
}

/** What a field of this kind contains, where its question does not say: "How can we reach you?". */
const KINDS: ReadonlyArray<readonly [RegExp, Meaning]> = [
	[/email/i, 'email'],
	[/phone|^tel$/i, 'phone'],
	[/full_?name/i, 'name'],
];

/** The answers as fields of an item. Of two with one question, the second gets a number. */
function fieldsOf(answers: readonly Answer[]): object {
	const kinds = answers.map((answer) => ({
		...answer,
		kind: nameIn(answer.value) === undefined ? answer.kind : 'full_name',
	}));
	const named = KINDS.reduce(nameByKind, kinds);
	const fields = new Map<string, unknown>();
	const counts = new Map<string, number>();
	for (const [at, { heading, value }] of named.entries()) {
		if (isNever(heading, at)) continue;
		let number = counts.get(heading) ?? 0;
		let name: string;
		do {
			number += 1;
			name = number === 1 ? heading : `${heading} ${number}`;
		} while (fields.has(name));
		counts.set(heading, number);
		fields.set(name, readUnder(heading, value));
	}
	return Object.fromEntries(fields);
}

/** Where no question is about an email, the only answer of that kind is one. */
function nameByKind(answers: readonly Answer[], [pattern, meaning]: readonly [RegExp, Meaning]): readonly Answer[] {
	const isKnown = (heading: string) =>
		meaningOf(heading) === meaning || (meaning === 'name' && isName(meaningOf(heading)));
	if (answers.slice(0, MOST_HEADINGS).some(({ heading }) => isKnown(heading))) return answers;
	const ofKind = answers.filter(({ kind, value }) => kind !== undefined && pattern.test(kind) && !isEmptyCell(value));
	return ofKind.length === 1
		? answers.map((answer) => (answer === ofKind[0] ? { ...answer, heading: meaning } : answer))
		: answers;
}

/** Answers win over fields beside them, unless they are empty. */
function withBeside(fields: object, beside: ReadonlyArray<readonly [string, unknown]>): object {
	const own = Object.entries(fields);
	const filled = new Set(own.filter(([, value]) => !isEmptyCell(value)).map(([name]) => name));
	const more = beside.filter(([name], at) => !isNever(name, at) && !filled.has(name));
	return Object.fromEntries([...own, ...more.map(([name, value]) => [name, withoutNever(value)] as const)]);
}

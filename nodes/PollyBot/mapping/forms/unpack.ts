import { isContainer, isObject, ownValue, type Json } from '../../json';
import { isEmptyCell } from '../../lead/cell';
import { emailKey } from '../../lead/email';
import { isName, isNever, meaningOf, withoutIgnored, type Meaning } from '../headings';
import { isUsable } from '../usable';
import { nameIn, readable, readFields, readUnder, type Answer } from './answers';
import { bodyOf, isEnvelope, nest, withoutEnvelope } from './call';
import { PLACES, readPlace } from './places';

export interface Unpacked {
	readonly fields: object;
	/** Where they were unpacked from, in words; undefined for an item that contains them itself. */
	readonly from?: string;
}

/** The name and the email that an object has, as far as they can be used. */
interface Person {
	readonly hasName: boolean;
	readonly email?: string;
	/** 1 for a name, 2 for an email, 3 for both. */
	readonly score: number;
}

/**
 * The answers of a form, where an item itself does not contain both a name and an email: in the body of a webhook, and
 * where form builders put them. No other place is searched.
 *
 * @param ignore names of fields of the item, or of the body, that are not searched
 */
export function unpackForm(given: object, ignore: readonly string[] = []): Unpacked {
	// A call keeps what it is known by.
	const json = withoutIgnored(
		given,
		ignore.filter((name) => !isEnvelope(name)),
	);
	const own = personIn(json);
	if (own.score === 3) return { fields: tidy(withoutEnvelope(json)) };
	const item: Json = { ...json };
	const call = own.score === 0 ? bodyOf(item) : undefined;
	const root = withoutIgnored(call?.fields ?? nest(item), ignore);
	const person = call ? personIn(root) : own;
	const found = person.score === 3 ? undefined : findPlace(root, person, call ? 2 : 3);
	if (!found && (!call || person.score === 0)) return { fields: tidy(withoutEnvelope(json)) };
	const place = call ? undefined : found?.path[0];
	// Names with brackets are those of a form, unless there is a space before: `Budget [EUR]`.
	const isBeside = (name: string) => (call ? !isEnvelope(name) : name !== place) && !/\S\[/.test(name);
	const fieldsBeside = readFields(withoutEnvelope(item)).filter(({ heading }) => isBeside(heading));
	const beside: ReadonlyArray<readonly [string, unknown]> = Object.entries(fieldsOf(fieldsBeside, true));
	// Fields beside a webhook's body were put there on purpose. A record has a status, and a body a source, of other meanings.
	const isOther = ([name, value]: readonly [string, unknown]) =>
		(call ? ['phone'] : [null, 'phone', 'source']).includes(meaningOf(name)) && !isContainer(value);
	const isWhole = !found || person.email !== undefined;
	const flat = call ? Object.entries(fieldsOf(readFields(root), true)) : beside;
	const kept = isWhole ? flat : flat.filter((field) => isOther(field) || (!call && meaningOf(field[0]) === 'metadata'));
	const path = [...(call ? [call.name] : []), ...(found?.path ?? [])].join('.');
	return {
		fields: withBeside(found?.fields ?? {}, call ? [...kept, ...beside] : kept),
		from: `${found?.form ?? 'the webhook'}${path === '' ? '' : ` (${path})`}`,
	};
}

interface Found {
	readonly form: string;
	readonly path: readonly string[];
	readonly fields: object;
}

/**
 * The best place of an item. Beside an own email only a name counts that goes with it.
 *
 * @param least score that counts beside an own name, which may be that of a form
 */
function findPlace(root: object, own: Person, least: number): Found | undefined {
	let best: (Found & { readonly score: number }) | undefined;
	for (const { form, paths } of PLACES) {
		for (const answers of answersAt(root, paths)) {
			const fields = fieldsOf(answers);
			const { hasName, email, score } = personIn(fields);
			const fits =
				own.email === undefined
					? !own.hasName || score >= least
					: hasName && (email === undefined || emailKey(email) === emailKey(own.email));
			if (fits && score > (best?.score ?? 0)) best = { form, path: paths[0] ?? [], fields, score };
			if (best?.score === 3) return best;
		}
	}
	return best;
}

/** What may be read at the first of these places in each way that it can be read, with what is at the others. */
function answersAt(root: object, [first = [], ...others]: ReadonlyArray<readonly string[]>) {
	const at = (path: readonly string[]) => {
		const value = path.reduce<unknown>(step, root);
		return value === undefined ? [] : readPlace(value, path.at(-1) ?? '');
	};
	if (others.length === 0) return at(first);
	const more = others.flatMap((path) => at(path)[0] ?? []);
	const own = more.length === 0 ? [] : at(first);
	return own.map((answers) => [...answers.filter(({ value }) => !isContainer(value)), ...more]);
}

/** A list counts where it has one entry: of several people nobody can say who is meant. */
function step(parent: unknown, name: string): unknown {
	if (Array.isArray(parent)) return name === '0' && parent.length === 1 ? parent[0] : undefined;
	return ownValue(parent, name);
}

function personIn(json: object): Person {
	let hasName = false;
	let email: string | undefined;
	for (const [name, given] of Object.entries(json)) {
		const meaning = meaningOf(name);
		if (meaning === null || (!isName(meaning) && meaning !== 'email')) continue;
		const value: unknown = isContainer(given) ? readUnder(name, given) : given;
		if (isEmptyCell(value) || isContainer(value) || !isUsable(meaning, value)) continue;
		if (meaning !== 'email') hasName = true;
		else if (typeof value === 'string') email ??= value;
		if (hasName && email !== undefined) break;
	}
	return { hasName, email, score: (hasName ? 1 : 0) + (email === undefined ? 0 : 2) };
}

/** Whether an item has a field for a name or an email at all, empty or not. */
export function namesPerson(json: object): boolean {
	return Object.keys(json).some((name) => meaningOf(name) === 'email' || isName(meaningOf(name)));
}

/** An item's own fields: a value without its wrapper, and others without what is no part of a lead. */
function tidy(json: object): object {
	return Object.values(json).some(isContainer) ? fieldsOf(readFields(json), true) : json;
}

/** What a field of this kind contains, where its question does not say: "How can we reach you?". */
const KINDS: ReadonlyArray<readonly [RegExp, Meaning]> = [
	[/email/i, 'email'],
	[/phone|^tel$/i, 'phone'],
	[/full_?name/i, 'name'],
];

/**
 * The answers as fields of an item. Of two with one question, the second gets a number.
 *
 * @param isItem whether they are its fields already: the others keep their types
 */
function fieldsOf(answers: readonly Answer[], isItem = false): object {
	const named = KINDS.reduce(nameByKind, answers);
	const fields = new Map<string, unknown>();
	const counts = new Map<string, number>();
	for (const { heading, value } of named) {
		if (!isItem && isNever(heading)) continue;
		let number = counts.get(heading) ?? 0;
		let name: string;
		do {
			number += 1;
			name = number === 1 ? heading : `${heading} ${number}`;
		} while (fields.has(name));
		counts.set(heading, number);
		const meaning = meaningOf(heading);
		const isWrapped = isObject(value) && 'value' in value && Object.keys(value).length <= 3;
		const isKept = meaning === 'metadata' || (isItem && meaning === null && !isWrapped);
		fields.set(name, isKept ? readable(value, true) : readUnder(heading, value));
	}
	return Object.fromEntries(fields);
}

/** The heading of a record with the parts of a name, unless it says whose: `names`, `fullName3`. */
const WHOLE_NAME = /^(?:your|full|contact)?[\s_-]*names?[\s_-]*\d*$/i;

/** Where no question is about an email, the only answer of that kind is one. The parts of a name are of the kind name. */
function nameByKind(answers: readonly Answer[], [pattern, meaning]: readonly [RegExp, Meaning]): readonly Answer[] {
	const isAbout = (one: Meaning | null) => one === meaning || (meaning === 'name' && isName(one));
	if (answers.some(({ heading }) => isAbout(meaningOf(heading)))) return answers;
	const isFullName = ({ heading, value }: Answer) => WHOLE_NAME.test(heading) && nameIn(value) !== undefined;
	const kindOf = (answer: Answer) => (isFullName(answer) ? 'full_name' : (answer.kind ?? ''));
	const ofKind = answers.filter((answer) => pattern.test(kindOf(answer)) && !isEmptyCell(answer.value));
	return answers.map((answer) =>
		ofKind.length === 1 && answer === ofKind[0] ? { ...answer, heading: meaning } : answer,
	);
}

/** Answers win over fields beside them, unless they are empty. What else has an answer's name gets a number: an order's ID. */
function withBeside(answers: object, beside: ReadonlyArray<readonly [string, unknown]>): object {
	const filled = new Map<string, unknown>(Object.entries(answers).filter(([, value]) => !isEmptyCell(value)));
	const fields = new Map<string, unknown>(Object.entries(answers));
	for (const [heading, value] of beside) {
		const isAnother = meaningOf(heading) === null && !isContainer(value) && value !== filled.get(heading);
		if (isNever(heading) || (filled.has(heading) && !isAnother)) continue;
		let name = heading;
		for (let number = 2; filled.has(name); number += 1) name = `${heading} ${number}`;
		fields.set(name, readable(value, true));
	}
	return Object.fromEntries(fields);
}

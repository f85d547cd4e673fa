import type { Json } from '../json';
import { fold, foldDecorated, foldNumbered, repair, spaceDecorated } from './headings/fold';
import { LATIN } from './headings/latin';
import { OTHER_SCRIPTS } from './headings/otherScripts';
import { isPrivate } from './headings/private';

/** The words before the colons in the tables, in the order in which a report names them. */
const KEYS = {
	/** May be a whole name or, beside a part of one, the other half. */
	name: 'name',
	full: 'fullName',
	first: 'firstName',
	infix: 'infix',
	last: 'lastName',
	last2: 'secondLastName',
	email: 'email',
	phone: 'phone',
	source: 'source',
	status: 'status',
	metadata: 'metadata',
	/** Where a call came from, with what program, and how it proved itself: no part of a lead. */
	never: 'never',
	/** The words around a heading in a question, with `…` in its place. */
	ask: 'ask',
} as const;

type Key = (typeof KEYS)[keyof typeof KEYS];

/** What an input field may mean to a lead. */
export type Meaning = Exclude<Key, 'ask'>;

/** How a language heads the columns of a list of people, or the questions of a form. */
export interface Language {
	/** Its name in English. */
	readonly language: string;
	readonly isFamilyNameFirst: boolean;
	readonly headings: ReadonlyMap<Key, readonly string[]>;
}

/** The languages in which automatic mapping knows headings. */
export const LANGUAGES: readonly Language[] = `${LATIN}${OTHER_SCRIPTS}`
	.split(/^# /m)
	.slice(1)
	.map((text) => {
		const [title = '', ...lines] = text.trim().split('\n');
		const headings = lines.filter(Boolean).map((line) => {
			const [key = '', list = ''] = line.split(': ');
			if (!(key in KEYS)) throw new Error(`The headings of ${title} have no place for “${key}”.`);
			return [KEYS[key as keyof typeof KEYS], list.split(' | ')] as const;
		});
		const [language = '', custom] = title.split(', ');
		return { language, isFamilyNameFirst: custom !== undefined, headings: new Map(headings) };
	});

/** What is known of a heading. */
export interface Known {
	readonly meaning?: Meaning;
	/** Whether a language has it in which the family name comes first. */
	readonly isFamilyNameFirst?: boolean;
	/** Whether it means a part of a name only beside the other part: `First` and `Last`, `Ad` and `Soyad`. */
	readonly isWeak?: boolean;
	/** Of one of several. */
	readonly number?: number;
	/** Whether it is the name of another person in the same row, as in `name_2`. */
	readonly isOfOther?: boolean;
}

/** By their folded spelling; those that a Windows file shows when it is read as UTF-8. */
const KNOWN = new Map<string, Known>();
const LOST = new Map<string, Known>();

for (const { headings, isFamilyNameFirst } of LANGUAGES) {
	for (const [meaning, list] of headings) {
		if (meaning === 'ask') continue;
		for (const entry of list) {
			const heading = entry.replace(/~$/, '');
			const key = foldDecorated(heading);
			const before = KNOWN.get(key);
			const known = { meaning, isWeak: heading !== entry, isFamilyNameFirst };
			if (!before) KNOWN.set(key, known);
			else if (isFamilyNameFirst) KNOWN.set(key, { ...before, isFamilyNameFirst });
			const lost = heading.replace(/[^\0-\x7f]/g, '\ufffd');
			if (lost !== heading && /[a-z]{2}/i.test(lost)) LOST.set(foldDecorated(lost), known);
		}
	}
}

/** The words before and after a heading in a question. */
const QUESTIONS = LANGUAGES.flatMap(({ headings }) => headings.get('ask') ?? []).map((frame) => {
	const [before = '', after = ''] = frame.split('…');
	const spaced = (text: string, isApart: boolean) => spaceDecorated(text) + (isApart ? ' ' : '');
	return {
		before: before === '' ? '' : spaced(before, !frame.includes('…') || before.endsWith(' ')),
		after: after.startsWith(' ') ? ` ${spaceDecorated(after)}` : spaceDecorated(after),
	};
});

const NAMES: ReadonlySet<Meaning | undefined> = new Set<Meaning>(['name', 'fullName', 'firstName', 'lastName']);
const ADDRESSES: ReadonlySet<Meaning | undefined> = new Set<Meaning>(['email', 'phone']);

export function isName(meaning: Meaning | null | undefined): boolean {
	return NAMES.has(meaning ?? undefined);
}

export function isOfPerson(meaning: Meaning | null | undefined): boolean {
	return isName(meaning) || ADDRESSES.has(meaning ?? undefined);
}

/** A text that is longer is no heading of a name or an address. */
const LONGEST_HEADING = 200;
/** No sheet has more columns. They take a few megabytes at the most. */
const MOST_REMEMBERED = 20_000;
const remembered = new Map<string, Known | null>();

/** What is known of the name of an input field; null is nothing: such a field is an other field. */
export function lookUp(heading: string): Known | null {
	if (heading.length > LONGEST_HEADING) return null;
	const found = remembered.get(heading);
	if (found !== undefined) return found;
	const known = find(heading);
	if (remembered.size >= MOST_REMEMBERED) remembered.clear();
	remembered.set(heading, known);
	return known;
}

function find(heading: string): Known | null {
	const key = foldDecorated(heading);
	const repaired = repair(heading);
	const known = KNOWN.get(key) ?? LOST.get(key) ?? (repaired && KNOWN.get(foldDecorated(repaired)));
	if (known) return known;
	if (isPrivate(heading)) return { meaning: 'never' };
	return findNumbered(heading) ?? findAsked(heading) ?? findTwice(heading);
}

function findNumbered(heading: string): Known | undefined {
	const { key, number = 0 } = foldNumbered(heading) ?? {};
	const known = key === undefined ? undefined : KNOWN.get(key);
	if (isName(known?.meaning)) return number > 1 ? { isOfOther: true } : { ...known, number };
	return ADDRESSES.has(known?.meaning) ? { ...known, number } : undefined;
}

/** How a form that talks begins a question: `Hey, what's your first name?` */
const OPENER = /^(?:and|great|hello|hey|hi|ok|thanks)(?: there)?[\s,.!]+/;

/** A question that asks for exactly one thing: `What is your name?` */
function findAsked(heading: string): Known | null {
	const text = spaceDecorated(heading).replace(OPENER, '');
	for (const { before, after } of QUESTIONS) {
		if (!text.startsWith(before) || !text.endsWith(after)) continue;
		const known = KNOWN.get(fold(text.slice(before.length, text.length - after.length)));
		if (isOfPerson(known?.meaning)) return known ?? null;
	}
	return null;
}

/** Between a heading and the same in another language or a plural: `Name / Nom`, `Correo (Email)`, `姓名 Name`, `Prénom(s)`. */
const TWICE = /\([sn]\)|[/|()\n]|(?<=\p{Lo})\s+(?=[a-z])/iu;

function findTwice(heading: string): Known | null {
	const parts = heading.split(TWICE).map(foldDecorated);
	const [first, ...others] = parts.filter((part) => part !== '').map((part) => KNOWN.get(part));
	const kindOf = (known?: Known | null) => (known?.meaning === 'fullName' ? 'name' : known?.meaning);
	return first && others.every((one) => kindOf(one) === kindOf(first)) ? first : null;
}

/** What a field of the input means to a lead, by its name; null is nothing. */
export function meaningOf(name: string): Meaning | null {
	return lookUp(name)?.meaning ?? null;
}

/** A field of an input item, with what is known of its name. */
export type Field = readonly [name: string, value: unknown, known: Known | null];

/** The fields of an input item but for those with the names to leave out. */
export function withoutIgnored<Fields extends object>(json: Fields, ignore: readonly string[]): Fields | Json {
	const ignored = new Set(ignore.map(fold).filter((spelling) => spelling !== ''));
	if (ignored.size === 0) return json;
	const isIgnored = (name: string) =>
		ignored.has(fold(name)) || (name.length <= LONGEST_HEADING && ignored.has(foldDecorated(name)));
	return Object.fromEntries(Object.entries(json).filter(([name]) => !isIgnored(name)));
}

/**
 * The fields of an input item that may be mapped, in their order.
 *
 * @param ignore names to leave out
 */
export function mappableFields(json: object, ignore: readonly string[]): Field[] {
	const fields = Object.entries(withoutIgnored(json, ignore)).map(([name, value]): Field => [
		name,
		value,
		lookUp(name),
	]);
	return fields.filter(([, , known]) => known?.meaning !== 'never');
}

/** Whether a field is no part of a lead: where a call came from, or what proves that it may come. */
export function isNever(name: string): boolean {
	return meaningOf(name) === 'never';
}

import { ok, type Result } from '../result';
import { isEmptyCell, readText } from '../lead/cell';
import type { RawLead } from '../lead/lead';
import { isObject, mergeMetadata, metadataOf, type Metadata } from '../lead/metadata';
import type { Invalid } from '../lead/reading';
import { readMetadata } from '../lead/readField';
import { isOfPerson, lookUp, mappableFields, MOST_HEADINGS, type Meaning } from './headings';
import { decodeEntities, isUsable } from './usable';

export type Field = readonly [name: string, value: unknown];
export type Chosen = Partial<Record<Meaning, Field>>;

/** The field of a lead that keeps input fields that are not fields of a lead. */
export type ExtraPlace = 'metadata' | 'customFields';

/** The input fields that are not fields of a lead, each where it is kept. */
export type ExtraFields = Readonly<Partial<Record<ExtraPlace, Metadata>>>;

/** The parts of a name in the order in which they are joined. */
const PARTS = ['firstName', 'infix', 'lastName', 'secondLastName'] as const;

/**
 * Maps an input item to a lead by the names of its fields.
 *
 * @param ignore names of input fields to leave out
 * @param place where the fields go that are not fields of a lead
 */
export function autoMap(
	json: object,
	ignore: readonly string[],
	place: ExtraPlace = 'metadata',
): Result<RawLead, Invalid> {
	const { chosen, rest } = sortFields(json, ignore);
	const { email, phone, source, status, metadata } = chosen;
	const given = readGiven(metadata);
	if (!given.ok) return given;
	return ok({
		...Object.fromEntries(
			Object.entries({ email, phone, source, status }).flatMap(([key, field]) => (field ? [[key, field[1]]] : [])),
		),
		name: nameOf(chosen),
		...keepExtras(place, rest, given.value),
	});
}

/**
 * What automatic mapping would put into metadata or custom fields, for "Add Remaining Input Fields to Metadata". A field
 * named metadata that does not contain an object is a field like the others.
 */
export function remainingFields(json: object, ignore: readonly string[], place: ExtraPlace = 'metadata'): ExtraFields {
	const { chosen, rest } = sortFields(json, ignore);
	const given = readGiven(chosen.metadata);
	if (given.ok) return keepExtras(place, rest, given.value);
	return keepExtras(place, chosen.metadata ? [...rest, chosen.metadata] : rest);
}

/** Whether the name that automatic mapping finds is only a first or only a last one. */
export function hasHalfName(json: object, ignore: readonly string[]): boolean {
	const { firstName, lastName } = sortFields(json, ignore).chosen;
	return (firstName === undefined) !== (lastName === undefined);
}

/** The metadata of a field of that name. A shop's list of records with a key and a value becomes these keys. */
function readGiven(field: Field | undefined): Result<Metadata | undefined, Invalid> {
	const [name, value] = field ?? [];
	const isList =
		Array.isArray(value) && value.every((one) => isObject(one) && typeof one.key === 'string' && 'value' in one);
	return readMetadata(
		isList ? metadataOf(value.map(({ key, value: one }: Metadata) => [String(key), one])) : value,
		name,
	);
}

/** A key of the metadata field beats a loose field of that name. */
function keepExtras(place: ExtraPlace, rest: readonly Field[], metadata?: Metadata): ExtraFields {
	const extras = metadataOf(rest.map(([name, value]) => [name, decodeEntities(name, value)]));
	if (place === 'metadata') return { metadata: mergeMetadata(extras, metadata) };
	return { metadata: mergeMetadata(metadata), customFields: extras };
}

/**
 * Chooses for each meaning the first field that can be used; every other field that is not empty is the rest, and so are
 * the parts of a name where there is a whole one.
 *
 * @param isFit whether a value can be used for a meaning
 */
export function sortFields(
	json: object,
	ignore: readonly string[],
	isFit: typeof isUsable = isUsable,
): { readonly chosen: Chosen; readonly rest: readonly Field[] } {
	const chosen: Chosen = {};
	const spare: Chosen = {};
	const fields = mappableFields(json, ignore).filter(([name, value]) => !isEmpty(name, value));
	const looked = fields.slice(0, MOST_HEADINGS);
	const hasOthers = looked.some(([name]) => isOfOther(name));
	for (const field of looked) {
		const { meaning, number = 0 } = lookUp(field[0]) ?? {};
		if (meaning === undefined || (hasOthers && number > 1)) continue;
		if (isFit(meaning, field[1])) chosen[meaning] ??= field;
		else spare[meaning] ??= field;
	}
	// What is certainly no address is rejected under its own name.
	if (spare.email) chosen.email ??= spare.email;
	chooseName(chosen);
	const used = new Set(Object.values(chosen));
	return { chosen, rest: fields.filter((field) => !used.has(field)) };
}

/** Some systems give a name, an email or a phone number as `false` or 0 where there is none. */
function isEmpty(name: string, value: unknown): boolean {
	return value === false || value === 0 ? isOfPerson(lookUp(name)?.meaning) : isEmptyCell(value);
}

/** Whether a heading is one of another person in the same row. */
function isOfOther(name: string): boolean {
	const known = lookUp(name);
	return known !== null && known.meaning === undefined;
}

/** Leaves a whole name or the parts of one. */
function chooseName(chosen: Chosen): void {
	dropWeak(chosen);
	const { name, fullName, firstName, lastName } = chosen;
	if (name && !fullName && isOtherPart(chosen)) {
		if (!firstName || !lastName) chosen[firstName ? 'lastName' : 'firstName'] = name;
		delete chosen.name;
	} else if (fullName ?? name) {
		chosen.name = fullName ?? name;
		for (const part of PARTS) delete chosen[part];
	}
	delete chosen.fullName;
	if (!chosen.lastName) for (const part of ['infix', 'secondLastName'] as const) delete chosen[part];
}

/** `First` and `Last` mean parts of a name only side by side. */
function dropWeak(chosen: Chosen): void {
	const { firstName, lastName } = chosen;
	const isWeak = (field: Field | undefined) => field !== undefined && lookUp(field[0])?.isWeak === true;
	if (isWeak(firstName) && !lastName) delete chosen.firstName;
	if (isWeak(lastName) && !firstName) delete chosen.lastName;
}

/** Whether `Name` is not the whole name: its words are not those of the parts beside it. */
function isOtherPart({ name, firstName, lastName }: Chosen): boolean {
	if (!name || (!firstName && !lastName)) return false;
	const words = wordsOf(name[1]);
	const all = new Set(words);
	const has = ([, part]: Field) =>
		wordsOf(part).every((word) => all.has(word) || (!ALPHABETIC.test(word) && words.some((one) => one.includes(word))));
	if (!firstName || !lastName) return ![firstName, lastName].some((part) => part && has(part));
	return ![...wordsOf(firstName[1]), ...wordsOf(lastName[1])].some((word) => words.some((one) => one.startsWith(word)));
}

/** Chinese, Japanese and Korean names are written without spaces. */
const ALPHABETIC = /^[^\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]+$/u;

/** A text that is longer is no name, and not looked into. */
const LONGEST_NAME = 1000;

function wordsOf(value: unknown): readonly string[] {
	return typeof value === 'string' ? value.slice(0, LONGEST_NAME).trim().toLowerCase().split(/\s+/) : [];
}

/** The whole name, or its parts joined. A part that is not text makes the name not text either, so that cleaning rejects it. */
function nameOf(chosen: Chosen): unknown {
	if (chosen.name) return decodeEntities('name', chosen.name[1]);
	const { firstName, lastName } = chosen;
	const parts = PARTS.map((part) => chosen[part]).filter((field) => field !== undefined);
	// With the family name first, the second one and the infix follow it.
	if ([firstName, lastName].every((part) => part && lookUp(part[0])?.isFamilyNameFirst)) {
		parts.push(...parts.splice(0, parts.length - 1));
	}
	const odd = parts.find(([, value]) => !readText(value).ok);
	if (odd) return odd[1];
	return parts.map(([, value]) => decodeEntities('name', textOf(value))).join(' ');
}

function textOf(value: unknown): string {
	const text = readText(value);
	return text.ok ? text.value : '';
}

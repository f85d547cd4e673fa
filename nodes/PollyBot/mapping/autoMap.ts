import { isObject, type Json } from '../json';
import { ok, type Result } from '../result';
import { asText, isEmptyCell, mergeMetadata, metadataOf, readJson, readText } from '../lead/cell';
import { readField, type Invalid, type RawLead } from '../lead/lead';
import { readable } from './forms/answers';
import { isName, isNever, isOfPerson, mappableFields, type Field, type Meaning } from './headings';
import { decodeEntities, isUsable } from './usable';

export type Chosen = Partial<Record<Meaning, Field>>;

/** The field of a lead that keeps input fields that are not fields of a lead. */
export type ExtraPlace = 'metadata' | 'customFields';

/** The input fields that are not fields of a lead, each where it is kept. */
export type ExtraFields = Readonly<Partial<Record<ExtraPlace, Json>>>;

/** The parts of a name in the order in which they are joined. */
const PARTS = ['firstName', 'infix', 'lastName', 'secondLastName'] as const;

export interface Mapped {
	readonly lead: RawLead;
	/** Whether its name is only a first or only a last one. */
	readonly hasHalfName: boolean;
}

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
): Result<Mapped, Invalid> {
	const { chosen, rest } = sortFields(json, ignore);
	const given = readGiven(chosen.metadata);
	if (!given.ok) return given;
	const { email, phone, source, status, firstName, lastName } = chosen;
	const lead: RawLead = { email: email?.[1], phone: phone?.[1], source: source?.[1], status: status?.[1] };
	return ok({
		lead: { ...lead, name: nameOf(chosen), ...keepExtras(place, rest, given.value) },
		hasHalfName: (firstName === undefined) !== (lastName === undefined),
	});
}

/**
 * What automatic mapping would put into metadata or custom fields, for 'Include Other Input Fields'. A field
 * named metadata that does not contain an object is a field like the others.
 */
export function remainingFields(json: object, ignore: readonly string[], place: ExtraPlace = 'metadata'): ExtraFields {
	const { chosen, rest } = sortFields(json, ignore);
	const given = readGiven(chosen.metadata);
	if (given.ok) return keepExtras(place, rest, given.value);
	return keepExtras(place, chosen.metadata ? [...rest, chosen.metadata] : rest);
}

/** The metadata of a field of that name. A shop's list of records with a key and a value becomes these keys. */
function readGiven([name, value]: readonly [name?: string, value?: unknown, known?: unknown] = []): Result<
	Json | undefined,
	Invalid
> {
	const isRecord = (one: unknown): one is Json => isObject(one) && typeof one.key === 'string' && 'value' in one;
	// A list may have holes, which `every` leaves out.
	const records: unknown[] = Array.isArray(value) ? Array.from(value as unknown[]) : [undefined];
	const areRecords = records.every(isRecord);
	const given = areRecords
		? ok(metadataOf(records.map((one) => [String(one.key), one.value])))
		: readField(name ?? 'metadata', value, readJson);
	if (!given.ok || !given.value) return given;
	const entries = Object.entries(given.value).filter(([key]) => !isNever(key));
	return ok(Object.fromEntries(entries.map(([key, one]) => [key, readable(one, true)])));
}

/** A key of the metadata field beats a loose field of that name. */
function keepExtras(place: ExtraPlace, rest: readonly Field[], metadata?: Json): ExtraFields {
	const extras = rest.map(([name, value]) => [name, decodeEntities(name, value)] as const);
	if (place === 'customFields') return { metadata: mergeMetadata(metadata), customFields: metadataOf(extras) };
	return { metadata: metadataOf([...extras, ...Object.entries(metadata ?? {})]) };
}

/** Whoever pays or sends may be somebody else: these fields count where there are no others. */
const PAYER = /^\W*(?:billing|sender)|\(billing\)/i;

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
	const fields = mappableFields(json, ignore).filter((field) => !isEmpty(field));
	const hasOthers = fields.some(([, , known]) => known?.isOfOther);
	let odd: Field | undefined;
	const isPayer = ([name, , known]: Field) => isOfPerson(known?.meaning) && PAYER.test(name);
	// `First` and `Last` may also be times.
	const isWeak = ([, , known]: Field) => known?.isWeak === true;
	const isTime = (field: Field) => isWeak(field) && /\d/.test(asText(field[1]));
	const hasFit = (field: Field) => field[2]?.meaning && isFit(field[2].meaning, field[1]) && !isTime(field);
	const [payers, people] = [fields.filter(isPayer), fields.filter((field) => !isPayer(field))];
	const isNamed = people.some((field) => isName(field[2]?.meaning) && hasFit(field));
	for (const field of [...people.filter((one) => !isWeak(one)), ...people.filter(isWeak), ...payers]) {
		const { meaning, number = 0 } = field[2] ?? {};
		if (meaning === undefined || (hasOthers && number > 1) || (isNamed && isName(meaning) && isPayer(field))) continue;
		if (hasFit(field)) chosen[meaning] ??= field;
		else if (meaning === 'email') odd ??= field;
	}
	// What is certainly no address is rejected under its own name.
	if (odd) chosen.email ??= odd;
	chooseName(chosen);
	const used = Object.values(chosen);
	return { chosen, rest: fields.filter((field) => !used.includes(field)) };
}

/** Some systems give a name, an email or a phone number as `false` or 0 where they have no other value. */
function isEmpty([, value, known]: Field): boolean {
	return value === false || value === 0 ? isOfPerson(known?.meaning) : isEmptyCell(value);
}

/** Leaves a whole name, or the parts of one. */
function chooseName(chosen: Chosen): void {
	const { name, fullName, firstName, lastName } = chosen;
	const first = firstName?.[2]?.isWeak && !lastName ? undefined : firstName;
	const last = lastName?.[2]?.isWeak && !firstName ? undefined : lastName;
	const half = name && isOtherPart(name, first, last) ? name : undefined;
	const halves = [first ?? half, last ?? (first && half)] as const;
	// Beside both halves of a name, a whole one that contains neither is another person's or a company's.
	const isOther = fullName && halves.every(Boolean) && isOtherPart(fullName, ...halves);
	const whole = (isOther ? undefined : fullName) ?? (half ? undefined : name);
	chosen.fullName = undefined;
	chosen.name = whole;
	[chosen.firstName, chosen.lastName] = whole ? [] : halves;
	chosen.infix &&= chosen.lastName && chosen.infix;
	chosen.secondLastName &&= chosen.lastName && chosen.secondLastName;
}

/** Whether `Name` is not the whole name: it does not contain the part beside it, or has nothing of both parts. */
function isOtherPart(name: Field, firstName?: Field, lastName?: Field): boolean {
	if (!firstName && !lastName) return false;
	const words = wordsOf(name[1]);
	const parts = [...wordsOf(firstName?.[1]), ...wordsOf(lastName?.[1])];
	if (firstName && lastName) return !parts.some((part) => words.some((word) => word.startsWith(part)));
	return !parts.every((part) => words.some((word) => word === part || (UNSPACED.test(part) && word.includes(part))));
}

/** Chinese, Japanese and Korean names are written without spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** A text that is longer is no name, and not looked into. */
const LONGEST_NAME = 1000;

function wordsOf(value: unknown): readonly string[] {
	return typeof value === 'string' ? value.slice(0, LONGEST_NAME).trim().toLowerCase().split(/\s+/) : [];
}

/** The whole name, or its parts joined. A part that is not text makes the name not text either, so that cleaning rejects it. */
function nameOf(chosen: Chosen): unknown {
	if (chosen.name) return decodeEntities('name', chosen.name[1]);
	const parts = PARTS.map((part) => chosen[part]).filter((field) => field !== undefined);
	// With the family name first, the second one and the infix follow it.
	const isFamilyFirst = [chosen.firstName, chosen.lastName].every((part) => part?.[2]?.isFamilyNameFirst);
	if (isFamilyFirst) parts.push(...parts.splice(0, parts.length - 1));
	const texts = parts.map(([, value]) => readText(value));
	const odd = parts.find((_, at) => !texts[at]?.ok);
	return odd ? odd[1] : texts.map((text) => (text.ok ? decodeEntities('name', text.value) : '')).join(' ');
}

import { ok, type Result } from '../result';
import { isEmptyCell, readText } from '../lead/cell';
import { MEANINGS, MOST_HEADINGS, isFamilyNameFirst, mappableFields, meaningOf, partOfName } from './headings';
import { type Meaning } from './headings/language';
import type { RawLead } from '../lead/lead';
import { mergeMetadata, metadataOf, readMetadata } from '../lead/metadata';
import type { Json } from '../json';
import type { Invalid } from '../lead/invalid';

type Field = readonly [name: string, value: unknown];

/** The field of a lead that keeps input fields that are not fields of a lead. */
export type ExtraPlace = 'metadata' | 'customFields';

/** The input fields that are not fields of a lead, each where it is kept. */
export type ExtraFields = Readonly<Partial<Record<ExtraPlace, Json>>>;

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
	const { firstName, lastName, metadata, ...fields } = chosen;
	const given = readMetadata(metadata?.[1], metadata?.[0]);
	if (!given.ok) return given;
	const lead: RawLead = Object.fromEntries(Object.entries(fields).map(([meaning, field]) => [meaning, field[1]]));
	return ok({
		...lead,
		name: chosen.name ? chosen.name[1] : joinedName(firstName, lastName),
		...keepExtras(place, rest, given.value),
	});
}

/**
 * What automatic mapping would put into metadata or custom fields, for "Include Other Input Fields". A field
 * named metadata that does not hold an object is a field like the others.
 */
export function remainingFields(json: object, ignore: readonly string[], place: ExtraPlace = 'metadata'): ExtraFields {
	const { chosen, rest } = sortFields(json, ignore);
	if (!chosen.metadata) return keepExtras(place, rest);
	const given = readMetadata(chosen.metadata[1]);
	return given.ok ? keepExtras(place, rest, given.value) : keepExtras(place, [...rest, chosen.metadata]);
}

/** A key of the metadata field beats a loose field of that name. */
function keepExtras(place: ExtraPlace, rest: readonly Field[], metadata?: Json): ExtraFields {
	const extras = metadataOf(rest);
	if (place === 'metadata') return { metadata: mergeMetadata(extras, metadata) };
	return { metadata: mergeMetadata(metadata), customFields: extras };
}

/** Whether the name that automatic mapping finds is only a first or only a last one. */
export function hasHalfName(json: object, ignore: readonly string[]): boolean {
	const { firstName, lastName } = sortFields(json, ignore).chosen;
	return (firstName === undefined) !== (lastName === undefined);
}

/** What automatic mapping makes of headings where no field is empty: the one for each meaning, and those that mean nothing. */
export function sortHeadings(
	headings: readonly string[],
	ignore: readonly string[],
): { readonly chosen: ReadonlyArray<readonly [Meaning, string]>; readonly rest: readonly string[] } {
	const { chosen, rest } = sortFields(Object.fromEntries(headings.map((heading) => [heading, 'x'])), ignore);
	return {
		chosen: MEANINGS.flatMap((meaning) => {
			const field = chosen[meaning];
			return field ? [[meaning, field[0]] as const] : [];
		}),
		rest: rest.map(([heading]) => heading),
	};
}

/**
 * Chooses for each meaning the first field that is not empty; every other field that is not empty is the rest.
 * First and last name are the rest too when there is a name, unless that is a part of it itself.
 */
function sortFields(
	json: object,
	ignore: readonly string[],
): { chosen: Partial<Record<Meaning, Field>>; rest: Field[] } {
	const chosen: Partial<Record<Meaning, Field>> = {};
	const fields = mappableFields(json, ignore).filter(([, value]) => !isEmptyCell(value));
	for (const field of fields.slice(0, MOST_HEADINGS)) {
		const meaning = meaningOf(field[0]);
		if (meaning) chosen[meaning] ??= field;
	}
	if (chosen.name) {
		const { name, firstName, lastName } = chosen;
		const part = partOfName(name[0], { firstName: firstName?.[0], lastName: lastName?.[0] });
		if (part && !holdsMoreThan(name[1], firstName?.[1] ?? lastName?.[1])) {
			chosen[part] = name;
			delete chosen.name;
		} else {
			delete chosen.firstName;
			delete chosen.lastName;
		}
	}
	const used = new Set(Object.values(chosen));
	return { chosen, rest: fields.filter((field) => !used.has(field)) };
}

/** Whether a name has all words of a part of it, and others: then it is the whole name after all. */
function holdsMoreThan(name: unknown, part: unknown): boolean {
	const words = wordsOf(name);
	const all = new Set(words);
	const ofPart = wordsOf(part);
	return words.length > ofPart.length && ofPart.every((word) => all.has(word));
}

function wordsOf(value: unknown): readonly string[] {
	return typeof value === 'string' ? value.trim().toLowerCase().split(/\s+/) : [];
}

/** A part that is not text makes the name not text either, so that cleaning refuses it. */
function joinedName(firstName: Field | undefined, lastName: Field | undefined): unknown {
	const texts: string[] = [];
	const parts = [firstName, lastName].filter((field) => field !== undefined);
	if (firstName && lastName && isFamilyNameFirst(firstName[0], lastName[0])) parts.reverse();
	for (const [, value] of parts) {
		const text = readText(value);
		if (!text.ok) return value;
		texts.push(text.value);
	}
	return texts.join(' ');
}

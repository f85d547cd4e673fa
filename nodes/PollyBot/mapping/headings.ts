import { fold, foldDecorated, foldNumbered } from './headings/fold';
import { headingsIn, type Language, type Meaning } from './headings/language';
import { LANGUAGES } from './headings/languages';

export type { Meaning } from './headings/language';

/** What is known of a heading. */
interface Known {
	readonly meaning: Meaning;
	/** The languages that it is a heading of. */
	readonly languages: readonly Language[];
}

function tableOf(languages: readonly Language[]): Map<string, Known> {
	const table = new Map<string, Known>();
	for (const language of languages) {
		for (const meaning of MEANINGS) {
			for (const heading of headingsIn(language.headings[meaning])) {
				const key = foldDecorated(heading);
				const known = table.get(key);
				// Of a word with two meanings that of the first language counts.
				if (known && known.meaning !== meaning) continue;
				table.set(key, { meaning, languages: [...(known?.languages ?? []), language] });
			}
		}
	}
	return table;
}

export const MEANINGS: readonly Meaning[] = [
	'name',
	'firstName',
	'lastName',
	'email',
	'phone',
	'source',
	'status',
	'metadata',
];

/** Of these a person may have several, which exports number. */
const NUMBERED: ReadonlySet<Meaning> = new Set(['email', 'phone']);

const KNOWN: ReadonlyMap<string, Known> = tableOf(LANGUAGES);

/** A text that is longer is no heading of a name or an address. */
const LONGEST_HEADING = 200;

/** So many fields of an item are looked up. No sheet has more columns: what comes after them is an other field. */
export const MOST_HEADINGS = 2000;

/** So many headings are remembered: those of a few wide sheets, and less than a megabyte. */
const MOST_REMEMBERED = 2000;

const remembered = new Map<string, Known | null>();

function lookUp(heading: string): Known | null {
	if (heading.length > LONGEST_HEADING) return null;
	const found = remembered.get(heading);
	if (found !== undefined) return found;
	const known = find(heading);
	if (remembered.size >= MOST_REMEMBERED) remembered.clear();
	remembered.set(heading, known);
	return known;
}

function find(heading: string): Known | null {
	const known = KNOWN.get(foldDecorated(heading));
	if (known) return known;
	const numbered = foldNumbered(heading);
	const one = numbered === undefined ? undefined : KNOWN.get(numbered);
	return one && NUMBERED.has(one.meaning) ? one : null;
}

/** What a field of the input means to a lead, by its name; null is nothing: such a field goes into metadata. */
export function meaningOf(name: string): Meaning | null {
	return lookUp(name)?.meaning ?? null;
}

/**
 * What a heading of a name means beside one of a part of it: in `Name, Vorname` the last name, in `Nombre, Apellidos` the
 * first one. Undefined where it is the whole name.
 */
export function partOfName(
	name: string,
	beside: { readonly firstName?: string; readonly lastName?: string },
): 'firstName' | 'lastName' | undefined {
	const { firstName, lastName } = beside;
	if (firstName !== undefined && lastName === undefined) {
		return isNamedBy(name, firstName, ({ lastNameBesideFirst }) => lastNameBesideFirst) ? 'lastName' : undefined;
	}
	if (lastName !== undefined && firstName === undefined) {
		return isNamedBy(name, lastName, ({ firstNameBesideLast }) => firstNameBesideLast) ? 'firstName' : undefined;
	}
	return undefined;
}

/** Whether the name's heading is among these headings of a language in which a part of the name is headed. */
function isNamedBy(name: string, part: string, headingsOf: (language: Language) => string | undefined) {
	const key = foldDecorated(name);
	const languages = lookUp(part)?.languages ?? [];
	return languages.some((language) =>
		headingsIn(headingsOf(language)).some((heading) => foldDecorated(heading) === key),
	);
}

/** Whether the family name comes first where these two make a name. */
export function isFamilyNameFirst(firstName: string, lastName: string): boolean {
	const all = [firstName, lastName].map((heading) => lookUp(heading)?.languages ?? []);
	return all.every((languages) => languages.some(({ familyNameFirst }) => familyNameFirst === true));
}

/** A heading without its decoration; a text that is too long for one is only folded. */
function foldHeading(name: string): string {
	return name.length > LONGEST_HEADING ? fold(name) : foldDecorated(name);
}

/** What a deferred row carries with it when it comes back: never part of a lead. */
const NEVER_MAPPED = new Set(['retryAt', 'retryAfter']);

/**
 * The fields of an input item that may be mapped, in their order.
 *
 * @param ignore names to leave out
 */
export function mappableFields(json: object, ignore: readonly string[]): Array<[string, unknown]> {
	const fields = Object.entries(json).filter(([name]) => !NEVER_MAPPED.has(name));
	const ignored = new Set(ignore.map(fold).filter((spelling) => spelling !== ''));
	if (ignored.size === 0) return fields;
	return fields.filter(
		([name], index) => !ignored.has(fold(name)) && (index >= MOST_HEADINGS || !ignored.has(foldHeading(name))),
	);
}

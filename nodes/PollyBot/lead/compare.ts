import { isContainer, isObject, type Json } from '../json';
import { normalize, strip } from '../text';
import { asText, isEmptyCell } from './cell';
import { emailKey } from './email';
import { fieldAt, type LeadField } from './fields';

/** Returns a text as a service may store it: trimmed, with composed letters and its own line breaks. */
function storedForm(value: unknown): string {
	return normalize(strip(asText(value)), 'NFC').replace(/\r\n?/g, '\n');
}

/** Returns what the spellings of a text have in common: a service may also change its case or its white space. */
export function textKey(value: unknown): string {
	return normalize(storedForm(value).replace(/\s+/g, ' ').toLowerCase(), 'NFC');
}

/** Returns what the spellings of a choice or of a key have in common: `Follow Up` and `FOLLOW_UP`. */
export function spellingKey(value: unknown): string {
	return textKey(value).replace(/[\s_-]+/g, '');
}

type Comparison = (sent: unknown, stored: unknown) => boolean;

/** Compares a value that was sent with one that is stored. */
interface Comparisons {
	/** Whether the stored value may be what a service made of the one sent, in whatever form. */
	readonly isSame: Comparison;
	/** Whether an update with the value sent would leave the stored one as it is. */
	readonly isKept: Comparison;
}

const TEXT: Comparisons = { isSame: isSameBy(textKey), isKept: isSameBy(storedForm) };
const CHOICE: Comparisons = { isSame: isSameBy(spellingKey), isKept: isSameBy(spellingKey) };
const EMAIL = isSameBy((value) => emailKey(asText(value)));

const BY_KIND: Readonly<Record<LeadField['kind'], Comparisons>> = {
	text: TEXT,
	longText: TEXT,
	choice: CHOICE,
	email: { isSame: EMAIL, isKept: EMAIL },
	phone: { ...TEXT, isSame: isSameBy(phoneKey) },
	status: {
		// Newer services take no status for a new lead, and set it themselves.
		isSame: (sent, stored) => spellingKey(stored) === 'new' || CHOICE.isSame(sent, stored),
		isKept: CHOICE.isKept,
	},
	// Tags have no order, and each counts once.
	list: { isSame: isSameSetBy(textKey), isKept: isSameSetBy(storedForm) },
	// A workspace gives custom fields types: `"5"` may come back as 5.
	json: { isSame: isSameWhereBothTell, isKept: (sent, stored) => isEqual(sent, stored, TEXT.isKept) },
	// Of metadata it is documented that it is stored as it is, and merged key by key.
	pairs: { isSame: isEqual, isKept: isMerged },
};

function comparisonsOf(name: string): Comparisons {
	const [, field] = fieldAt(name);
	return field ? BY_KIND[field.kind] : { isSame: isEqual, isKept: isEqual };
}

/**
 * Tells whether a lead of the service is the one that was sent. All fields sent that the lead has must be the same, except
 * for those that a service sets itself and for differences in form. A service may leave out or empty what it does not store
 * (newer ones keep no metadata), and add other fields.
 *
 * @param sent the body of the create request
 */
export function isSameLead(sent: Json, found: Json): boolean {
	return Object.entries(sent).every(([field, value]) => {
		const stored = found[field];
		return stored === undefined || stored === null || comparisonsOf(field).isSame(value, stored);
	});
}

/** Tells whether an update of a field would leave it as it is. A value that is not known may be another: send it. */
export function isKept(field: string, sent: unknown, stored: unknown): boolean {
	return comparisonsOf(field).isKept(sent, stored);
}

/**
 * Finds what a service did not keep of a lead, as far as its response tells: missing fields, missing keys in a field
 * (`metadata.utm_source`), and fields with another choice. A text may come back in another form, such as a phone number
 * with a prefix. A value that was sent to empty a field is not a loss.
 *
 * @param sent the body of the request
 * @returns undefined where nothing is lost
 */
export function findLoss(sent: Json, response: Json) {
	const missing: string[] = [];
	const changed: string[] = [];
	for (const [field, value] of Object.entries(sent)) {
		const kept = Object.hasOwn(response, field) ? response[field] : undefined;
		if (isEmpty(value)) continue;
		if (isEmpty(kept)) missing.push(field);
		else if (fieldAt(field)[1]?.choices && isOtherChoice(value, kept)) changed.push(field);
		else for (const key of missingKeys(value, kept)) missing.push(`${field}.${key}`);
	}
	return missing.length + changed.length === 0 ? undefined : { missing, changed };
}

function isOtherChoice(sent: unknown, kept: unknown): boolean {
	return typeof sent === 'string' && typeof kept === 'string' && !CHOICE.isSame(sent, kept);
}

/** Returns the keys that are filled and that the kept object does not have. */
function missingKeys(sent: unknown, kept: unknown): string[] {
	if (!isObject(sent) || !isObject(kept)) return [];
	const known = new Set(Object.entries(kept).flatMap(([key, value]) => (isEmpty(value) ? [] : [spellingKey(key)])));
	return Object.entries(sent).flatMap(([key, value]) => (isEmpty(value) || known.has(spellingKey(key)) ? [] : [key]));
}

/** Deeper than this nobody looks for something that is filled: it is taken for filled. */
const DEEPEST = 20;

/** A list or an object in which nothing is filled is empty too. */
function isEmpty(value: unknown, depth = 0): boolean {
	if (typeof value !== 'object' || value === null) return isEmptyCell(value);
	return depth < DEEPEST && Object.values(value).every((part) => isEmpty(part, depth + 1));
}

function isSameBy(keyOf: (value: unknown) => string): Comparison {
	return (sent, stored) => (isPlain(sent) && isPlain(stored) ? keyOf(sent) === keyOf(stored) : isEqual(sent, stored));
}

function isSameSetBy(keyOf: (value: unknown) => string): Comparison {
	const keysOf = (list: unknown) => (Array.isArray(list) && list.every(isPlain) ? new Set(list.map(keyOf)) : undefined);
	return (sent, stored) => {
		const [ours, theirs] = [keysOf(sent), keysOf(stored)];
		if (!ours || !theirs) return isEqual(sent, stored);
		return ours.size === theirs.size && [...ours].every((key) => theirs.has(key));
	};
}

/** Returns a phone number without what people put between its digits; a text without digits stays a text. */
function phoneKey(value: unknown): string {
	const text = textKey(value);
	const digits = normalize(text, 'NFKC').replace(/[^\p{L}\p{N}]/gu, '');
	return /\p{N}/u.test(digits) ? digits : text;
}

/** An unknown custom field may be left out, and others added. But in another person's lead, none would match. */
function isSameWhereBothTell(sent: unknown, stored: unknown): boolean {
	if (!isContainer(sent) || !isContainer(stored)) return isEqual(sent, stored);
	const told = new Map(Object.entries(stored).filter(([, value]) => value !== null));
	const shared = Object.entries(sent).filter(([key]) => told.has(key));
	if (shared.length === 0) return told.size === 0;
	return shared.every(([key, value]) => TEXT.isSame(value, told.get(key)));
}

/** Whether the stored object has all keys that are sent, with their values, and none that is sent as null. */
function isMerged(sent: unknown, stored: unknown): boolean {
	if (!isObject(sent) || !isObject(stored)) return isEqual(sent, stored);
	return Object.entries(sent).every(([key, value]) => isEqual(value, Object.hasOwn(stored, key) ? stored[key] : null));
}

function isPlain(value: unknown): boolean {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Compares two values of JSON: an object's keys may stand in any order, and parts may be nested in any depth. */
function isEqual(one: unknown, other: unknown, isSameLeaf: Comparison = Object.is): boolean {
	const toCompare = [[one, other]];
	for (let pair = toCompare.pop(); pair; pair = toCompare.pop()) {
		const [ours, theirs] = pair;
		if (!isContainer(ours) || !isContainer(theirs)) {
			if (ours !== theirs && (isContainer(ours) || isContainer(theirs) || !isSameLeaf(ours, theirs))) return false;
			continue;
		}
		if (Array.isArray(ours) !== Array.isArray(theirs)) return false;
		const entries = Object.entries(ours);
		const others = new Map<string, unknown>(Object.entries(theirs));
		if (entries.length !== others.size || !entries.every(([key]) => others.has(key))) return false;
		for (const [key, value] of entries) toCompare.push([value, others.get(key)]);
	}
	return true;
}

import { emailKey } from './email';
import { leadFields, type LeadField } from './fields';
import type { Json } from '../json';
import { normalize } from '../text';
import { STATUS_OF_NEW_LEADS } from './status';
import { statusKey, textKey } from './textKey';

/** Whether what is stored of a field may have come of what was sent. */
type Comparison = (sent: unknown, stored: unknown) => boolean;

/**
 * Whether a lead of the service is the one that was sent. All fields sent that the lead has must be the same, except for
 * those that a service sets itself and for differences in form. A service may leave out or empty what it does not store
 * (newer ones keep no metadata), and add other fields.
 *
 * @param sent the body of the create request
 */
export function isSameLead(sent: Json, found: Json): boolean {
	return Object.entries(sent).every(([field, value]) => {
		const stored = found[field];
		return stored === undefined || stored === null || comparisonOf(field)(value, stored);
	});
}

const isSameText = isSameBy(textKey);

const BY_KIND: Readonly<Record<LeadField['kind'], Comparison>> = {
	text: isSameText,
	longText: isSameText,
	choice: isSameText,
	email: isSameBy((value) => emailKey(String(value))),
	status: (sent, stored) => {
		const status = statusKey(stored);
		// Newer services take no status for a new lead, and set it themselves.
		return status === STATUS_OF_NEW_LEADS || status === statusKey(sent);
	},
	list: isSameSet,
	json: isSameWhereBothTell,
	// Of metadata it is documented that it is stored as it is.
	pairs: isEqual,
};

function comparisonOf(name: string): Comparison {
	if (name === 'phone') return isSameBy(phoneKey);
	const [, field] = leadFields.find(([known]) => known === name) ?? [];
	return field ? BY_KIND[field.kind] : isEqual;
}

function isSameBy(keyOf: (value: unknown) => string): Comparison {
	return (sent, stored) => (isObject(sent) || isObject(stored) ? isEqual(sent, stored) : keyOf(sent) === keyOf(stored));
}

/** A phone number without what people put between its digits; a text without digits stays a text. */
function phoneKey(value: unknown): string {
	const text = textKey(value);
	const digits = normalize(text, 'NFKC').replace(/[^\p{L}\p{N}]/gu, '');
	return /\p{N}/u.test(digits) ? digits : text;
}

/** Tags have no order, and each counts once. */
function isSameSet(sent: unknown, stored: unknown): boolean {
	const [ours, theirs] = [textKeys(sent), textKeys(stored)];
	if (!ours || !theirs) return isEqual(sent, stored);
	return ours.size === theirs.size && [...ours].every((tag) => theirs.has(tag));
}

function textKeys(list: unknown): Set<string> | undefined {
	return Array.isArray(list) && !list.some(isObject) ? new Set(list.map(textKey)) : undefined;
}

/**
 * A workspace gives custom fields types and defaults: `"5"` may come back as 5, an unknown field may be left out, and
 * others may be added. But in another person's lead, none of the fields would match.
 */
function isSameWhereBothTell(sent: unknown, stored: unknown): boolean {
	if (!isObject(sent) || !isObject(stored)) return isEqual(sent, stored);
	const told = new Map(Object.entries(stored).filter(([, value]) => value !== null));
	const shared = Object.entries(sent).filter(([key]) => told.has(key));
	if (shared.length === 0) return told.size === 0;
	return shared.every(([key, value]) => isSameText(value, told.get(key)));
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

/** Whether two values of JSON are equal; an object's keys may stand in any order, and parts may be nested in any depth. */
function isEqual(one: unknown, other: unknown): boolean {
	const toCompare = [[one, other]];
	for (let pair = toCompare.pop(); pair; pair = toCompare.pop()) {
		const [ours, theirs] = pair;
		if (!isObject(ours) || !isObject(theirs)) {
			if (ours !== theirs) return false;
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

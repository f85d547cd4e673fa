import { isEmptyCell } from './cell';
import { leadFields } from './fields';
import type { Json } from '../json';
import { normalize } from '../text';

/** The fields that have a few values to choose from: no service writes one of them as another one. */
const CHOICES = leadFields.flatMap(([name, { kind }]) => (kind === 'choice' || kind === 'status' ? [name] : []));

/** Deeper than this nobody looks for something that is filled: it is taken for filled. */
const DEEPEST = 20;

/**
 * What a service did not keep of a lead, as far as its answer tells. These are missing fields, missing keys in a field
 * (`metadata.utm_source`), and fields with another choice.
 *
 * A text may come back in another form: an email in lower case, a phone number with a prefix. A status counts as another
 * one only if more than its spelling differs. A value that was sent to empty a field is not a loss.
 *
 * @param sent the body of the request
 * @returns undefined where nothing is lost
 */
export function findLoss(sent: Readonly<Json>, answered: Readonly<Json>) {
	const missing: string[] = [];
	const changed: string[] = [];
	for (const [field, value] of Object.entries(sent)) {
		const kept = Object.hasOwn(answered, field) ? answered[field] : undefined;
		if (isEmpty(value)) continue;
		if (isEmpty(kept)) missing.push(field);
		else if (CHOICES.includes(field) && isOtherChoice(value, kept)) changed.push(field);
		else for (const key of missingKeys(value, kept)) missing.push(`${field}.${key}`);
	}
	return missing.length + changed.length === 0 ? undefined : { missing, changed };
}

function isOtherChoice(sent: unknown, kept: unknown): boolean {
	return typeof sent === 'string' && typeof kept === 'string' && spellingOf(sent) !== spellingOf(kept);
}

/** The keys that hold something and that the kept object does not have. */
function missingKeys(sent: unknown, kept: unknown): string[] {
	if (!isRecord(sent) || !isRecord(kept)) return [];
	const known = new Set(Object.entries(kept).flatMap(([key, value]) => (isEmpty(value) ? [] : [spellingOf(key)])));
	return Object.entries(sent).flatMap(([key, value]) => (isEmpty(value) || known.has(spellingOf(key)) ? [] : [key]));
}

/** A list or an object in which nothing is filled is empty too. */
function isEmpty(value: unknown, depth = 0): boolean {
	if (typeof value !== 'object' || value === null) return isEmptyCell(value);
	return depth < DEEPEST && Object.values(value).every((part) => isEmpty(part, depth + 1));
}

function isRecord(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the spellings of one choice or one key have in common: `Follow Up` and `FOLLOW_UP`. */
function spellingOf(text: string): string {
	return normalize(text, 'NFKC')
		.toLowerCase()
		.replace(/[\s_-]+/g, '');
}

import { readText } from './cell';
import { leadFields, type LeadField } from './fields';

/** The field of a lead that a service's name for a place in it begins with: `tags` of `tags.3` and of `tags[3]`. */
export function fieldOf(place: string): string {
	return /^[^.[/]*/.exec(place)?.[0] ?? place;
}

/**
 * Why a value is more than its field takes: a sentence without its subject, such as `takes at most 20 characters, and this
 * has 25`. Undefined where that is not the reason.
 *
 * @param place the field as the service names it: `tags.3` is one entry of a list
 */
export function whyTooLong(place: string, value: unknown): string | undefined {
	const [, field] = leadFields.find(([name]) => name === fieldOf(place)) ?? [];
	if (!field) return undefined;
	if (Array.isArray(value)) return whyTooMany(field, value);
	const length = lengthOf(value);
	if (field.maxLength === undefined || length <= field.maxLength) return undefined;
	return `takes at most ${characters(field.maxLength)}, and this has ${inWords(length)}`;
}

/** Words for the most that a field takes: `at most 20 characters`. Undefined where that is not known. */
export function describeLimit({ maxLength, maxEntries }: LeadField): string | undefined {
	if (maxLength === undefined) return undefined;
	const entries = maxEntries === undefined ? '' : `${maxEntries} of `;
	return `at most ${entries}${characters(maxLength)}`;
}

function whyTooMany({ label, maxLength, maxEntries }: LeadField, list: readonly unknown[]): string | undefined {
	if (maxLength === undefined || maxEntries === undefined) return undefined;
	const entries = label.toLowerCase();
	if (list.length > maxEntries) return `takes at most ${maxEntries} ${entries}, and there are ${inWords(list.length)}`;
	const longest = Math.max(...list.map(lengthOf));
	if (longest <= maxLength) return undefined;
	return `takes ${entries} of at most ${characters(maxLength)}, and one has ${inWords(longest)}`;
}

/** In characters, not in units of UTF-16: an emoji is one. */
function lengthOf(value: unknown): number {
	const text = readText(value);
	return text.ok ? Array.from(text.value).length : 0;
}

function characters(count: number): string {
	return `${inWords(count)} characters`;
}

function inWords(count: number): string {
	return count.toLocaleString('en-US');
}

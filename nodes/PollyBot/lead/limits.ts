import { readText } from './cell';
import { fieldAt, type LeadField } from './fields';

/** Describes the most that a field takes: `at most 20 characters`. Undefined where that is not known. */
export function describeLimit({ maxLength, maxEntries }: LeadField): string | undefined {
	if (maxLength === undefined) return undefined;
	const entries = maxEntries === undefined ? '' : `${maxEntries} of `;
	return `at most ${entries}${countCharacters(maxLength)}`;
}

/**
 * Explains that a value is more than its field takes, without the subject: `takes at most 20 characters, and this has 25`.
 * Undefined where it is not.
 *
 * @param place the field as the service names it: `tags.3` is one entry of a list
 */
export function whyTooLong(place: string, value: unknown): string | undefined {
	const [, field] = fieldAt(place);
	if (field?.maxLength === undefined) return undefined;
	const { maxLength } = field;
	if (Array.isArray(value)) return whyTooMany(field, maxLength, value);
	const length = lengthOf(value);
	return length > maxLength
		? `takes at most ${countCharacters(maxLength)}, and this has ${inWords(length)}`
		: undefined;
}

function whyTooMany({ label, maxEntries }: LeadField, maxLength: number, list: readonly unknown[]): string | undefined {
	if (maxEntries === undefined) return undefined;
	const entries = label.toLowerCase();
	if (list.length > maxEntries) return `takes at most ${maxEntries} ${entries}, and there are ${inWords(list.length)}`;
	const longest = Math.max(...list.map(lengthOf));
	if (longest <= maxLength) return undefined;
	return `takes ${entries} of at most ${countCharacters(maxLength)}, and one has ${inWords(longest)}`;
}

/** Counts characters, not units of UTF-16: an emoji is one. */
function lengthOf(value: unknown): number {
	const text = readText(value);
	return text.ok ? Array.from(text.value).length : 0;
}

function countCharacters(count: number): string {
	return `${inWords(count)} characters`;
}

function inWords(count: number): string {
	return count.toLocaleString('en-US');
}

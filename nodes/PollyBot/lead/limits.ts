import { readText } from './cell';
import { fieldAt, type LeadField } from './fields';

/** Describes the most that a field takes: `at most 20 characters`. Undefined where that is not known. */
export function describeLimit({ maxLength, maxEntries }: LeadField): string | undefined {
	if (maxLength === undefined) return undefined;
	return `at most ${maxEntries === undefined ? '' : `${maxEntries} of `}${inWords(maxLength)} characters`;
}

/**
 * Explains that a value is more than its field takes, without the subject: `takes at most 20 characters, and this has 25`.
 * Undefined where it is not.
 *
 * @param place the field as the service names it: `tags.3` is one entry of a list
 */
export function whyTooLong(place: string, value: unknown): string | undefined {
	const { label = '', maxLength = Infinity, maxEntries } = fieldAt(place)[1] ?? {};
	const most = `at most ${inWords(maxLength)} characters`;
	if (!Array.isArray(value)) {
		const length = lengthOf(value);
		return length > maxLength ? `takes ${most}, and this has ${inWords(length)}` : undefined;
	}
	if (maxEntries === undefined) return undefined;
	const entries = label.toLowerCase();
	if (value.length > maxEntries)
		return `takes at most ${maxEntries} ${entries}, and there are ${inWords(value.length)}`;
	const longest = Math.max(...value.map(lengthOf));
	return longest > maxLength ? `takes ${entries} of ${most}, and one has ${inWords(longest)}` : undefined;
}

/** Counts characters, not units of UTF-16: an emoji is one. */
function lengthOf(value: unknown): number {
	const text = readText(value);
	return text.ok ? Array.from(text.value).length : 0;
}

function inWords(count: number): string {
	return count.toLocaleString('en-US');
}

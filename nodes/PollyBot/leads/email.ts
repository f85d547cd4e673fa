const QUOTED = /"(?:[^"\\]|\\.)*"/gs;

/** The longest address that can be written: RFC 5321 4.5.3.1.3, path without its brackets. */
const MAX_LENGTH = 254;

/**
 * Why a text is certainly no email address: no `@`, an empty side, white space outside quotes, over 254 characters.
 * Anything else is left to the service: it has the last word.
 *
 * @returns the end of a sentence that begins with the address, or undefined when it may be one
 */
export function whyNoEmail(text: string): string | undefined {
	const length = [...text].length;
	if (length > MAX_LENGTH) return `is ${length} characters long, and an email address has at most ${MAX_LENGTH}`;
	const unquoted = text.replace(QUOTED, 'q');
	const at = unquoted.lastIndexOf('@');
	if (at < 0) return 'has no @';
	if (at === 0) return 'has nothing before the @';
	if (at === unquoted.length - 1) return 'has nothing after the @';
	if (/\s/.test(unquoted)) return 'has a blank in it';
	return undefined;
}

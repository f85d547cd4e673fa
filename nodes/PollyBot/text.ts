/** A text without one of these shows nothing on any screen. */
const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/**
 * What goes at both ends of a text: white space, control characters, and what Unicode calls ignorable. Variation
 * selectors and tag characters stay: an emoji ends with them.
 */
const OUTER = /^(?![\p{Variation_Selector}\u{E0000}-\u{E0FFF}])[\s\p{Cc}\p{Default_Ignorable_Code_Point}]$/u;

/** The first character of a text that is not taken off. */
const INNER = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]|[\p{Variation_Selector}\u{E0000}-\u{E0FFF}]/u;

/** What a reader of a sentence cannot see. A joiner before an emoji is a part of it. */
const HIDDEN =
	/(?![ \p{Variation_Selector}\u{E0000}-\u{E0FFF}])(?!\u200D\p{Extended_Pictographic})[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;

export function isBlank(text: string): boolean {
	return !VISIBLE.test(text);
}

/** A text without invisible characters at its ends. Those inside stay. Empty if nothing is visible. */
export function strip(text: string): string {
	if (isBlank(text)) return '';
	let kept = text.slice(text.search(INNER));
	// The engine's own trimming goes through a megabyte of spaces in no time.
	kept = kept.trimEnd();
	for (let last = lastCharacter(kept); OUTER.test(last); last = lastCharacter(kept)) {
		kept = kept.slice(0, -last.length).trimEnd();
	}
	return kept;
}

/** No sentence is as long: the rest of a text is cut off anyway. */
const LONGEST_SHOWN = 20_000;

/** A text for a sentence that quotes it, with what cannot be seen by its number: `ann[U+200B]@example.com`. */
export function showInvisible(text: string): string {
	return text.slice(0, LONGEST_SHOWN).replace(HIDDEN, (character) => {
		const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
		return `[U+${number}]`;
	});
}

/** A value in brackets for a sentence that refuses it, if it is text and something in it cannot be seen. */
export function quoteHidden(value: unknown): string {
	if (typeof value !== 'string') return '';
	const shown = showInvisible(value);
	return shown === value.slice(0, LONGEST_SHOWN) ? '' : ` ("${shown}")`;
}

function lastCharacter(text: string): string {
	const pair = text.slice(-2);
	return (pair.codePointAt(0) ?? 0) > 0xffff ? pair : text.slice(-1);
}

/** So many marks in a row no language writes (Unicode Standard Annex 15, stream-safe text); more are sorted in quadratic time. */
const TOO_MANY_MARKS = /[\p{M}\u0E33\u0EB3\uFF9E\uFF9F]{31}/u;

/** Returns a text in a normal form of Unicode; one with more marks on a letter than any language writes, as it is. */
export function normalize(text: string, form: 'NFC' | 'NFD' | 'NFKC'): string {
	return TOO_MANY_MARKS.test(text) ? text : text.normalize(form);
}

/** So many marks in a row no language writes (Unicode Standard Annex 15, stream-safe text); more are sorted in quadratic time. */
const TOO_MANY_MARKS = /[\p{M}\u0E33\u0EB3\uFF9E\uFF9F]{31}/u;

/** Returns a text in a normal form of Unicode; one with more marks on a letter than any language writes, as it is. */
export function normalize(text: string, form: 'NFC' | 'NFD' | 'NFKC'): string {
	return TOO_MANY_MARKS.test(text) ? text : text.normalize(form);
}

import { normalize } from '../../text';

/** Letters that Unicode does not take apart into a letter and an accent. */
const WHOLE_LETTERS: Readonly<Record<string, string>> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	ł: 'l',
	đ: 'd',
	ı: 'i',
};

/** Accents of Latin letters. The marks of Japanese stay: they make another letter. */
const ACCENTS = /[\u0300-\u036f]/g;

/** Nothing that anybody sees: joiners, direction marks, soft hyphens, control characters. */
const UNSEEN = /[\p{Cf}\p{Cc}]/gu;

/** Characters between words, which make no difference: a part of a pattern. */
const SEPARATORS = "\\s\\p{Pd}_.·・'’´`";
const BETWEEN = new RegExp(`[${SEPARATORS}]`, 'gu');

/** A heading without regard to case, accents, and the characters between its words. */
export function fold(heading: string): string {
	return letters(heading).replace(BETWEEN, '');
}

/** A heading in plain small letters, its words still apart. */
function letters(heading: string): string {
	const spaced = normalize(heading.replace(/[\t\n\r]/g, ' '), 'NFKC')
		.replace(UNSEEN, '')
		.toLowerCase();
	const plain = normalize(normalize(spaced, 'NFD').replace(ACCENTS, ''), 'NFC');
	return plain.replace(/[ßæœøłđı]/g, (letter) => WHOLE_LETTERS[letter] ?? letter);
}

/** Words that forms add to a question: whether it has to be answered. Folded, in the languages of the headings. */
const REMARKS = [
	...['required', 'mandatory', 'optional', 'requiredfield'],
	...['pflichtfeld', 'pflicht', 'erforderlich', 'notwendig', 'freiwillig'],
	...['obligatoire', 'requis', 'champobligatoire', 'facultatif', 'optionnel'],
	...['obligatorio', 'requerido', 'campoobligatorio', 'opcional'],
	...['obrigatorio', 'campoobrigatorio'],
	...['obbligatorio', 'richiesto', 'campoobbligatorio', 'facoltativo', 'opzionale'],
	...['verplicht', 'vereist', 'verplichtveld', 'optioneel'],
	...['wymagane', 'wymagany', 'obowiazkowe', 'poleobowiazkowe', 'opcjonalne'],
	...['必須', '必須項目', '任意'],
];

const REMARK = new RegExp(`[([{【［（]\\s*(?:${REMARKS.join('|')})\\s*[)\\]}】］）]`, 'gu');

/** At the end: what a form puts there. */
const TAIL = new RegExp(`[${SEPARATORS}*:：;?？!¿¡…※]`, 'u');
/** At the beginning: the same, and the number of a question. */
const HEAD = new RegExp(String.raw`^(?:[${SEPARATORS}*¿¡※]+|q?\d{1,3}\s*[.):]\s*|q\d{1,3}\s*[-–—]\s*)`, 'u');
const OPENING_QUOTE = /["'“”„‟‘’‚«»‹›「『]/u;
const CLOSING_QUOTE = /["'“”‘’«»‹›」』]/u;

/** Nothing but letters, digits and spaces: most headings have no decoration. */
const PLAIN = /^[\p{L}\p{M}\p{N}\s]*$/u;

/** No form decorates a heading in more layers. */
const MOST_LAYERS = 10;

/** A heading without what forms and spreadsheets decorate it with, folded. */
export function foldDecorated(heading: string): string {
	let text = letters(heading);
	for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
		const before = text;
		if (!PLAIN.test(text)) text = withoutQuotes(withoutEnd(text.replace(REMARK, ''), TAIL).replace(HEAD, '')).trim();
		// As in `Email*.`: without the dot, the asterisk is at the end.
		if (text === before) text = text.replace(BETWEEN, '');
		if (text === before) break;
	}
	return text.replace(BETWEEN, '');
}

/** A text without the characters at its end that a pattern matches. A pattern for all of them would take quadratic time. */
function withoutEnd(text: string, pattern: RegExp): string {
	const characters = Array.from(text);
	while (pattern.test(characters.at(-1) ?? '')) characters.pop();
	return characters.join('');
}

function withoutQuotes(text: string): string {
	const opened = Array.from(text);
	const start = opened.findIndex((character) => !OPENING_QUOTE.test(character));
	if (start <= 0) return text;
	const inside = opened.slice(start).join('');
	const closed = withoutEnd(inside, CLOSING_QUOTE);
	return closed === inside || closed === '' ? text : closed;
}

/** The number of one of several, as in `E-mail 1 - Value` and `Phone #2`: the last word may follow it. */
const ORDINAL = /(?<![\s#])[\s#]+\d{1,2}(?=\s|$)|(?<=\p{L})\d{1,2}$/gu;

/** A folded heading without its number, as of `Email 2`; undefined if it has no number. */
export function foldNumbered(heading: string): string | undefined {
	const without = withoutEnd(letters(heading), TAIL).replace(ORDINAL, '');
	const folded = foldDecorated(without);
	return folded === foldDecorated(heading) ? undefined : folded;
}

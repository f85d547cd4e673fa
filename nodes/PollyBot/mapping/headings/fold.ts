import { normalize } from '../../text';

/** Letters that Unicode does not take apart into a letter and an accent. */
const WHOLE_LETTERS = new Map(
	Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i', ς: 'σ', ى: 'ي', ة: 'ه' }),
);
const WHOLE_LETTER = /[ßæœøłđıςىة]/g;

/** Accents and the points of Hebrew and Arabic. The marks of Japanese stay: they make another letter. */
const ACCENTS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]|\u0640/g;

/** Nothing that anybody sees: joiners, direction marks, soft hyphens, control characters. */
const UNSEEN = /[\p{Cf}\p{Cc}]/gu;

/** Characters between words, and emoji, which make no difference: a part of a pattern. */
const SEPARATORS = "\\s\\p{Pd}_.·・'’ʼ´`*,&+/\\p{Extended_Pictographic}\\ufe0f";
const BETWEEN = new RegExp(`[${SEPARATORS}]`, 'gu');

/** A heading without regard to case, accents, and the characters between its words. */
export function fold(heading: string): string {
	return letters(heading).replace(BETWEEN, '');
}

/** Nothing in it has another form. */
const ASCII = /^[ -~]*$/;

/** A heading in plain small letters, its words still apart. */
function letters(heading: string): string {
	if (ASCII.test(heading)) return heading.toLowerCase();
	const spaced = normalize(heading.replace(/[\t\n\r]/g, ' '), 'NFKC')
		.replace(UNSEEN, '')
		.toLowerCase();
	const plain = normalize(normalize(spaced, 'NFD').replace(ACCENTS, ''), 'NFC');
	return plain.replace(WHOLE_LETTER, (letter) => WHOLE_LETTERS.get(letter) ?? letter);
}

/** What forms add to a question: whether it has to be answered, and how. In the languages of the headings, folded. */
const REMARKS =
	`required mandatory optional requiredfield pflichtfeld pflicht erforderlich notwendig freiwillig obligatoire
requis champobligatoire facultatif optionnel obligatorio requerido campoobligatorio opcional obrigatorio campoobrigatorio
obbligatorio richiesto campoobbligatorio facoltativo opzionale verplicht vereist verplichtveld optioneel wymagane wymagany
obowiazkowe poleobowiazkowe opcjonalne 必須 必須項目 任意 obligatorisk obligatoriskt kravs valfritt valfri pakraevet obligatorisk
valgfri valgfritt pakrevd pakollinen vapaaehtoinen valinnainen povinne volitelne nepovinne povinny kotelezo opcionalis
obligatoriu optional obavezno neobavezno zorunlu istegebagli υποχρεωτικο προαιρετικο обязательно необязательно обязательное
обовязково необовязково مطلوب اختياري إلزامي חובה רשות 必填 选填 選填 필수 선택
firstandlast firstlast 10digitos withareacode withcountrycode inclareacode mitvorwahl inklvorwahl whatsapp asperpassport`
		.split(/\s/)
		.map(fold);

const REMARK = new RegExp(`[([{【［（]\\s*(?:${REMARKS.join('|')})\\s*[)\\]}】］）]`, 'gu');

/** At the end: what a form puts there. */
const TAIL = new RegExp(`[${SEPARATORS}:：;?？؟。!¿¡…※]`, 'u');
/** At the beginning: the same, and the number of a question. */
const HEAD = new RegExp(String.raw`^(?:[${SEPARATORS}¿¡※]+|field:|q?\d{1,3}\s*[.):、]|q\d{1,3}\s*[-–—])`, 'u');
const OPENING_QUOTE = /["'“”„‟‘’‚«»‹›「『]/u;
const CLOSING_QUOTE = /["'“”‘’«»‹›」』]/u;

/** Nothing but letters, digits and spaces: most headings have no decoration. */
const PLAIN = /^[\p{L}\p{M}\p{N}\s]*$/u;

/** No form decorates a heading in more layers. */
const MOST_LAYERS = 10;

/** A heading without what forms and spreadsheets decorate it with, folded. */
export function foldDecorated(heading: string): string {
	let text = undecorated(letters(heading));
	for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
		// As in `1_: Email`: without the separators, there may be a decoration again.
		const folded = text.replace(BETWEEN, '');
		if (folded === text) break;
		text = undecorated(folded);
	}
	return text;
}

/** The same with one space between its words. */
export function spaceDecorated(heading: string): string {
	return undecorated(letters(heading)).replace(BETWEEN, ' ').trim().replace(/ {2,}/g, ' ');
}

function undecorated(letters: string): string {
	let text = letters;
	for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
		const before = text;
		if (!PLAIN.test(text)) text = withoutQuotes(withoutEnd(text.replace(REMARK, ''), TAIL).replace(HEAD, '')).trim();
		if (text === before) break;
	}
	return text;
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
	return closed === inside ? text : closed;
}

/** The number of one of several, as in `E-mail 1 - Value`, `Phone #2` and `email_1`: the last word may follow it. */
const ORDINAL = /(?<![\s#_.-])[\s#_.-]+\d{1,2}(?=[\s_.-]|$)|(?<=\p{L})\d{1,2}$/gu;

/** A folded heading without its number, and the number, as of `Email 2`; undefined if it has none. */
export function foldNumbered(heading: string): { readonly key: string; readonly number: number } | undefined {
	let number: number | undefined;
	const without = withoutEnd(letters(heading), TAIL).replace(ORDINAL, (found) => {
		number ??= Number(found.replace(/\D+/, ''));
		return '';
	});
	return number === undefined ? undefined : { key: foldDecorated(without), number };
}

/** What a file in one encoding shows when it is read in another: `Pr\ufffdnom`, `PrÃ©nom`. */
const MISREAD = /\ufffd|[ÃÂ][\u0080-\u00bf\u0152-\u0178\u2010-\u2122]|â€/;

export function isMisread(text: string): boolean {
	return MISREAD.test(text);
}

/** A heading that was UTF-8 and was read as Latin-1, as it was; undefined where it was not. */
export function repair(heading: string): string | undefined {
	if (ASCII.test(heading) || /[^\0-\xff]/.test(heading)) return undefined;
	try {
		return decodeURIComponent(
			Array.from(heading, (character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`).join(''),
		);
	} catch {
		return undefined;
	}
}

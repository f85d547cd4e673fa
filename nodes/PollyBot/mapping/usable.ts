import { STATUSES } from '../lead/fields';
import { readText } from '../lead/cell';
import { readChoice } from '../lead/lead';
import { fold } from './headings/fold';
import type { Meaning } from './headings';

/** So much of a value is looked at: no name and no number is longer. */
const MOST_LOOKED_AT = 1000;

const readStatus = readChoice(STATUSES);

/** Whether PollyBot knows a status. Another system's is an other field. */
export function isStatus(value: unknown): boolean {
	const status = readStatus(value);
	return status.ok && Object.hasOwn(STATUSES, status.value);
}

/** What a value must have to be what its heading says; the others are the parts of a name. */
const FIT: Readonly<Partial<Record<Meaning, (text: string) => boolean>>> = {
	email: (text) => /[^\s@]@[^\s@]/.test(text),
	// A spreadsheet shows a long number as 4.91701E+11, whose last digits are lost.
	phone: (text) => text.replace(/\D/g, '').length > 2 && !/^\d(?:[.,]\d+)?E\+\d+$/i.test(text),
	status: isStatus,
};

/** Whether a value that is not empty can be used for a field of a lead: an order number is no name. */
export function isUsable(meaning: Meaning, value: unknown): boolean {
	if (meaning === 'metadata') return true;
	if (meaning === 'source') return typeof value !== 'object';
	if (typeof value === 'boolean') return false;
	const text = readText(typeof value === 'string' ? value.slice(0, MOST_LOOKED_AT) : value);
	const fits = FIT[meaning];
	// A name that is not text is left to the cleaning, which says so. `#D12` is a draft order of Shopify.
	if (!fits) return !text.ok || (/\p{L}/u.test(text.value) && !/^#\S*\d/.test(text.value));
	return text.ok && fits(text.value);
}

/** The entities of HTML that stand for a mark on a letter (`&eacute;`), and others that are in names. */
const MARKS = pairs(
	'grave \u0300 acute \u0301 circ \u0302 tilde \u0303 uml \u0308 ring \u030a caron \u030c cedil \u0327',
);
const ENTITIES = pairs(
	`amp & lt < gt > quot " apos ' szlig ß oslash ø Oslash Ø aelig æ AElig Æ rsquo ’ lsquo ‘ ndash – mdash —`,
);
const ENTITY = /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z])([A-Za-z]{1,5}));/g;

function pairs(text: string): ReadonlyMap<string, string> {
	const words = text.split(' ');
	return new Map(words.flatMap((name, at) => (at % 2 === 0 ? [[name, words[at + 1] ?? ''] as const] : [])));
}

/** Fields whose texts a web page may have escaped. */
const ESCAPED = new Set(
	'name company companyname organization organisation firma entreprise empresa azienda'.split(' '),
);

/** The text of a name or a company without the entities of HTML: `O&#039;Brien`. Anything else as it is. */
export function decodeEntities<Value>(heading: string, value: Value): Value | string {
	if (typeof value !== 'string' || !value.includes('&') || heading.length > 50 || !ESCAPED.has(fold(heading)))
		return value;
	return value.replace(ENTITY, (entity: string, decimal?: string, hex?: string, letter?: string, mark?: string) => {
		const accent = MARKS.get(mark ?? '');
		if (accent !== undefined) return `${letter ?? ''}${accent}`.normalize('NFC');
		const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
		const isCharacter = code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
		return isCharacter ? String.fromCodePoint(code) : (ENTITIES.get(entity.slice(1, -1)) ?? entity);
	});
}

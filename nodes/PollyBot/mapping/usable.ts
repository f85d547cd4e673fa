import { readText } from '../lead/cell';
import { readStatus, STATUSES } from '../lead/status';
import { fold } from './headings/fold';
import type { Meaning } from './headings';

/** So much of a value is looked at: no name and no number is longer. */
const MOST_LOOKED_AT = 1000;

/** What a value must have to be what its heading says. What is not text is left to the cleaning, which says so. */
const FIT: Readonly<Partial<Record<Meaning, (text: string) => boolean>>> = {
	name: hasLetter,
	fullName: hasLetter,
	firstName: hasLetter,
	infix: hasLetter,
	lastName: hasLetter,
	secondLastName: hasLetter,
	email: (text) => /[^\s@]@[^\s@]/.test(text),
	phone: (text) => /\d/.test(text) && text.replace(/\D/g, '').length > 2,
	status: isStatus,
};

function hasLetter(text: string): boolean {
	return /\p{L}/u.test(text);
}

/** Whether PollyBot knows a status. Another system's is an other field. */
export function isStatus(value: unknown): boolean {
	const status = readStatus(value);
	return status.ok && Object.hasOwn(STATUSES, status.value);
}

/** Whether a value that is not empty can be used for a field of a lead: an order number is no name. */
export function isUsable(meaning: Meaning, value: unknown): boolean {
	const fits = FIT[meaning];
	if (!fits) return meaning === 'metadata' || typeof value !== 'object';
	if (typeof value === 'boolean') return false;
	const text = readText(typeof value === 'string' ? value.slice(0, MOST_LOOKED_AT) : value);
	return text.ok ? fits(text.value) : hasLetter === fits;
}

/** Entities for marks: `&eacute;` is a letter and its accent. */
const MARKS = new Map(
	Object.entries({
		grave: 0x300,
		acute: 0x301,
		circ: 0x302,
		tilde: 0x303,
		uml: 0x308,
		ring: 0x30a,
		caron: 0x30c,
		cedil: 0x327,
	}),
);
const ENTITIES = new Map(
	Object.entries({
		amp: '&',
		lt: '<',
		gt: '>',
		quot: '"',
		apos: "'",
		nbsp: ' ',
		szlig: 'ß',
		oslash: 'ø',
		Oslash: 'Ø',
		aelig: 'æ',
		AElig: 'Æ',
		rsquo: '’',
		lsquo: '‘',
		ndash: '–',
		mdash: '—',
	}),
);
const ENTITY =
	/&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z])(grave|acute|circ|tilde|uml|ring|caron|cedil)|([A-Za-z]{2,6}));/g;

/** Fields whose texts a web page may have escaped. */
const ESCAPED: ReadonlySet<string> = new Set([
	'name',
	'company',
	'companyname',
	'organization',
	'organisation',
	'organizationname',
	'firma',
	'entreprise',
	'empresa',
	'azienda',
	'bedrijf',
]);

/** The text of a name or a company without the entities of HTML: `O&#039;Brien`. Anything else as it is. */
export function decodeEntities<Value>(heading: string, value: Value): Value | string {
	if (typeof value !== 'string' || !value.includes('&') || heading.length > 50 || !ESCAPED.has(fold(heading)))
		return value;
	return value.replace(
		ENTITY,
		(entity: string, decimal?: string, hex?: string, letter?: string, mark?: string, name?: string) => {
			if (letter !== undefined) return (letter + String.fromCodePoint(MARKS.get(mark ?? '') ?? 0x301)).normalize('NFC');
			if (name !== undefined) return ENTITIES.get(name) ?? entity;
			const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
			return code >= 32 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : entity;
		},
	);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { autoMap } from '~/nodes/PollyBot/mapping/autoMap';
import { LANGUAGES, lookUp, meaningOf, type Meaning } from '~/nodes/PollyBot/mapping/headings';
import { foldDecorated } from '~/nodes/PollyBot/mapping/headings/fold';
import { REPOSITORY } from '~/tools/repository';
import { propertyRuns } from '~/test/propertyRuns';
import { NEGATIVES } from './negatives';
import { HEADER_ROWS } from './rows';

/** What a person of the corpus is called and reached by, for each meaning. */
const VALUES: Readonly<Record<string, string>> = {
	name: 'Anna Muster',
	first: 'Anna',
	infix: 'van',
	last: 'Muster',
	second: 'Ruiz',
	email: 'anna@example.com',
	phone: '+1-555-0100',
	source: 'fair',
	status: 'new',
};

/** Parts of a name that stand beside the whole one. */
const PARTS: Readonly<Record<string, string>> = { 'First Name': 'Anna', 'Last Name': 'Muster' };

interface Row {
	readonly source: string;
	readonly json: Readonly<Record<string, string>>;
	readonly expected: object;
}

const isJapanese = (heading: string) => /\p{Script=Han}/u.test(heading);

/** The row of a person under these headings, and the lead that it makes. */
function rowOf([source, headings]: readonly [string, string]): Row | undefined {
	const cells = headings.split('|').map((cell, index) => {
		const [heading = '', meaning = ''] = cell.split(/>(?=[a-z]+$)/);
		return { heading, meaning, value: VALUES[meaning] ?? PARTS[heading] ?? `value ${index}` };
	});
	const json = Object.fromEntries(cells.map(({ heading, value }) => [heading, value]));
	const lead = new Map<string, string>();
	for (const { meaning, value } of cells) if (meaning !== '') lead.set(meaning, value);
	const { first, infix, last, second, never: _, ...fields } = Object.fromEntries(lead);
	const familyFirst = cells.some(({ heading, meaning }) => meaning === 'last' && isJapanese(heading));
	const joined = (familyFirst ? [last, first] : [first, infix, last, second]).filter(Boolean).join(' ');
	const rest = cells.filter(({ meaning }) => meaning === '').map(({ heading, value }) => [heading, value] as const);
	const metadata = rest.length === 0 ? {} : { metadata: Object.fromEntries(rest) };
	return { source, json, expected: { ...(joined === '' ? {} : { name: joined }), ...fields, ...metadata } };
}

const ROWS = HEADER_ROWS.flatMap((row) => rowOf(row) ?? []);

function mapped(json: object): object {
	const lead = autoMap(json, []);
	if (!lead.ok) throw new Error(lead.error.message);
	return Object.fromEntries(Object.entries(lead.value.lead).filter(([, value]) => value !== undefined && value !== ''));
}

it('the corpus is as large as it should be', () => {
	expect(HEADER_ROWS.length).toBeGreaterThanOrEqual(150);
	expect(new Set(NEGATIVES).size).toBe(NEGATIVES.length);
	expect(NEGATIVES.length).toBeGreaterThanOrEqual(300);
});

it.each(ROWS)('a row under the headings of $source becomes the lead that is meant', ({ json, expected }) => {
	expect(mapped(json)).toEqual(expected);
});

it('no negative heading fills a field of a lead', () => {
	expect(NEGATIVES.filter((heading) => ![null, 'never'].includes(meaningOf(heading)))).toEqual([]);
});

describe('every spelling of the table', () => {
	const all = LANGUAGES.flatMap(({ language, headings }) =>
		[...headings].flatMap(([meaning, list]) =>
			meaning === 'ask' || meaning === 'never'
				? []
				: list.map((entry) => ({ language, meaning, heading: entry.replace(/~$/, '') })),
		),
	);

	it('means what it stands for, in every language that has it', () => {
		expect(all.filter(({ heading, meaning }) => meaningOf(heading) !== meaning)).toEqual([]);
	});

	it('stands in the page that says where it was seen', () => {
		const page = readFileSync(join(REPOSITORY, 'docs/heading-sources.md'), 'utf8');
		expect(all.filter(({ heading }) => !page.includes(`\`${heading}\``))).toEqual([]);
	});

	it('has one meaning, in its language and in all', () => {
		const meanings = new Map<string, Meaning>();
		const other = all.filter(({ heading, meaning }) => {
			const before = meanings.get(foldDecorated(heading));
			meanings.set(foldDecorated(heading), meaning);
			return before !== undefined && before !== meaning;
		});
		expect(other).toEqual([]);
	});

	it('stands once in its language', () => {
		for (const { language } of LANGUAGES) {
			const keys = all.filter((one) => one.language === language).map(({ heading }) => foldDecorated(heading));
			expect([language, keys.filter((key, index) => keys.indexOf(key) !== index)]).toEqual([language, []]);
		}
	});

	const some = (decorations: readonly string[]) =>
		fc.array(fc.constantFrom(...decorations), { maxLength: 3 }).map((parts) => parts.join(''));
	const before = some([' ', '* ', '1. ', '12) ', 'Q3: ', '¿', '-', '_', '\ufeff', '\u00a0']);
	const endings = ['*', ' *', ':', '?', ' ?', '.', ' -', '_', '\u200b'];
	const after = some([...endings, ' (required)', ' (Pflichtfeld)', ' (obligatoire)', '【必須】']);
	const quotes = fc.constantFrom(['', ''], ['"', '"'], ['“', '”'], ['«', '»'], ["'", "'"]);
	const cased = fc.constantFrom(
		(text: string) => text,
		(text: string) => text.toUpperCase(),
		(text: string) => text.toLowerCase(),
		(text: string) => text.normalize('NFD'),
		(text: string) => text.replaceAll(' ', '_'),
		(text: string) => text.replaceAll(' ', '\u00a0'),
		(text: string) => text.replaceAll('-', '\u2011'),
		(text: string) => text.replaceAll(' ', '').replaceAll('-', ''),
	);
	const decorated = (headings: fc.Arbitrary<string>) =>
		fc.tuple(before, quotes, headings, after, cased).map(([head, [open = '', close = ''], heading, tail, change]) => ({
			heading,
			written: `${head}${open}${change(heading)}${tail}${close}`,
		}));

	it('means the same in whatever case and decoration', () => {
		fc.assert(
			fc.property(decorated(fc.constantFrom(...all.map(({ heading }) => heading))), ({ heading, written }) => {
				expect(meaningOf(written)).toBe(meaningOf(heading));
			}),
			{ numRuns: propertyRuns(3000) },
		);
	});

	it('no decoration makes a negative one mean something', () => {
		fc.assert(
			fc.property(decorated(fc.constantFrom(...NEGATIVES)), ({ written }) => {
				expect([null, 'never']).toContain(meaningOf(written));
			}),
			{ numRuns: propertyRuns(3000) },
		);
	});

	it('folding twice is folding once', () => {
		const parts = fc.constantFrom(
			'*',
			'.',
			'-',
			'_',
			' ',
			':',
			'1',
			'q2',
			')',
			'"',
			'«',
			'»',
			'(required)',
			'e\u0301',
			'ﬁ',
		);
		const written = fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 3 }), parts)).map((all) => all.join(''));
		fc.assert(
			fc.property(written, (heading) => {
				expect(foldDecorated(foldDecorated(heading))).toBe(foldDecorated(heading));
			}),
			{ numRuns: propertyRuns(3000) },
		);
	});
});

describe('names and their parts', () => {
	it.each([
		[{ Name: 'Muster', Vorname: 'Anna' }, { name: 'Anna Muster' }],
		[{ Vorname: 'Anna', Name: 'Muster' }, { name: 'Anna Muster' }],
		[{ Nom: 'Dupont', Prénom: 'Anne' }, { name: 'Anne Dupont' }],
		[{ Naam: 'Jansen', Voornaam: 'Anna' }, { name: 'Anna Jansen' }],
		[{ Nombre: 'Ana', Apellidos: 'García Ruiz' }, { name: 'Ana García Ruiz' }],
		[{ Nome: 'Ana', Sobrenome: 'Souza' }, { name: 'Ana Souza' }],
		[{ Nome: 'Anna', Cognome: 'Rossi' }, { name: 'Anna Rossi' }],
		[{ 姓: '山田', 名: '太郎' }, { name: '山田 太郎' }],
		[{ 名: '太郎', 姓: '山田' }, { name: '山田 太郎' }],
		[
			{ Name: 'Ann Lee', 'First Name': 'Ann' },
			{ name: 'Ann Lee', metadata: { 'First Name': 'Ann' } },
		],
		[
			{ Name: 'Anna Muster', Vorname: 'Anna' },
			{ name: 'Anna Muster', metadata: { Vorname: 'Anna' } },
		],
		[
			{ Name: 'Anna Muster', Vorname: 'Anna', Nachname: 'Muster' },
			{ name: 'Anna Muster', metadata: { Vorname: 'Anna', Nachname: 'Muster' } },
		],
		[
			{ Name: 'Martin', Vorname: 'Martin' },
			{ name: 'Martin', metadata: { Vorname: 'Martin' } },
		],
		[{ Nombre: 'Ana García', Apellidos: '' }, { name: 'Ana García' }],
		[{ Name: 'Muster', Vorname: '' }, { name: 'Muster' }],
	])('%j is %j', (json, lead) => {
		expect(mapped(json)).toEqual(lead);
	});
});

describe('a heading', () => {
	it.each([
		['Email 2', 'email'],
		['Phone #3', 'phone'],
		['Status 2', null],
		['Name 2', null],
		['Name #2', null],
		['Name 1', 'name'],
		['email_1', 'email'],
		['Email.1', 'email'],
		['Something 2', null],
		['Something', null],
		['', null],
		['Straße', null],
		['E-Mail\tAdresse', 'email'],
		['Prénom (requis)', 'firstName'],
		[`Email${'*'.repeat(195)}`, 'email'],
		[`Email${'*'.repeat(196)}`, null],
	])('%j means %s', (heading, meaning) => {
		expect(meaningOf(heading)).toBe(meaning);
	});

	it('means the same after thousands of others', () => {
		for (let number = 0; number < 5000; number += 1) expect(meaningOf(`Column ${number}`)).toBeNull();
		expect(meaningOf('E-Mail')).toBe('email');
	});
});

describe('a question', () => {
	it.each([
		['What is your name?', 'name'],
		["What's your full name?", 'fullName'],
		['May we have your email address?', 'email'],
		['Wie lautet Ihre E-Mail-Adresse?', 'email'],
		['¿Cuál es tu correo?', 'email'],
		['Quel est votre prénom ?', 'firstName'],
		['お名前を教えてください', 'name'],
		['您的电子邮箱是什么？', 'email'],
		['What is the name of your company?', null],
		['What is your company name?', null],
		['What is your source of income?', null],
		['What is your marital status?', null],
		['What is your status?', null],
		['What is your name for the badge and your shirt size?', null],
		['Sumail', null],
		['Jemobiel', null],
	])('%s asks for %s', (heading, meaning) => {
		expect(meaningOf(heading)).toBe(meaning);
	});

	it('in every language that asks means what it asks for', () => {
		const asked = LANGUAGES.flatMap(({ headings }) => {
			const [email = ''] = headings.get('email') ?? [];
			return (headings.get('ask') ?? []).map((frame) =>
				frame.includes('…') ? frame.replace('…', email) : `${frame} ${email}`,
			);
		});
		expect(asked.filter((heading) => meaningOf(heading) !== 'email')).toEqual([]);
		expect(LANGUAGES.filter(({ headings }) => !headings.has('ask'))).toEqual([]);
	});
});

it('a heading in a broken encoding means what it was', () => {
	const misread = (text: string) => Buffer.from(text).toString('latin1');
	for (const [heading, meaning] of [
		['Prénom', 'firstName'],
		['Téléphone', 'phone'],
		['Příjmení', 'lastName'],
		['Numéro de\ntéléphone', 'phone'],
	] as const) {
		expect(meaningOf(misread(heading))).toBe(meaning);
		expect(meaningOf(heading.replace(/[^\0-\x7f]/g, '\ufffd'))).toBe(meaning);
	}
});

it.each([
	['名', true],
	['姓', true],
	['Vezetéknév', true],
	['이름', true],
	['First Name', false],
	['Förnamn', false],
])('under %s the family name comes first: %s', (heading, expected) => {
	expect(lookUp(heading)?.isFamilyNameFirst).toBe(expected);
});

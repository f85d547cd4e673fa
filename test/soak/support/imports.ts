import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';

/** What is done with rows: create leads, create or update them, or send messages. */
export const KINDS = ['create', 'upsert', 'chat'] as const;
export type Kind = (typeof KINDS)[number];

/** A row as it is sent to the webhook: a person, or for the chat a `text`. What is neither name nor email is metadata. */
export type Row = Readonly<Record<string, unknown>>;

/** The rows of one import. */
export interface Import {
	number: number;
	kind: Kind;
	/** When it is first sent, in ms after the start. */
	at: number;
	rows: Row[];
}

const FLAWS: Row[] = [
	{ email: '' },
	{ email: 'no at sign' },
	{ email: 'a b@example.com' },
	{ name: '', email: 'a@example.com' },
];

/** Cells that a valid row may have all the same. */
const HOSTILE: Row[] = [
	{ constructor: 'x', prototype: 'y', toString: 'z' },
	JSON.parse('{"__proto__": {"polluted": true}}') as Row,
	{ notes: '\u0000\u202e\ufeff\ud800 ${{ $json }} ={{ 1 + 1 }} </script><!--' },
	{ notes: 'x'.repeat(50_000) },
	{ deep: Array.from({ length: 100 }).reduce((inner) => [inner], 'x') },
	Object.fromEntries(Array.from({ length: 300 }, (_, column) => [`column ${column}`, column])),
	{ error: 'not one', success: false, duplicate: true, upsertAction: 'created' },
];

/** Seventeen letters, whose case carries a number from 0 to 131,071. */
const CARRIER = 'internetcustomers';

/** People are numbered in the order in which they first appear. */
export const emailOf = (person: number): string => `${CARRIER}.${person}@example.com`;
export const nameOf = (person: number): string => `Customer ${person}`;

/** The metadata that each row of an import has, by which a stored lead tells which imports reached it. */
export const sheetOf = (number: number | string): string => `sheet ${number}`;

/**
 * Writes the number of a call into the case of an email's letters, which the sandbox keeps. Both it and the node ignore case
 * when they compare emails: a request tells which call it comes from, and the node cannot see it. A message has it at its end.
 */
export function mark({ email, text, ...row }: Row, call: number): Row {
	if (typeof text === 'string') return { ...row, text: text && `${text}, call ${call}` };
	if (typeof email !== 'string' || !email.startsWith(CARRIER)) return { ...row, email };
	const letters = Array.from(CARRIER).map((letter, bit) => ((call >> bit) & 1 ? letter.toUpperCase() : letter));
	return { ...row, email: letters.join('') + email.slice(CARRIER.length) };
}

/** The number of the call that is written in an email. */
export function callIn(email: string): number {
	const letters = Array.from(email.slice(0, CARRIER.length));
	return letters.reduce((call, letter, bit) => (letter === letter.toUpperCase() ? call | (1 << bit) : call), 0);
}

/** The person whose email it is, whatever its case; undefined for one that was never to be stored. */
export function personIn(email: unknown): number | undefined {
	const digits = new RegExp(`^${CARRIER}\\.(\\d+)@example\\.com$`, 'i').exec(String(email))?.[1];
	return digits === undefined ? undefined : Number(digits);
}

export function isValid({ name, email, text }: Row): boolean {
	return text === undefined ? name !== '' && personIn(email) !== undefined : text !== '';
}

/** Chance that a seed decides: the same seed gives the same numbers. */
export function chance(seed: number) {
	const generator = xoroshiro128plus(seed);
	/** A whole number, both ends included. */
	const whole = (least: number, most: number) => unsafeUniformIntDistribution(least, most, generator);
	return { whole, oneOf: <T>(choices: readonly T[]) => choices[whole(0, choices.length - 1)] as T };
}

/**
 * Plans all imports: as many rows in all as asked for, the imports spread by chance over the time. Of the rows, some repeat
 * somebody of the same import, some are somebody of an earlier one, 2 % are invalid, and 1 % are hostile.
 */
export function planImports(seed: number, total: number, milliseconds: number): Import[] {
	const { whole, oneOf } = chance(seed);
	const imports: Import[] = [];
	let people = 0;
	for (let left = total; left > 0; left -= imports.at(-1)?.rows.length ?? 0) {
		const number = imports.length;
		const kind = oneOf<Kind>(['create', 'create', 'create', 'upsert', 'upsert', 'chat']);
		// From 100 to 2,000, small ones more often; of messages a tenth.
		const size = Math.min(left, Math.round((kind === 'chat' ? 10 : 100) * 20 ** (whole(0, 1000) / 1000)));
		const earlier = people;
		const choosePerson = (percent: number) => {
			if (percent < 5 && people > earlier) return whole(earlier, people - 1);
			const isKnown = percent < (kind === 'upsert' ? 30 : 10) && earlier > 0;
			return isKnown ? whole(0, earlier - 1) : people++;
		};
		const writeRow = (index: number): Row => {
			const percent = whole(0, 99);
			if (kind === 'chat') return { text: percent < 98 ? `Message ${index} of import ${number}` : '' };
			if (percent >= 98) return { name: 'Invalid', ...oneOf(FLAWS) };
			const person = choosePerson(percent);
			const email = emailOf(person).replace('example.com', oneOf(['example.com', 'Example.com', 'EXAMPLE.COM']));
			return { ...(percent === 97 && oneOf(HOSTILE)), name: nameOf(person), email, [sheetOf(number)]: 'yes' };
		};
		const rows = Array.from({ length: size }, (_, index) => writeRow(index));
		imports.push({ number, kind, at: whole(0, milliseconds), rows });
	}
	return imports;
}

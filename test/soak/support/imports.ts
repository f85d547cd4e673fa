import type { Random } from './random';

/** A row as it is sent to the webhook; what is neither a name nor an email becomes metadata. */
export interface Row {
	name: string;
	email: string;
	company: string;
	/** The number of its import, so that a person's row in another import is another row. */
	sheet: number;
}

/** The rows of one import. */
export interface Import {
	number: number;
	/** When it is first sent, in ms after the start. */
	at: number;
	rows: Row[];
}

const [FEWEST_ROWS, MOST_ROWS] = [100, 2000];

/** What a row is: someone new, somebody of the same import once more, somebody of an earlier import, or invalid. */
const KINDS = [
	[88, 'new'],
	[5, 'repeated'],
	[5, 'known'],
	[2, 'invalid'],
] as const;

const FLAWS: ReadonlyArray<Partial<Row>> = [
	{ email: '' },
	{ email: 'no at sign' },
	{ email: 'two words@example.com' },
	{ name: '', email: 'nameless@example.com' },
];

const DOMAINS = ['example.com', 'example.com', 'Example.com', 'EXAMPLE.COM'];

/** Sixteen letters, whose case carries a number from 0 to 65,535. */
const CARRIER = 'internetcustomer';

/** People are numbered in the order in which they first appear. */
export const emailOf = (person: number): string => `${CARRIER}.${person}@example.com`;
export const nameOf = (person: number): string => `Customer ${person}`;

/**
 * Writes the number of a call into an email by the case of its letters. The node sends an email as it is written and the
 * sandbox keeps it, but both ignore case when they compare emails. So a stored lead tells which call stored it, and the
 * node cannot see it.
 */
export function markEmail(email: string, call: number): string {
	if (!email.startsWith(CARRIER)) return email;
	const letters = Array.from(CARRIER).map((letter, bit) => ((call >> bit) & 1 ? letter.toUpperCase() : letter));
	return letters.join('') + email.slice(CARRIER.length);
}

/** The number of the call that is written in an email. */
export function callIn(email: string): number {
	const letters = Array.from(email.slice(0, CARRIER.length));
	return letters.reduce((call, letter, bit) => (letter === letter.toUpperCase() ? call | (1 << bit) : call), 0);
}

/** The person whose email it is, whatever its case; undefined for one that was never to be stored. */
export function personIn(email: string): number | undefined {
	const digits = new RegExp(`^${CARRIER}\\.(\\d+)@example\\.com$`, 'i').exec(email)?.[1];
	return digits === undefined ? undefined : Number(digits);
}

/** Plans all imports: as many rows in all as asked for, the imports spread by chance over the time. */
export function planImports(random: Random, rows: number, milliseconds: number): Import[] {
	const sizes: number[] = [];
	for (let left = rows; left > 0; left -= sizes.at(-1) ?? left) {
		// Small ones are more frequent than large ones: every order of magnitude is as probable.
		const size = FEWEST_ROWS * (MOST_ROWS / FEWEST_ROWS) ** random.between(0, 1);
		sizes.push(Math.min(Math.round(size), left));
	}
	const times = sizes.map(() => random.between(0, milliseconds)).sort((one, other) => one - other);
	let people = 0;
	const choosePerson = (kind: (typeof KINDS)[number][1], earlier: number) => {
		if (kind === 'repeated' && people > earlier) return random.whole(earlier, people - 1);
		if (kind === 'known' && earlier > 0) return random.whole(0, earlier - 1);
		return people++;
	};
	const writeRow = (sheet: number, earlier: number): Row => {
		const kind = random.pick(KINDS);
		if (kind === 'invalid') return { name: 'Invalid', email: '', company: '', sheet, ...random.oneOf(FLAWS) };
		const person = choosePerson(kind, earlier);
		const email = emailOf(person).replace('example.com', random.oneOf(DOMAINS));
		return { name: nameOf(person), email, company: `Company ${person % 1000}`, sheet };
	};
	return sizes.map((size, number) => {
		const earlier = people;
		return { number, at: times[number] ?? 0, rows: Array.from({ length: size }, () => writeRow(number, earlier)) };
	});
}

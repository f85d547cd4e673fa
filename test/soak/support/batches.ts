import { emailOf } from './email';
import type { Random } from './random';

/** A row as it is sent to the webhook; what is neither a name nor an email becomes metadata. */
export interface Row {
	name: string;
	email: string;
	company: string;
	/** The batch that it belongs to, so that a person's row in another batch is another row. */
	sheet: number;
	note: string;
}

/** The rows of one import. */
export interface Batch {
	number: number;
	/** When it is first sent, in ms after the start. */
	at: number;
	rows: Row[];
}

const FEWEST_ROWS = 100;
const MOST_ROWS = 2000;

const NOTE = 'Asked at the stand for an offer, and wants to be called back in the afternoon.';

type Kind = 'new' | 'repeated' | 'known' | 'invalid';

/** What a row is: someone new, somebody of the same batch once more, somebody of an earlier batch, or invalid. */
const KINDS: ReadonlyArray<readonly [number, Kind]> = [
	[88, 'new'],
	[5, 'repeated'],
	[5, 'known'],
	[2, 'invalid'],
];

/** Plans all batches: as many rows in all as asked for, the batches spread by chance over the time. */
export function planBatches(random: Random, rows: number, milliseconds: number): Batch[] {
	const sizes: number[] = [];
	for (let left = rows; left > 0; left -= sizes.at(-1) ?? left) {
		// Small ones are more frequent than large ones: every order of magnitude is as probable.
		const size = Math.round(FEWEST_ROWS * (MOST_ROWS / FEWEST_ROWS) ** random.next());
		sizes.push(Math.min(size, left));
	}
	const people = new People(random);
	return sizes
		.map(() => random.next() * milliseconds)
		.sort((a, b) => a - b)
		.map((at, number) => ({ number, at, rows: people.fillSheet(number, sizes[number] ?? 0) }));
}

/** The people that the rows are about, numbered in the order in which they first appear. */
class People {
	private known = 0;

	constructor(private readonly random: Random) {}

	fillSheet(sheet: number, size: number): Row[] {
		const earlier = this.known;
		return Array.from({ length: size }, () => this.writeRow(sheet, earlier));
	}

	/** @param earlier how many people are in earlier sheets */
	private writeRow(sheet: number, earlier: number): Row {
		const kind = this.random.pick(KINDS);
		if (kind === 'invalid') return this.writeInvalidRow(sheet);
		if (kind === 'repeated' && this.known > earlier) return this.row(this.random.whole(earlier, this.known - 1), sheet);
		if (kind === 'known' && earlier > 0) return this.row(this.random.whole(0, earlier - 1), sheet);
		this.known += 1;
		return this.row(this.known - 1, sheet);
	}

	private row(person: number, sheet: number): Row {
		const email = emailOf(person);
		const domain = this.random.pick([
			[2, 'example.com'],
			[1, 'Example.com'],
			[1, 'EXAMPLE.COM'],
		]);
		return {
			name: nameOf(person),
			email: email.replace('example.com', domain),
			company: `Company ${person % 1000}`,
			sheet,
			note: NOTE,
		};
	}

	private writeInvalidRow(sheet: number): Row {
		const row = { name: 'Invalid', email: '', company: '', sheet, note: NOTE };
		const flaw = this.random.pick<Partial<Row>>([
			[1, {}],
			[1, { email: 'no at sign' }],
			[1, { email: 'two words@example.com' }],
			[1, { name: '', email: 'nameless@example.com' }],
		]);
		return { ...row, ...flaw };
	}
}

export function nameOf(person: number): string {
	return `Customer ${person}`;
}

import { sortHeadings, type ExtraPlace } from './autoMap';
import type { Meaning } from './headings/language';

/** How many headings one list names. */
const MOST_NAMED = 8;
const LONGEST_NAMED = 60;
/** Of so many shapes of rows the headings are noted: a sheet has one, and a list of forms a few. */
const MOST_SHAPES = 50;
/** Of a row so many headings are noted, and of a heading so many characters. */
const MOST_HEADINGS = 1000;
const LONGEST_HEADING = 200;

const LABELS: ReadonlyArray<readonly [meanings: readonly Meaning[], label: string]> = [
	[['name', 'firstName', 'lastName'], 'Name'],
	[['email'], 'Email'],
	[['phone'], 'Phone'],
	[['source'], 'Source'],
	[['status'], 'Status'],
	[['metadata'], 'Metadata'],
];

const PLACES: Readonly<Record<ExtraPlace, string>> = { metadata: 'metadata', customFields: 'custom fields' };

/** What automatic mapping made of the headings of a run's rows. */
export class MappingReport {
	private readonly shapes = new Set<string>();
	private readonly used = new Map<Meaning, Set<string>>();
	private readonly extras = new Map<ExtraPlace, Set<string>>();
	private readonly unpacked = new Set<string>();

	/**
	 * Notes the headings of a row, if no row before it had the same.
	 *
	 * @param from where its fields were unpacked from
	 */
	note(fields: object, ignore: readonly string[], place: ExtraPlace, from?: string): void {
		const headings = Object.keys(fields)
			.slice(0, MOST_HEADINGS)
			.map((heading) => heading.slice(0, LONGEST_HEADING));
		const shape = headings.join('\n');
		if (this.shapes.has(shape) || this.shapes.size >= MOST_SHAPES) return;
		this.shapes.add(shape);
		if (from !== undefined) this.unpacked.add(from);
		const { chosen, rest } = sortHeadings(headings, ignore);
		for (const [meaning, heading] of chosen) add(this.used, meaning, heading);
		for (const heading of rest) add(this.extras, place, heading);
	}

	/** Says which headings became which fields; undefined where nothing was mapped automatically. */
	toText(): string | undefined {
		const fields = LABELS.flatMap(([meanings, label]) => {
			const headings = meanings.flatMap((meaning) => [...(this.used.get(meaning) ?? [])]);
			return headings.length === 0 ? [] : [`${label} from ${list(headings)}`];
		});
		const extras = [...this.extras].map(([place, headings]) => `${list([...headings])} in the ${PLACES[place]}`);
		const mapped = [...fields, ...extras];
		if (mapped.length === 0) return undefined;
		const from = this.unpacked.size === 0 ? '' : ` The answers were found in: ${[...this.unpacked].join(', ')}.`;
		return `Mapped: ${mapped.join('; ')}.${from}`;
	}
}

function add<Key>(map: Map<Key, Set<string>>, key: Key, heading: string): void {
	map.set(key, (map.get(key) ?? new Set()).add(heading));
}

function list(headings: readonly string[]): string {
	const named = headings.slice(0, MOST_NAMED).map((heading) => `“${heading.slice(0, LONGEST_NAMED)}”`);
	const more = headings.length - named.length;
	return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

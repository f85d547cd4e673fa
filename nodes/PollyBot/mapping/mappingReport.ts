import { asText, isEmptyCell } from '../lead/cell';
import { sortFields, type ExtraPlace } from './autoMap';
import { meaningOf, type Field, type Meaning } from './headings';
import { isMisread } from './headings/fold';
import { isStatus } from './usable';

const MOST_NAMED = 8;
const LONGEST_NAMED = 60;
/** Of so many shapes of rows the headings are noted: a sheet has one, and a list of forms a few. */
const MOST_SHAPES = 50;
/** Of a row so many headings are noted, and of a heading or a value so many characters. */
const MOST_HEADINGS = 1000;
const LONGEST_HEADING = 200;

const LABELS: ReadonlyArray<readonly [meanings: readonly Meaning[], label: string]> = [
	[['name', 'firstName', 'infix', 'lastName', 'secondLastName'], 'Name'],
	[['email'], 'Email'],
	[['phone'], 'Phone'],
	[['source'], 'Source'],
	[['status'], 'Status'],
	[['metadata'], 'Metadata'],
];

const PLACES: Readonly<Record<ExtraPlace, string>> = { metadata: 'metadata', customFields: 'custom fields' };

/** What automatic mapping made of the headings of an execution's rows. */
export class MappingReport {
	private readonly shapes = new Set<string>();
	private readonly used = new Map<string, Set<string>>();
	private readonly extras = new Map<ExtraPlace, Set<string>>();
	private readonly unpacked = new Set<string>();
	/** Values of another system's status, and a text in another encoding. */
	private readonly foreign = new Map<string, string>();
	private misread?: string;

	/**
	 * Notes the headings of a row, if no row before it had the same, and values that a reader of the hint should know of.
	 *
	 * @param from where its fields were unpacked from
	 */
	note(fields: object, ignore: readonly string[], place: ExtraPlace, from?: string): void {
		const names = Object.keys(fields).slice(0, MOST_HEADINGS);
		const values: readonly unknown[] = Object.values(fields);
		for (const [at, name] of names.entries()) this.noteCell(name, values[at]);
		const headings = names.map((name) => name.slice(0, LONGEST_HEADING));
		const shape = headings.join('\n');
		if (this.shapes.has(shape) || this.shapes.size >= MOST_SHAPES) return;
		this.shapes.add(shape);
		this.misread ??= headings.find(isMisread);
		if (from !== undefined) this.unpacked.add(from);
		const { chosen, rest } = sortFields(
			Object.fromEntries(headings.map((name, at) => [name, fill(name, values[at])])),
			ignore,
			isFilled,
		);
		for (const [meaning, field] of Object.entries<Field | undefined>(chosen)) {
			if (field) add(this.used, meaning, field[0]);
		}
		for (const [heading] of rest) add(this.extras, place, heading);
	}

	private noteCell(name: string, value: unknown): void {
		if (typeof value === 'string' && isMisread(value.slice(0, LONGEST_HEADING))) this.misread ??= value;
		if (meaningOf(name) !== 'status' || isEmptyCell(value) || isStatus(value) || this.foreign.size >= MOST_NAMED)
			return;
		this.foreign.set(name, this.foreign.get(name) ?? asText(value).slice(0, LONGEST_NAMED));
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
		return `Mapped: ${mapped.join('; ')}.${from}${this.warnings()}`;
	}

	private warnings(): string {
		const foreign = [...this.foreign].map(([name, value]) => `“${value}” in ${list([name])}`);
		const status = `PollyBot has no such status, so it is another field: ${foreign.join(', ')}.`;
		const misread = `“${this.misread?.slice(0, LONGEST_NAMED)}” looks like text in another encoding: choose the file's encoding where it is read.`;
		return (foreign.length === 0 ? '' : ` ${status}`) + (this.misread === undefined ? '' : ` ${misread}`);
	}
}

/** A value instead of an empty one, so that it is noted as a row with a value would be. */
function fill(name: string, value: unknown): unknown {
	if (!isEmptyCell(value)) return value;
	return meaningOf(name) === 'status' ? 'new' : name;
}

/** A status of another system does not become one; every other value is taken for one that can be used. */
function isFilled(meaning: Meaning, value: unknown): boolean {
	return meaning !== 'status' || isStatus(value);
}

function add<Key>(map: Map<Key, Set<string>>, key: Key, heading: string): void {
	map.set(key, (map.get(key) ?? new Set()).add(heading));
}

function list(headings: readonly string[]): string {
	const named = headings.slice(0, MOST_NAMED).map((heading) => `“${heading.slice(0, LONGEST_NAMED)}”`);
	const more = headings.length - named.length;
	return named.join(', ') + (more > 0 ? ` and ${more} more` : '');
}

import {
	callIn,
	emailOf,
	type Import,
	markEmail,
	nameOf,
	personIn,
	planImports,
	type Row,
} from '~/test/soak/support/imports';
import { readOutcomes } from '~/test/soak/support/outcomes';
import { Random } from '~/test/soak/support/random';
import { judge, type Stored, type Verdict } from '~/test/soak/support/verdict';
import { CREATE, ROWS } from '~/test/queue/support/webhookImport';
import type { Execution, ExecutionItem } from '~/tools/n8n/executionRecord';
import fc from 'fast-check';

/** Two people, the second of them twice, and an invalid row. */
const sheet: Row[] = [0, 1, 1].map((person) => row(person));
const batch: Import = { number: 0, at: 0, rows: [...sheet, { ...row(0), email: '' }] };

function row(person: number): Row {
	return { name: nameOf(person), email: emailOf(person), company: '', sheet: 0 };
}

function lead(person: number, call: number, id = `lead_${person}`): Stored {
	return { id, name: nameOf(person), email: markEmail(emailOf(person), call) };
}

type Outputs = [created: ExecutionItem[], duplicate: ExecutionItem[], failed: ExecutionItem[]];

function created(item: number, person: number, call: number): ExecutionItem {
	return { json: { ...lead(person, call) }, pairedItem: { item } };
}

function duplicate(item: number, person: number, duplicateOf: 'workspace' | 'input'): ExecutionItem {
	const json = { duplicate: true, duplicateOf, existingLeadId: `lead_${person}`, email: emailOf(person) };
	return { json, pairedItem: { item } };
}

function failed(item: number, code: string): ExecutionItem {
	return { json: { error: { code, item: item + 1 } }, pairedItem: { item } };
}

/** The record of an execution that the batch's rows went into by a call. */
function record(call: number, outputs: Outputs): Execution {
	const sent = batch.rows.map((json) => ({ json: { ...json, email: markEmail(json.email, call) } }));
	const run = (items: ExecutionItem[][]) => [{ status: 'success', executionTime: 1, outputs: items, hints: [] }];
	const runs = { [ROWS]: run([sent]), [CREATE]: run(outputs) };
	return { id: String(call), status: 'success', finished: true, runs, raw: '' };
}

/** A first import and a second one of the same rows, both as they should be. */
const firstOutputs: Outputs = [
	[created(0, 0, 1), created(1, 1, 1)],
	[duplicate(2, 1, 'input')],
	[failed(3, 'VALIDATION_ERROR')],
];
const secondOutputs: Outputs = [
	[],
	[duplicate(0, 0, 'workspace'), duplicate(1, 1, 'workspace'), duplicate(2, 1, 'input')],
	[failed(3, 'VALIDATION_ERROR')],
];
const leads = [lead(0, 1), lead(1, 1)];

function judged(first: Outputs, second: Outputs, stored = leads, confirmed = new Map([[0, 1]])): Verdict {
	return judge([batch], stored, [readOutcomes(record(1, first)), readOutcomes(record(2, second))], confirmed);
}

/** Which kinds of problems there are. */
function kinds(verdict: Verdict): string[] {
	return Object.entries(verdict).flatMap(([kind, problems]: [string, string[]]) => (problems.length > 0 ? [kind] : []));
}

describe('the verdict on a soak', () => {
	it('finds nothing where all is well', () => {
		expect(kinds(judged(firstOutputs, secondOutputs))).toEqual([]);
	});

	const [createdFirst, duplicatesFirst, failedFirst] = firstOutputs;
	const [, duplicatesSecond, failedSecond] = secondOutputs;
	it.each<[what: string, kind: string, verdict: () => Verdict]>([
		['a lead that is not there', 'lost', () => judged([[], [], []], [[], [], []], [lead(0, 1)])],
		[
			'a lead that is there as somebody else',
			'lost',
			() => judged(firstOutputs, secondOutputs, [lead(0, 1), { ...lead(1, 1), name: 'X' }]),
		],
		[
			'a lead that is there twice',
			'doubled',
			() => judged(firstOutputs, secondOutputs, [...leads, lead(1, 2, 'other')]),
		],
		['a lead that nobody sent', 'doubled', () => judged(firstOutputs, secondOutputs, [...leads, lead(7, 1)])],
		[
			'a lead that was answered as stored twice',
			'doubled',
			() => judged(firstOutputs, secondOutputs, leads, new Map([[0, 2]])),
		],
		[
			'a duplicate of what the execution itself stored',
			'falseDuplicates',
			() =>
				judged([[created(1, 1, 1)], [duplicate(0, 0, 'workspace'), ...duplicatesFirst], failedFirst], secondOutputs),
		],
		[
			'a repeat of a row that is not there',
			'falseDuplicates',
			() => judged([[created(1, 1, 1)], [duplicate(0, 0, 'input'), ...duplicatesFirst], failedFirst], secondOutputs),
		],
		[
			'a duplicate of another lead than the stored one',
			'falseDuplicates',
			() => judged(firstOutputs, secondOutputs, [lead(0, 1), lead(1, 1, 'other')]),
		],
		[
			'a lead called created that another execution stored',
			'falselyCreated',
			() => judged(firstOutputs, [[created(0, 0, 1)], duplicatesSecond.slice(1), failedSecond]),
		],
		['a row on no output', 'unaccounted', () => judged([createdFirst, [], failedFirst], secondOutputs)],
		[
			'a row on two outputs',
			'unaccounted',
			() => judged([createdFirst, [...duplicatesFirst, duplicate(0, 0, 'input')], failedFirst], secondOutputs),
		],
		[
			'a row that became another',
			'unaccounted',
			() => judged([[created(0, 1, 1), created(1, 0, 1)], duplicatesFirst, failedFirst], secondOutputs),
		],
		[
			'an item that comes from no row',
			'unaccounted',
			() => judged([[...createdFirst, { json: {} }], duplicatesFirst, failedFirst], secondOutputs),
		],
		[
			'an invalid row that came out as created',
			'unaccounted',
			() => judged([[...createdFirst, created(3, 0, 1)], duplicatesFirst, []], secondOutputs),
		],
		[
			'an invalid row that failed for another reason',
			'unaccounted',
			() => judged([createdFirst, duplicatesFirst, [failed(3, 'TIMEOUT')]], secondOutputs),
		],
		[
			'a valid row that was called invalid',
			'unaccounted',
			() => judged(firstOutputs, [[], duplicatesSecond.slice(1), [failed(0, 'VALIDATION_ERROR'), ...failedSecond]]),
		],
		[
			'a record without rows',
			'unaccounted',
			() => judge([batch], leads, [readOutcomes({ ...record(1, firstOutputs), runs: {} })], new Map()),
		],
	])('finds %s', (_what, kind, verdict) => {
		expect(kinds(verdict())).toContain(kind);
	});
});

describe('what a soak sends', () => {
	it('an email carries the number of its call, and is still that of the same person', () => {
		fc.assert(
			fc.property(fc.nat(65_535), fc.nat(), (call, person) => {
				const email = markEmail(emailOf(person), call);
				expect([callIn(email), personIn(email), email.toLowerCase()]).toEqual([call, person, emailOf(person)]);
			}),
		);
	});

	it('the same seed plans the same imports, with as many rows as asked for and every kind of row', () => {
		const plan = () => planImports(new Random(7, 'imports'), 20_000, 1000);
		const batches = plan();
		expect(plan()).toEqual(batches);
		const sheets = batches.map(({ rows }) => rows.map(({ email }) => personIn(email)));
		expect(sheets.flat()).toHaveLength(20_000);
		const people = sheets.map((list) => list.filter((person) => person !== undefined));
		const distinct = people.map((list) => new Set(list).size);
		expect(distinct.some((count, number) => count < (people[number] ?? []).length)).toBe(true);
		expect(new Set(people.flat()).size).toBeLessThan(distinct.reduce((sum, count) => sum + count, 0));
		expect(people.flat().length).toBeLessThan(20_000);
		expect(batches.map(({ at }) => at)).toEqual([...batches.map(({ at }) => at)].sort((a, b) => a - b));
	});
});

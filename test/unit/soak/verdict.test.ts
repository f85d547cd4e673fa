import {
	callIn,
	emailOf,
	type Import,
	mark,
	nameOf,
	personIn,
	planImports,
	sheetOf,
} from '~/test/soak/support/imports';
import { type ReadExecution, readOutcomes, type RowOutcome } from '~/test/soak/support/outcomes';
import { judge, Truth, type Verdict } from '~/test/soak/support/verdict';
import { CREATE, ROWS } from '~/test/queue/support/webhookImport';
import fc from 'fast-check';

const person = (number: number) => ({ name: nameOf(number), email: emailOf(number) });
const imports: Import[] = [
	{ number: 0, kind: 'create', at: 0, rows: [person(0), person(0), { name: 'Invalid', email: '' }] },
	{ number: 1, kind: 'upsert', at: 0, rows: [person(0), person(1)] },
	{ number: 2, kind: 'chat', at: 0, rows: [{ text: 'Hello' }] },
];
const leads = [0, 1].map((number) => ({
	...{ ...person(number), id: `lead_${number}` },
	metadata: { [sheetOf(1)]: 'yes' },
}));
const conversations = [{ id: 'conv', messages: [{ message: 'Hello, call 3', response: 'Hi' }] }];

const said = (call: number, item: number, outcome: string, changes: Partial<RowOutcome> = {}): RowOutcome => {
	const row = mark(imports[call - 1]?.rows[item] ?? {}, call);
	return {
		item,
		row,
		outcome,
		id: `lead_${personIn(row.email) ?? ''}`,
		email: row.email,
		reply: 'conv Hi',
		...changes,
	};
};
const fails = (call: number, item: number, code: string) => said(call, item, 'failed', { code });

/** What is right: the calls 1 to 3, one of each import. */
const right = {
	create: [said(1, 0, 'created'), said(1, 1, 'repeat'), fails(1, 2, 'VALIDATION_ERROR')],
	upsert: [said(2, 0, 'updated'), said(2, 1, 'created')],
	chat: [said(3, 0, 'response')],
};

type Request = readonly [method: string, status: number, person: number, call: number];

interface Soak extends Record<keyof typeof right, RowOutcome[]> {
	leads: typeof leads;
	conversations: typeof conversations;
	/** Requests to PollyBot, before and after those that are right. */
	before: Request[];
	after: Request[];
}

function judged({ before = [], after = [], ...changes }: Partial<Soak>): string[] {
	const soak = { ...right, leads, conversations, ...changes };
	const truth = new Truth();
	const requests = [...before, ['POST', 201, 0, 1], ['PUT', 200, 0, 2], ['POST', 201, 1, 2], ...after] as const;
	for (const [method, carriedOut, number, call] of requests)
		truth.note({ method, carriedOut, body: mark(person(number), call) });
	const executions: ReadExecution[] = [soak.create, soak.upsert, soak.chat].map((rows) => ({
		...{ id: '1', rows, unaccounted: [] },
	}));
	const verdict = judge(imports, executions, soak.leads, soak.conversations, truth);
	return Object.entries(verdict).flatMap(([kind, problems]) => (problems.length > 0 ? [kind] : []));
}

const [created, repeat, invalid] = right.create as [RowOutcome, RowOutcome, RowOutcome];
const [updated, createdToo] = right.upsert as [RowOutcome, RowOutcome];

describe('The verdict on a soak', () => {
	it.each<[what: string, changes: Partial<Soak>]>([
		['all is well', {}],
		[
			'a create failed unconfirmed whose lead is there',
			{ create: [fails(1, 0, 'UNCONFIRMED'), fails(1, 1, 'UNCONFIRMED'), invalid] },
		],
		[
			'another call changed the lead before its lost create was looked into',
			{ create: [said(1, 0, 'duplicate'), repeat, invalid] },
		],
		[
			'both of two executions with the same row had tried before one of them created the lead',
			{ create: [said(1, 0, 'created', { row: mark(person(0), 9) }), repeat, invalid], before: [['POST', 503, 0, 9]] },
		],
		['an unconfirmed message is there', { chat: [fails(3, 0, 'UNCONFIRMED')] }],
		['an unconfirmed message is not there', { chat: [fails(3, 0, 'UNCONFIRMED')], conversations: [] }],
	])('finds nothing where %s', (_, changes) => {
		expect(judged(changes)).toEqual([]);
	});

	it.each<[what: string, kind: keyof Verdict, changes: Partial<Soak>]>([
		['a lead that is not there', 'lost', { leads: leads.slice(1) }],
		['a lead that is there as somebody else', 'lost', { leads: leads.map((lead) => ({ ...lead, name: 'X' })) }],
		['an update that is not stored', 'lost', { leads: leads.map((lead) => ({ ...lead, metadata: {} as never })) }],
		['a lead that is there twice', 'doubled', { leads: [...leads, ...leads] }],
		[
			'a lead that nobody sent',
			'doubled',
			{ leads: [...leads, ...leads.map((lead) => ({ ...lead, email: 'x@example.com' }))] },
		],
		['a message that was sent twice', 'doubled', { conversations: [...conversations, ...conversations] }],
		[
			'a lead called created that another call created',
			'falsely reported',
			{ upsert: [said(2, 0, 'created'), createdToo] },
		],
		['a lead called created twice', 'falsely reported', { create: [created, said(1, 1, 'created'), invalid] }],
		[
			'a lead called updated that its own execution created',
			'falsely reported',
			{ upsert: [updated, said(2, 1, 'updated')], after: [['PUT', 200, 1, 2]] },
		],
		[
			'a lead called updated that was not changed',
			'falsely reported',
			{ upsert: [updated, said(2, 1, 'updated')], after: [['POST', 201, 1, 9]] },
		],
		[
			'a duplicate of what the execution itself created',
			'falsely reported',
			{ upsert: [updated, said(2, 1, 'duplicate')] },
		],
		[
			'a repeat of a row that is not there',
			'falsely reported',
			{ create: [said(1, 0, 'repeat'), said(1, 1, 'created'), invalid] },
		],
		[
			'another lead than the stored one',
			'falsely reported',
			{ create: [said(1, 0, 'created', { id: 'lead_1' }), repeat, invalid] },
		],
		[
			'another email than that of the row',
			'falsely reported',
			{ create: [said(1, 0, 'created', { email: emailOf(1) }), repeat, invalid] },
		],
		[
			'a failure for sure of a lead that was created',
			'falsely reported',
			{ upsert: [updated, fails(2, 1, 'TIMEOUT')] },
		],
		['a failure for sure of a message that arrived', 'falsely reported', { chat: [fails(3, 0, 'TIMEOUT')] }],
		['a response to a message that did not arrive', 'falsely reported', { conversations: [] }],
		['a response to another message', 'falsely reported', { chat: [said(3, 0, 'response', { reply: 'conv Bye' })] }],
		['an invalid row that was stored', 'unaccounted', { create: [created, repeat, said(1, 2, 'created')] }],
		[
			'an invalid row that failed for another reason',
			'unaccounted',
			{ create: [created, repeat, fails(1, 2, 'TIMEOUT')] },
		],
		['a valid row that was called invalid', 'unaccounted', { chat: [fails(3, 0, 'VALIDATION_ERROR')] }],
	])('finds %s', (_, kind, changes) => {
		expect(judged(changes)).toContain(kind);
	});
});

describe('What an execution said of its rows', () => {
	const item = (place: number, json = {}) => ({ json, pairedItem: { item: place } });
	const read = (sent: number, ...outputs: Array<Array<ReturnType<typeof item>>>) => {
		const run = (items: object[][]) => [{ status: 'success', executionTime: 1, outputs: items, hints: [] }] as never;
		const runs = { [ROWS]: run([Array.from({ length: sent }, () => ({ json: {} }))]), [CREATE]: run(outputs) };
		return readOutcomes('create', { id: '1', status: 'success', finished: true, runs, raw: '' });
	};
	const failure = (place: number, of = place) => item(place, { error: { code: 'TIMEOUT', item: of + 1 } });

	it('is read from the output that each row is on', () => {
		const { rows, unaccounted } = read(4, [item(0)], [item(1), item(2, { duplicateOf: 'input' })], [failure(3)]);
		expect(rows.map(({ outcome }) => outcome)).toEqual(['created', 'duplicate', 'repeat', 'failed']);
		expect(unaccounted).toEqual([]);
	});

	it.each([
		['a row is on no output', read(2, [item(0)], [], [])],
		['a row is on two outputs', read(1, [item(0)], [item(0)], [])],
		['an item comes from no row', read(1, [item(0), item(1)], [], [])],
		["a row has another row's error", read(1, [], [], [failure(0, 1)])],
		['the record has no rows', read(0, [], [], [])],
	])('does not add up where %s', (_, { unaccounted }) => {
		expect(unaccounted).not.toEqual([]);
	});
});

describe('What a soak sends', () => {
	it('carries the number of its call in an email that is still that of the same person', () => {
		fc.assert(
			fc.property(fc.nat(131_071), fc.nat(), (call, number) => {
				const email = String(mark(person(number), call).email);
				expect([callIn(email), personIn(email), email.toLowerCase()]).toEqual([call, number, emailOf(number)]);
			}),
		);
	});

	it('is the same for the same seed, with as many rows as asked for, known people, repeats and invalid rows', () => {
		const plan = () => planImports(7, 20_000, 1000);
		const all = plan();
		expect(plan()).toEqual(all);
		expect(all.flatMap(({ rows }) => rows)).toHaveLength(20_000);
		expect(new Set(all.map(({ kind }) => kind)).size).toBe(3);
		const people = all.map(({ rows }) => rows.flatMap(({ email }) => personIn(email) ?? []));
		const distinct = people.reduce((sum, list) => sum + new Set(list).size, 0);
		expect(distinct).toBeLessThan(people.flat().length);
		expect(new Set(people.flat()).size).toBeLessThan(distinct);
		expect(all.some(({ rows }) => rows.some(({ name }) => name === 'Invalid'))).toBe(true);
	});
});

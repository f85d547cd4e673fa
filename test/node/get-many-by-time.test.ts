import type { INodeParameters } from 'n8n-workflow';
import { containing } from '~/test/matchers';
import { POLLYBOTS } from './pollyBots';
import { sandboxed } from './sandboxed';

describe.each(POLLYBOTS)('Get Many by time, $title', ({ profile }) => {
	const { run, sandbox, requests } = sandboxed({ profile });
	const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T12:00:00.000Z`;
	const list = async (filters: INodeParameters, more: INodeParameters = {}, row: object = {}) =>
		await run('getAll', [row], { parameters: { returnAll: true, filters, ...more }, onError: 'continueErrorOutput' });
	const names = ({ outputs }: Awaited<ReturnType<typeof list>>) => outputs[0]?.map(({ json }) => json.name);

	/** A lead for each of the days, the first of which was changed last. */
	function addDays(days: readonly number[]): void {
		for (const number of days) {
			const updatedAt = day(number === days[0] ? 28 : number);
			sandbox().addLead({ name: `day ${number}`, email: `${number}@example.com`, createdAt: day(number), updatedAt });
		}
	}

	it.each([
		[{ createdAfter: day(3) }, ['day 5', 'day 4']],
		[{ createdBefore: day(3) }, ['day 2', 'day 1']],
		[{ createdAfter: day(1), createdBefore: day(4) }, ['day 3', 'day 2']],
		[{ updatedAfter: day(4) }, ['day 1', 'day 5']],
		[{ updatedBefore: day(4) }, ['day 3', 'day 2']],
		[{ createdAfter: day(1), updatedBefore: day(5) }, ['day 4', 'day 3', 'day 2']],
		[{ createdAfter: day(20) }, []],
	])('%j: the newest first, the times themselves excluded', async (filters, expected) => {
		addDays([1, 2, 3, 4, 5]);
		const result = await list(filters);
		expect(names(result)).toEqual(expected);
		expect(requests()).toHaveLength(1);
	});

	const minute = (number: number) => new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString();

	/** A lead for each minute. */
	function addMinutes(count: number): void {
		for (let index = 0; index < count; index += 1) {
			const createdAt = minute(index);
			sandbox().addLead({ name: `lead ${index}`, email: `${index}@example.com`, createdAt, updatedAt: createdAt });
		}
	}

	it.each([
		['old', 'desc', { createdAfter: minute(299) }],
		['new', 'asc', { createdBefore: minute(150) }],
	])('reads as few pages as possible: until a lead is too %s, order %s', async (_, sortOrder, filters) => {
		addMinutes(450);
		const result = await list(filters, { sort: { sortBy: 'createdAt', sortOrder } });
		expect(names(result)).toHaveLength(150);
		expect(requests()).toEqual(
			[1, 2].map((page) => `GET /leads?sortBy=createdAt&sortOrder=${sortOrder}&page=${page}&limit=100`),
		);
	});

	it('reads all pages in another order than that of the time, also where a page is in this order by chance', async () => {
		// From the last name to the first, the times go down to the end of a page, and begin again on the next one.
		for (let index = 0; index < 150; index += 1) {
			const name = `lead ${String(index).padStart(3, '0')}`;
			const createdAt = minute(index < 50 ? 200 + index : index);
			sandbox().addLead({ name, email: `${index}@example.com`, createdAt, updatedAt: createdAt });
		}
		const result = await list({ createdAfter: minute(100) }, { sort: { sortBy: 'name', sortOrder: 'desc' } });
		expect(names(result)).toHaveLength(49 + 50);
	});

	it('a limit counts what is left', async () => {
		addDays([1, 2, 3, 4, 5]);
		const result = await list({ createdBefore: day(4) }, { returnAll: false, limit: 2 });
		expect(names(result)).toEqual(['day 3', 'day 2']);
		expect(requests()).toHaveLength(1);
	});

	it('goes together with the order that the user chose', async () => {
		addDays([1, 2, 3, 4, 5]);
		const oldestFirst = await list({ createdAfter: day(2) }, { sort: { sortBy: 'createdAt', sortOrder: 'asc' } });
		expect(names(oldestFirst)).toEqual(['day 3', 'day 4', 'day 5']);
		const byName = await list({ createdAfter: day(2) }, { sort: { sortBy: 'name', sortOrder: 'asc' } });
		expect(names(byName)).toEqual(['day 3', 'day 4', 'day 5']);
	});

	it.each([
		['a text of the workflow’s time zone', '2026-11-03T07:00:00'],
		['seconds, as the trigger gives them', Date.parse(day(3)) / 1000],
	])('takes %s', async (_, value) => {
		addDays([2, 3, 4]);
		const result = await list({ createdAfter: '={{ $json.since }}' }, {}, { since: value });
		expect(names(result)).toEqual(['day 4']);
	});

	it('takes a date of an expression', async () => {
		addDays([2, 3, 4]);
		expect(names(await list({ createdAfter: `={{ DateTime.fromISO("${day(3)}") }}` }))).toEqual(['day 4']);
		expect(names(await list({ createdAfter: `={{ new Date("${day(3)}") }}` }))).toEqual(['day 4']);
	});

	it.each([
		['soon', '\'Created After\' ("soon") is not a date, or can be read as more than one. Write it like 2026-'],
		['', "'Created After' is an expression that returned nothing"],
		[null, "'Created After' is an expression that returned nothing"],
	])('rejects %j before any request', async (value, message) => {
		const result = await list({ createdAfter: '={{ $json.since }}' }, {}, { since: value });
		expect(result.output('Error').map(({ json }) => json.error)).toMatchObject([
			{ code: 'VALIDATION_ERROR', field: 'createdAfter', item: 1, message: containing(message) },
		]);
		expect(requests()).toEqual([]);
	});

	it('as a tool, an empty answer says what was asked for', async () => {
		const { PollyBot } = await import('~/nodes/PollyBot/PollyBot.node');
		const { outputs } = await run('getAll', [{}], {
			nodeName: 'pollyBotTool',
			nodeType: new PollyBot(),
			parameters: { filters: { createdAfter: day(3) } },
		});
		expect(outputs[0]?.[0]?.json).toMatchObject({ found: 0, message: containing(`createdAt after ${day(3)}`) });
	});
});

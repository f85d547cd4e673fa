import { containing } from '~/test/matchers';
import { activatePolling } from '../n8nCore';
import { POLLYBOTS } from '../pollyBots';
import { MINUTE, polledSandbox } from './polledSandbox';

const START = Date.UTC(2031, 0, 1);
const iso = (minutes: number) => new Date(START + minutes * MINUTE).toISOString();
const lead = (id: unknown, time: unknown, name = 'Ann') => ({ id, name, createdAt: time, updatedAt: time });

describe.each(POLLYBOTS)('PollyBot Polling Trigger, hostile pages of $title', ({ profile }) => {
	const { sandbox, requests, pass, add, polling, begin, told } = polledSandbox(profile);
	const page = (leads: unknown[], pagination: object = {}, times = 1) => {
		const data = { leads, pagination };
		sandbox().fault({ times, effect: { kind: 'altered', patch: { data, leads, pagination } } });
	};

	it.each<[string, unknown, string]>([
		['milliseconds as a number', START, 'without a valid time'],
		['seconds as a number', START / 1000, 'without a valid time'],
		['a megabyte', '2031-01-01T'.repeat(100_000), 'without a valid time'],
		['a list', [iso(0), iso(1)], 'without a valid time'],
		['an object', { date: iso(0) }, 'without a valid time'],
		['null', null, 'without a valid time'],
		['a year that no date can tell', '+999999-01-01T00:00:00Z', 'without a valid time'],
	])('a time that is %s ends the poll with a sentence, and changes nothing', async (_, time, message) => {
		const trigger = await begin();
		const before = trigger.stored();
		page([lead('lead_1', time)]);
		await expect(trigger.poll()).rejects.toMatchObject({ message: containing(message) });
		expect(trigger.stored()).toEqual(before);
		add('Ann');
		expect(await told(trigger)).toEqual(['Ann created']);
	});

	it.each<[string, unknown[], string[]]>([
		['one ID twice with one time', [lead('a', iso(1)), lead('a', iso(1))], ['Ann created']],
		['one ID twice, also with an old time', [lead('a', iso(1)), lead('a', iso(-600))], ['Ann created']],
		['one ID as number and text', [lead(7, iso(1)), lead('7', iso(1))], ['Ann created']],
		[
			'IDs named like the parts of an object',
			[lead('__proto__', iso(1)), lead('constructor', iso(1))],
			['Ann created', 'Ann created'],
		],
		[
			'long IDs that differ at the end',
			[lead(`${'x'.repeat(254)}1`, iso(1)), lead(`${'x'.repeat(254)}2`, iso(1))],
			['Ann created', 'Ann created'],
		],
	])('%s: each lead is told once', async (_, leads, expected) => {
		const trigger = await begin();
		for (const wanted of [expected, []]) {
			page(leads);
			expect(await told(trigger)).toEqual(wanted);
		}
		expect(JSON.stringify(trigger.stored()).length).toBeLessThan(2000);
	});

	it('more leads in a page than were asked for are told, in time', async () => {
		const trigger = await begin();
		page(Array.from({ length: 5000 }, (_, index) => lead(`lead_${index}`, iso(1))));
		expect(await told(trigger)).toHaveLength(5000);
	});

	it('the same page again and again ends the poll with a sentence', async () => {
		add('Old');
		const trigger = await activatePolling(polling());
		sandbox().fault({ times: 100, effect: { kind: 'pages', leads: 'same' } });
		await expect(trigger.poll()).rejects.toMatchObject({ message: containing('without an end') });
		expect(requests().length).toBeLessThan(15);
		expect(trigger.stored()).toEqual({});
	});

	it.each([
		['empty pages', [], 'no lead yet'],
		['pages of a lead that does not fit', [{ ...lead('a', iso(1)), source: 'web' }], 'without an end'],
	])('a test in the editor asks at most ten times where %s never end', async (_, leads, message) => {
		page(leads, { hasNext: true }, 100);
		const trigger = await activatePolling(polling({ filters: { source: 'fair' } }));
		await expect(trigger.poll('manual')).rejects.toMatchObject({ message: containing(message) });
		expect(requests().length).toBeLessThanOrEqual(10);
	});

	it.each([[[7, 3, 900, 0, -5, 1e300]], [[500, 499, 498, 497, 496, 495]]])(
		'a total that lies costs no lead: %j',
		async (totals) => {
			add('Old', { createdAt: iso(-60), updatedAt: iso(-60) });
			const trigger = await begin();
			for (const [poll, total] of totals.entries()) {
				pass();
				const news = Array.from({ length: 120 }, (_, index) => add(`New${poll}-${index}`).name);
				sandbox().fault({
					times: 100,
					effect: { kind: 'altered', patch: { data: { pagination: { total } }, pagination: { total } } },
				});
				expect(await told(trigger)).toEqual(news.map((name) => `${name} created`));
			}
		},
	);
});

// What the node makes of so much has nothing to do with the profile.
describe('PollyBot Polling Trigger, more than it can read', () => {
	const { sandbox, requests, pass, add, begin, told } = polledSandbox('2026');

	it('leads that are too large together, which a visitor may leave, keep no other lead back', async () => {
		const trigger = await begin();
		add('Ann');
		const large = Array.from({ length: 18 }, (_, index) =>
			add(`Large${index}`, { customFields: { text: 'x'.repeat(1024 * 1024) } }),
		);
		const names = large.map(({ name }) => `${name} created`);
		expect(await told(trigger)).toEqual(['Ann created', ...names]);
		expect(await trigger.poll('manual')).toMatchObject([{ name: 'Large17' }]);
		pass();
		add('Eve');
		expect(await told(trigger)).toEqual(['Eve created']);
	}, 120_000);

	it('new leads without end finish the poll with a sentence', async () => {
		const trigger = await begin();
		sandbox().setLimit(1_000_000, 3600);
		add('Ann');
		sandbox().fault({ times: 5000, effect: { kind: 'pages', leads: 'new' } });
		await expect(trigger.poll()).rejects.toMatchObject({ message: containing('without an end') });
		expect(requests().length).toBeLessThan(1010);
	}, 120_000);
});

import { POLLYBOTS } from '../pollyBots';
import { MINUTE, polledSandbox } from './polledSandbox';

const HOUR = 60 * MINUTE;

describe.each(POLLYBOTS)('PollyBot Polling Trigger, what it costs to ask $title', ({ profile }) => {
	const { sandbox, requests, now, pass, add, addMany, begin, told, costOf } = polledSandbox(profile);

	it.each(['leadCreated', 'leadUpdated', 'leadCreatedOrUpdated'])(
		'%s: leads of one moment cost a request for each 100 of them while they are of the last 10 minutes',
		async (event) => {
			add('Old', { createdAt: new Date(now() - HOUR).toISOString() });
			const trigger = await begin({ event });
			expect(await costOf(trigger)).toBe(1);
			pass();
			addMany(150);
			await trigger.poll();
			expect(await costOf(trigger)).toBe(2);
			pass(9 * MINUTE);
			expect(await costOf(trigger)).toBe(2);
			pass(2 * MINUTE);
			// The number of leads does not tell of a change that became visible late: they are read once more.
			expect(await costOf(trigger)).toBe(event === 'leadCreated' ? 1 : 2);
			expect(await costOf(trigger)).toBe(1);
			add('Ann');
			expect(await told(trigger)).toEqual(event === 'leadUpdated' ? [] : ['Ann created']);
			pass(HOUR);
			expect(await costOf(trigger)).toBe(1);
		},
	);

	it('leads of one moment that were there before the trigger cost nothing', async () => {
		addMany(1000, now() - 11 * MINUTE);
		const trigger = await begin();
		expect(requests()).toHaveLength(1);
		expect(await costOf(trigger)).toBe(1);
		add('Ann');
		expect(await told(trigger)).toEqual(['Ann created']);
	});

	it('remembers the IDs of 10 minutes, and no more', async () => {
		const trigger = await begin();
		for (let poll = 0; poll < 30; poll += 1) {
			addMany(50, now(), `Bulk${poll}-`);
			await trigger.poll();
			pass(MINUTE);
		}
		const known = () => (trigger.stored() as { known: unknown[] }).known.length;
		expect(known()).toBe(10 * 50);
		pass(HOUR);
		await trigger.poll();
		expect(known()).toBe(0);
	});

	it('a lead that becomes visible when a crowd of known ones is no longer read is told if the number of leads tells', async () => {
		const trigger = await begin();
		addMany(150);
		await trigger.poll();
		add('Late', { createdAt: new Date(now() - 1000).toISOString() });
		pass(HOUR);
		expect(await told(trigger)).toEqual(['Late created']);
		expect(await costOf(trigger)).toBe(1);
	});

	it('a used-up rate limit in the middle of a crowd skips the poll, and loses nothing', async () => {
		const trigger = await begin();
		addMany(250);
		sandbox().setLimit(2, 3600);
		expect(await trigger.poll()).toBeNull();
		sandbox().setLimit(1000, 3600);
		expect(await told(trigger)).toHaveLength(250);
		expect(await told(trigger)).toEqual([]);
	});
});

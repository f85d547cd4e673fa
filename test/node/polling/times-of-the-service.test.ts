import { activatePolling, logLines, type ActivePolling } from '../n8nCore';
import { POLLYBOTS } from '../pollyBots';
import { MINUTE, polledSandbox } from './polledSandbox';

const HOUR = 60 * MINUTE;
const AHEAD = 'later than PollyBot';

describe.each(POLLYBOTS)('PollyBot Polling Trigger, the times of $title', ({ profile }) => {
	const { sandbox, now, pass, add, addMany, change, polling, begin, told, costOf } = polledSandbox(profile);
	const iso = (ms: number) => new Date(now() + ms).toISOString();
	const at = (ms: number) => ({ createdAt: iso(ms), updatedAt: iso(ms) });

	/** Every response until the end of the test says that it is this time, or does not say. */
	const say = (date: string) => {
		sandbox().fault({ times: Infinity, effect: { kind: 'altered', headers: { Date: date } } });
	};

	describe('a lead that becomes visible late', () => {
		it.each([1, 1000, 9 * MINUTE])('is told once, %d ms late', async (lateness) => {
			add('Old', at(-HOUR));
			const trigger = await begin();
			pass(lateness);
			add('Cy');
			expect(await told(trigger)).toEqual(['Cy created']);
			add('Bob', at(-lateness));
			expect(await told(trigger)).toEqual(['Bob created']);
			expect(await told(trigger)).toEqual([]);
			pass(HOUR);
			expect(await told(trigger)).toEqual([]);
		});

		it('is told after a restart and an hour without polls', async () => {
			const trigger = await begin();
			add('Cy');
			await trigger.poll();
			add('Bob', at(-1000));
			pass(HOUR);
			const restarted = await activatePolling(polling(), trigger.stored());
			expect(await told(restarted)).toEqual(['Bob created']);
		});

		it('is told when it became visible after the first poll, which starts nothing for those of its 10 minutes', async () => {
			add('Cy');
			addMany(120, now() - 5 * MINUTE);
			const trigger = await begin();
			add('Bob', at(-1000));
			expect(await told(trigger)).toEqual(['Bob created']);
		});

		it('is told as a change, too', async () => {
			const [ann, bob] = [add('Ann', at(-HOUR)), add('Bob', at(-HOUR))];
			const trigger = await begin({ event: 'leadUpdated' });
			change(ann.id);
			expect(await told(trigger)).toEqual(['Ann updated']);
			sandbox().removeLead(bob.id);
			sandbox().addLead({ ...bob, updatedAt: iso(-1000) });
			expect(await told(trigger)).toEqual(['Bob updated']);
			expect(await told(trigger)).toEqual([]);
		});
	});

	it('a lead that is changed again within the 10 minutes is told again, and one that is gone for a poll is not', async () => {
		const ann = add('Ann', at(-HOUR));
		const trigger = await begin({ event: 'leadCreatedOrUpdated' });
		for (const wanted of ['Ann updated', 'Ann updated']) {
			pass(1);
			change(ann.id);
			expect(await told(trigger)).toEqual([wanted]);
		}
		const shown = sandbox().leads()[0];
		sandbox().removeLead(ann.id);
		expect(await told(trigger)).toEqual([]);
		sandbox().addLead({ ...shown, name: 'Ann' });
		expect(await told(trigger)).toEqual([]);
	});

	describe('a lead with a date in the future', () => {
		it.each(['2099-01-01T00:00:00.000Z', '+275760-09-13T00:00:00.000Z'])(
			'%s keeps no later lead back',
			async (date) => {
				const trigger = await begin({}, true);
				const logged = logLines.length;
				add('Ann', { createdAt: date, updatedAt: date });
				expect(await told(trigger)).toEqual(['Ann created']);
				for (const name of ['Bob', 'Cy', 'Dora']) {
					pass(11 * MINUTE);
					add(name);
					expect(await told(trigger)).toEqual([`${name} created`]);
					expect(await told(trigger)).toEqual([]);
				}
				expect(logLines.slice(logged).filter((line) => line.includes(AHEAD))).toHaveLength(1);
			},
		);

		it('is not told by the first poll, nor when its time has come', async () => {
			add('Ann', at(2 * HOUR));
			const trigger = await begin();
			for (let hour = 0; hour < 4; hour += 1) {
				pass(HOUR);
				expect(await told(trigger)).toEqual([]);
			}
		});

		it('is told again when it is changed, as often as that', async () => {
			const ann = add('Ann', { createdAt: '2099-01-01T00:00:00.000Z', updatedAt: '2099-01-01T00:00:00.000Z' });
			const trigger = await begin({ event: 'leadUpdated' });
			for (let day = 0; day < 3; day += 1) {
				pass(24 * HOUR);
				change(ann.id);
				expect(await told(trigger)).toEqual(['Ann updated']);
			}
		});

		it('is no news when its date is corrected', async () => {
			const ann = add('Ann', at(HOUR));
			const trigger = await begin();
			pass();
			change(ann.id, { createdAt: iso(0) });
			expect(await told(trigger)).toEqual([]);
		});

		it('costs the others nothing while there are few; hundreds of them end the poll with a sentence', async () => {
			addMany(90, now() + HOUR);
			const trigger = await begin();
			expect(await costOf(trigger)).toBe(1);
			addMany(300, now() + HOUR, 'More');
			await expect(trigger.poll()).rejects.toMatchObject({
				message: expect.stringContaining('More than 300 leads in PollyBot have a time in the future') as string,
			});
		});

		it('is forgotten when hundreds of them are gone', async () => {
			const trigger = await begin();
			for (const name of ['First', 'Second', 'Third']) {
				addMany(200, now() + HOUR, name);
				expect(await told(trigger)).toHaveLength(200);
				for (const { id } of sandbox().leads()) sandbox().removeLead(id);
			}
			await trigger.poll();
			const { known } = trigger.stored() as { known: unknown[] };
			expect(known.length).toBeLessThanOrEqual(300);
		});

		it('is in the log with the latest of the dates', async () => {
			const trigger = await begin();
			const logged = logLines.length;
			const latest = iso(3 * HOUR);
			add('Ann', at(2 * HOUR));
			add('Bob', at(3 * HOUR));
			await trigger.poll();
			expect(logLines.slice(logged).join()).toContain(`the latest at ${latest}`);
		});
	});

	describe.each([
		['an hour ahead', HOUR],
		['an hour behind', -HOUR],
		['years behind', -10 * 365 * 24 * HOUR],
	])('a Date header that is %s', (_, skew) => {
		it.each(['leadCreated', 'leadCreatedOrUpdated'])('costs no lead of %s, at equal times either', async (event) => {
			say(new Date(now() + skew).toUTCString());
			add('Old');
			await tellsEach(await begin({ event }));
		});
	});

	it.each(['', 'yesterday'])('a Date header %j leaves this machine and the leads to tell the time', async (date) => {
		say(date);
		add('Old');
		await tellsEach(await begin());
	});

	async function tellsEach(trigger: ActivePolling): Promise<void> {
		add('Ann');
		expect(await told(trigger)).toEqual(['Ann created']);
		add('Bob');
		expect(await told(trigger)).toEqual(['Bob created']);
		for (const name of ['Cy', 'Dora']) {
			pass(20 * MINUTE);
			add(name);
			expect(await told(trigger)).toEqual([`${name} created`]);
			expect(await told(trigger)).toEqual([]);
		}
	}
});

import fc from 'fast-check';
import { eventOf, EVENTS, type EventName } from '~/nodes/PollyBot/polling/events';
import { Newcomers } from '~/nodes/PollyBot/polling/newcomers';
import { readNewcomers } from '~/nodes/PollyBot/polling/readNewcomers';
import { SPAN, type Seen } from '~/nodes/PollyBot/polling/seen';
import { propertyRuns } from '~/test/propertyRuns';
import { crowded, happenings, VirtualService, type Happening } from './virtualService';

interface Told {
	readonly id: string;
	readonly event: 'created' | 'updated';
	readonly updatedAt: number;
}

/** A trigger that remembers what it is told to, and has lost nothing when a poll fails. */
class VirtualTrigger {
	readonly told: Told[] = [];
	private seen: Seen | undefined;

	constructor(
		private readonly service: VirtualService,
		private readonly wanted: EventName,
	) {}

	/** @returns how many requests it took; undefined if it failed */
	async poll(between: ReadonlyArray<readonly Happening[]> = [], failsAt?: number): Promise<number | undefined> {
		const time = EVENTS[this.wanted];
		const newcomers = new Newcomers(time, this.seen, () => this.service.date);
		let pages = 0;
		const readPage = async ({ page }: { page: number }) => {
			if (pages > 0) this.service.play(between[pages - 1] ?? []);
			pages += 1;
			return await Promise.resolve(pages === failsAt ? { refusal: 'failed' } : this.service.page(time, page));
		};
		const refused = await readNewcomers(newcomers, readPage, (leads) => leads);
		if (refused !== undefined) return undefined;
		expect(newcomers.disorder).toBeUndefined();
		const moments = newcomers.leads.map((lead) => Date.parse(String(lead[time])));
		expect(moments).toEqual([...moments].sort((a, b) => a - b));
		for (const lead of newcomers.leads) {
			const event = eventOf(lead, this.wanted, newcomers.isCreated(lead));
			const updatedAt = Date.parse(String(lead.updatedAt));
			if (event) this.told.push({ id: String(lead.id), event, updatedAt });
		}
		// As n8n keeps it: in JSON.
		this.seen = JSON.parse(JSON.stringify(newcomers.next())) as Seen;
		return pages;
	}
}

function planOf(what: fc.Arbitrary<Happening[]>, pageSize: fc.Arbitrary<number>, skew: fc.Arbitrary<number>) {
	/** A poll, what happens before each of its pages, and the page at which it fails, if at any. */
	const poll = fc.record({
		before: what,
		between: fc.array(what, { maxLength: 4 }),
		failsAt: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 3 }),
	});
	return fc.record({
		start: fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) }),
		skew,
		pageSize,
		first: what,
		polls: fc.array(poll, { minLength: 1, maxLength: 5 }),
	});
}

type Plan = ReturnType<typeof planOf> extends fc.Arbitrary<infer Value> ? Value : never;

const WAIT: readonly Happening[] = [['wait', SPAN, 0]];

async function perform(wanted: EventName, { start, skew, pageSize, first, polls }: Plan) {
	const service = new VirtualService(start, pageSize, skew);
	const trigger = new VirtualTrigger(service, wanted);
	service.play(first);
	await trigger.poll();
	const known = service.visible();
	for (const { before, between, failsAt } of polls) {
		service.play(before);
		await trigger.poll(between, failsAt);
	}
	await trigger.poll();
	service.play(WAIT);
	await trigger.poll();
	return { leads: service.visible(), told: trigger.told, known: new Map(known.map((lead) => [lead.id, lead])) };
}

const HISTORIES = [
	{
		histories: 'any histories',
		plan: planOf(happenings, fc.integer({ min: 1, max: 12 }), fc.constant(0)),
		runs: { numRuns: propertyRuns(300) },
	},
	{
		histories: 'many leads of one moment',
		plan: planOf(crowded, fc.constant(100), fc.constant(0)),
		runs: { numRuns: propertyRuns(30) },
	},
];

describe.each(HISTORIES)('whatever happens before, between and during polls, in $histories', ({ plan, runs }) => {
	it('leadCreated tells every new lead exactly once', async () => {
		await fc.assert(
			fc.asyncProperty(plan, async (given) => {
				const { leads, told, known } = await perform('leadCreated', given);
				const ids = told.map(({ id }) => id);
				expect(new Set(ids).size).toBe(ids.length);
				expect(ids.filter((id) => known.has(id))).toEqual([]);
				const missing = leads.filter(({ id }) => !known.has(id) && !ids.includes(id));
				expect(missing).toEqual([]);
			}),
			runs,
		);
	});

	it('leadCreatedOrUpdated tells every new lead once as created, and the latest change of each lead once', async () => {
		await fc.assert(
			fc.asyncProperty(plan, async (given) => {
				const { leads, told, known } = await perform('leadCreatedOrUpdated', given);
				const versions = new Set(told.map(({ id, updatedAt }) => `${id} ${updatedAt}`));
				expect(versions.size).toBe(told.length);
				const wrong = leads.filter(({ id, createdAt, updatedAt, changedLate }) => {
					const events = told.filter((one) => one.id === id).map(({ event }) => event);
					const isNews = known.get(id)?.updatedAt !== updatedAt;
					if (versions.has(`${id} ${updatedAt}`) !== isNews) return true;
					// Changed before the date of its creation, or late during a poll: it may pass for one that was there.
					if (createdAt > updatedAt || changedLate) return false;
					const created = events.filter((event) => event === 'created').length;
					return created !== (known.has(id) ? 0 : 1) || (created === 1 && events[0] !== 'created');
				});
				expect(wrong).toEqual([]);
			}),
			runs,
		);
	});

	it('leadUpdated tells the latest change of each lead once, and no mere creation', async () => {
		await fc.assert(
			fc.asyncProperty(plan, async (given) => {
				const { leads, told, known } = await perform('leadUpdated', given);
				const versions = new Set(told.map(({ id, updatedAt }) => `${id} ${updatedAt}`));
				expect(versions.size).toBe(told.length);
				const wrong = leads.filter(({ id, createdAt, updatedAt }) => {
					const isTold = versions.has(`${id} ${updatedAt}`);
					const before = known.get(id)?.updatedAt;
					if (updatedAt === createdAt || before === updatedAt) return isTold;
					return Math.abs(updatedAt - createdAt) > 1000 && !isTold;
				});
				expect(wrong).toEqual([]);
			}),
			runs,
		);
	});
});

describe('a poll without news', () => {
	it.each(['leadCreated', 'leadUpdated'] as const)(
		'costs one request, and one for each 100 leads of the 10 minutes (%s)',
		async (wanted) => {
			const plan = planOf(crowded, fc.constant(100), fc.constant(0));
			const property = fc.asyncProperty(plan, async ({ start, pageSize, first, polls }) => {
				const service = new VirtualService(start, pageSize, 0);
				const trigger = new VirtualTrigger(service, wanted);
				service.play(first);
				await trigger.poll();
				for (const { before } of polls) {
					const known = JSON.stringify(service.visible());
					const lastPoll = service.date;
					service.play(before.filter(([kind]) => kind === 'wait'));
					if (JSON.stringify(service.visible()) === known) {
						// The number of leads, which would tell of a late one, does not tell of a late change.
						const since = (wanted === 'leadCreated' ? service.date : lastPoll) - SPAN;
						const recent = service.visible().filter((lead) => lead[EVENTS[wanted]] > since);
						expect(await trigger.poll()).toBeLessThanOrEqual(1 + Math.floor(recent.length / pageSize));
					}
					service.play(before);
					await trigger.poll();
				}
			});
			await fc.assert(property, { numRuns: propertyRuns(30) });
		},
	);
});

describe("a Date header that is hours away from the service's own times", () => {
	it('costs no lead, and tells none twice', async () => {
		const hours = fc.integer({ min: -5, max: 5 }).map((count) => count * 60 * 60_000);
		const inTime = happenings.map((all) => all.filter(([kind]) => !/Late|Ahead/.test(kind)));
		await fc.assert(
			fc.asyncProperty(planOf(inTime, fc.constant(100), hours), async (given) => {
				const { leads, told, known } = await perform('leadCreated', given);
				const expected = leads.filter(({ id }) => !known.has(id)).map(({ id }) => id);
				expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
				expect(told.map(({ id }) => id)).toEqual(expect.arrayContaining(expected));
			}),
			{ numRuns: propertyRuns(200) },
		);
	});
});

import fc from 'fast-check';
import { eventOf, EVENTS, type EventName } from '~/nodes/PollyBot/polling/events';
import { News } from '~/nodes/PollyBot/polling/news';
import { NewsReader } from '~/nodes/PollyBot/polling/readNews';
import { SPAN, type Seen } from '~/nodes/PollyBot/polling/seen';
import type { PageRequest } from '~/nodes/PollyBot/pollybot/pages';
import { propertyRuns } from '~/test/propertyRuns';
import { backlogs, crowded, happenings, VirtualService, type Happening } from './virtualService';

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

	/** Loses what was remembered, and is told where to start. */
	forget(startFrom: number): void {
		this.seen = { from: startFrom, known: [] };
	}

	/** @returns how many requests it took; undefined if it failed */
	async poll(
		between: ReadonlyArray<readonly Happening[]> = [],
		failsAt?: number,
		budget = Infinity,
	): Promise<number | undefined> {
		const time = EVENTS[this.wanted];
		const news = new News(time, this.seen, () => this.service.date);
		let pages = 0;
		const read = async ({ page, limit }: PageRequest) => {
			if (pages > 0) this.service.play(between[pages - 1] ?? []);
			pages += 1;
			return await Promise.resolve(pages === failsAt ? { refusal: 'failed' } : this.service.page(time, page, limit));
		};
		const timeLeft = () => (pages >= budget ? 0 : 1 - pages / budget);
		const readUntil = async (request: PageRequest) => (pages >= budget ? { refusal: 'late' } : await read(request));
		const reader = new NewsReader(news, { read: readUntil, match: (leads) => leads, timeLeft });
		const stop = await reader.readAll();
		if (stop !== undefined && !news.hasBegun) return undefined;
		expect(news.disorder).toBeUndefined();
		const moments = news.leads.map((lead) => Date.parse(String(lead[time])));
		expect(moments).toEqual([...moments].sort((a, b) => a - b));
		for (const lead of news.leads) {
			const event = eventOf(lead, this.wanted, news.isCreated(lead));
			const updatedAt = Date.parse(String(lead.updatedAt));
			if (event) this.told.push({ id: String(lead.id), event, updatedAt });
		}
		// As n8n keeps it: in JSON.
		this.seen = JSON.parse(JSON.stringify(news.next())) as Seen;
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

const MINUTE = 60_000;
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

/** A lead that is dated ahead, changed before that date, and changed once more after it. */
const CHANGED_BEFORE_AND_AFTER_ITS_DATE: Plan = {
	start: Date.UTC(1990, 0),
	skew: 0,
	pageSize: 1,
	first: [],
	polls: [
		{ before: [['createAhead', 1, 11 * MINUTE]], between: [], failsAt: undefined },
		{ before: [['change', 0, 0]], between: [], failsAt: undefined },
		{
			before: [
				['wait', 11 * MINUTE, 0],
				['change', 0, 0],
			],
			between: [],
			failsAt: undefined,
		},
	],
};

const HISTORIES = [
	{
		histories: 'any histories',
		plan: planOf(happenings, fc.integer({ min: 1, max: 12 }), fc.constant(0)),
		runs: { numRuns: propertyRuns(300), examples: [[CHANGED_BEFORE_AND_AFTER_ITS_DATE]] as Array<[Plan]> },
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
				const wrong = leads.filter(({ id, updatedAt, changedLate, changedBeforeCreation }) => {
					const events = told.filter((one) => one.id === id).map(({ event }) => event);
					const isNews = known.get(id)?.updatedAt !== updatedAt;
					if (versions.has(`${id} ${updatedAt}`) !== isNews) return true;
					// Changed before the date of its creation, or late during a poll: it may pass for one that was there.
					if (changedBeforeCreation || changedLate) return false;
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

describe('polls that end early, for their time or for the rate limit', () => {
	const budgets = fc.array(fc.option(fc.integer({ min: 6, max: 60 }), { nil: Infinity, freq: 4 }), {
		minLength: 20,
		maxLength: 40,
	});
	const cases = fc.record({
		plan: planOf(backlogs, fc.constantFrom(2, 3, 7), fc.constant(0)),
		budgets,
		/** After which poll n8n loses what was remembered, as it does when the node is renamed. */
		lostAfter: fc.option(fc.nat(4), { nil: undefined }),
	});

	it.each(['leadCreated', 'leadCreatedOrUpdated'] as const)(
		'tell each lead once in the end, and at least once after a rename with a Start From (%s)',
		async (wanted) => {
			const property = fc.asyncProperty(cases, async ({ plan, budgets, lostAfter }) => {
				const service = new VirtualService(plan.start, plan.pageSize, 0);
				const trigger = new VirtualTrigger(service, wanted);
				service.play(plan.first);
				await trigger.poll();
				const known = new Map(service.visible().map((lead) => [lead.id, lead.updatedAt]));
				for (const [index, { before, between, failsAt }] of plan.polls.entries()) {
					service.play(before);
					await trigger.poll(between, failsAt, budgets[index]);
					if (index === lostAfter) trigger.forget(plan.start);
				}
				for (const budget of budgets) await trigger.poll([], undefined, budget);
				service.play(WAIT);
				for (let left = 3; left > 0; left -= 1) await trigger.poll();
				const versions = trigger.told.map(({ id, updatedAt }) =>
					wanted === 'leadCreated' ? id : `${id} ${updatedAt}`,
				);
				if (lostAfter === undefined) expect(new Set(versions).size).toBe(versions.length);
				const missing = service.visible().filter(({ id, updatedAt }) => {
					const isNews = wanted === 'leadCreated' ? !known.has(id) : known.get(id) !== updatedAt;
					return isNews && !versions.includes(wanted === 'leadCreated' ? id : `${id} ${updatedAt}`);
				});
				expect(missing).toEqual([]);
			});
			await fc.assert(property, { numRuns: propertyRuns(100) });
		},
	);
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

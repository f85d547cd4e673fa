import fc from 'fast-check';
import { EVENTS, type EventName } from '~/nodes/PollyBot/polling/pollingParameters';
import { eventOf } from '~/nodes/PollyBot/polling/question';
import { News } from '~/nodes/PollyBot/polling/news';
import { NewsReader } from '~/nodes/PollyBot/polling/readNews';
import { CROWD, SPAN, type Seen } from '~/nodes/PollyBot/polling/seen';
import { fail, ok } from '~/nodes/PollyBot/result';
import { propertyRuns } from '~/test/propertyRuns';
import { backlogs, crowded, happenings, VirtualService, type Happening, type ShownLead } from './virtualService';

interface Told {
	readonly id: string;
	readonly event: 'created' | 'updated';
	readonly updatedAt: number;
}

/** A poll: what happens before each page after the first, and where it ends early. */
interface Poll {
	readonly between?: ReadonlyArray<readonly Happening[]>;
	/** The page that cannot be read, for a failure or for the rate limit. */
	readonly failsAt?: number;
	/** How many pages there is time for. */
	readonly budget?: number;
}

/** A trigger that remembers what it is told to, and has lost nothing when a poll fails. */
class VirtualTrigger {
	readonly told: Told[] = [];
	/** Whether a backlog was told in parts: what is changed meanwhile comes as updated. */
	toldInParts = false;
	private seen: Seen | undefined;

	constructor(
		private readonly service: VirtualService,
		private readonly wanted: EventName,
	) {}

	/** Loses what was remembered, and is told where to start. */
	forget(startFrom: number): void {
		this.seen = { from: startFrom, known: [], toldUntil: startFrom };
	}

	/** @returns how many requests it took; undefined if it failed */
	async poll({ between = [], failsAt, budget = Infinity }: Poll = {}): Promise<number | undefined> {
		const time = EVENTS[this.wanted].time;
		const news = new News(time, this.seen, () => this.service.date);
		let pages = 0;
		const reader = new NewsReader(news, {
			read: async ({ page, limit }) => {
				if (pages >= budget) return fail('slow');
				if (pages > 0) this.service.play(between[pages - 1] ?? []);
				pages += 1;
				return await Promise.resolve(pages === failsAt ? fail('limited') : ok(this.service.page(time, page, limit)));
			},
			match: (leads) => leads,
			timeLeft: () => (pages >= budget ? 0 : 1 - pages / budget),
		});
		const refusal = await reader.readAll();
		expect(news.disorder).toBeUndefined();
		if (refusal !== undefined && !news.hasBegun) return undefined;
		const moments = news.leads.map((lead) => Date.parse(String(lead[time])));
		expect(moments).toEqual([...moments].sort((a, b) => a - b));
		for (const lead of news.leads) {
			const event = eventOf(lead, this.wanted, news.isCreated(lead));
			const updatedAt = Date.parse(String(lead.updatedAt));
			if (event) this.told.push({ id: String(lead.id), event, updatedAt });
		}
		// As n8n keeps it: in JSON.
		this.seen = JSON.parse(JSON.stringify(news.next(refusal === undefined))) as Seen;
		this.toldInParts ||= this.seen.toldUntil === this.seen.from;
		return pages;
	}
}

const pageOfEnd = fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 3 });
/** So many pages are enough for the next part of any backlog. */
const budget = fc.option(fc.integer({ min: 6, max: 60 }), { nil: undefined, freq: 4 });

interface Kind {
	readonly what: fc.Arbitrary<Happening[]>;
	readonly pageSize: fc.Arbitrary<number>;
	readonly begin?: fc.Arbitrary<Poll>;
	readonly skew?: fc.Arbitrary<number>;
}

function planOf({ what, pageSize, begin = fc.record({ failsAt: pageOfEnd }), skew = fc.constant(0) }: Kind) {
	const ends = { failsAt: pageOfEnd, budget };
	const poll: fc.Arbitrary<Poll & { readonly before: readonly Happening[] }> = fc.record({
		...ends,
		before: what,
		between: fc.array(what, { maxLength: 4 }),
	});
	return fc.record({
		start: fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) }),
		skew,
		pageSize,
		first: what,
		/** The first polls: until one does not fail. */
		begin: fc.array(begin, { maxLength: 2 }),
		polls: fc.array(poll, { minLength: 1, maxLength: 5 }),
		/** The polls after that, in which nothing happens. */
		rest: fc.array(budget, { maxLength: 20 }),
		/** After which poll n8n loses what was remembered, as it does when the node is renamed. */
		lostAfter: fc.option(fc.nat(4), { nil: undefined, freq: 2 }),
	});
}

type Plan = ReturnType<typeof planOf> extends fc.Arbitrary<infer Value> ? Value : never;

const MINUTE = 60_000;
const WAIT: readonly Happening[] = [['wait', SPAN, 0]];

async function perform(wanted: EventName, { start, skew, pageSize, first, begin, polls, rest, lostAfter }: Plan) {
	const service = new VirtualService(start, pageSize, skew);
	const trigger = new VirtualTrigger(service, wanted);
	service.play(first);
	for (const poll of [...begin, {}]) if ((await trigger.poll(poll)) !== undefined) break;
	const known = new Map(service.visible().map((lead) => [lead.id, lead]));
	for (const [index, { before, ...poll }] of polls.entries()) {
		service.play(before);
		await trigger.poll(poll);
		if (index === lostAfter) trigger.forget(start - MINUTE);
	}
	for (const budget of rest) await trigger.poll({ budget });
	// Leads of the last 10 minutes are read again by each poll, so a long backlog takes as long.
	for (let left = 6; left > 0; left -= 1) {
		await trigger.poll();
		service.play(WAIT);
	}
	await trigger.poll();
	const isLost = lostAfter !== undefined && lostAfter < polls.length;
	return { leads: service.visible(), told: trigger.told, known, isLost, toldInParts: trigger.toldInParts };
}

type History = Awaited<ReturnType<typeof perform>>;

/** What is told once: a lead, or each change of one. */
const versionOf = ({ id, updatedAt }: { id: string; updatedAt: number }) => `${id} ${updatedAt}`;

function expectOnce(versions: string[], known: ReadonlySet<string>, { isLost }: History): void {
	if (isLost) return;
	expect(new Set(versions).size).toBe(versions.length);
	expect(versions.filter((version) => known.has(version))).toEqual([]);
}

const PROMISES: Readonly<Record<EventName, { promise: string; check: (history: History) => void }>> = {
	leadCreated: {
		promise: 'tells every new lead exactly once',
		check: (history) => {
			const { leads, told, known } = history;
			const ids = told.map(({ id }) => id);
			expectOnce(ids, new Set(known.keys()), history);
			const missing = leads.filter(({ id }) => !known.has(id) && !ids.includes(id));
			expect(missing).toEqual([]);
		},
	},
	leadCreatedOrUpdated: {
		promise: 'tells every new lead once as created, and the latest change of each lead once',
		check: (history) => {
			const { leads, told, known, isLost, toldInParts } = history;
			expectOnce(told.map(versionOf), new Set([...known.values()].map(versionOf)), history);
			const versions = new Set(told.map(versionOf));
			const missing = leads.filter(
				(lead) => known.get(lead.id)?.updatedAt !== lead.updatedAt && !versions.has(versionOf(lead)),
			);
			expect(missing).toEqual([]);
			if (isLost || toldInParts) return;
			// Changed before the date of its creation, or late during a poll: it may pass for one that was there.
			const clear = leads.filter(({ changedBeforeCreation, changedLate }) => !changedBeforeCreation && !changedLate);
			const wrong = clear.filter(({ id }) => {
				const events = told.filter((one) => one.id === id).map(({ event }) => event);
				const isNew = !known.has(id);
				return isNew !== (events[0] === 'created') || events.lastIndexOf('created') > 0;
			});
			expect(wrong).toEqual([]);
		},
	},
	leadUpdated: {
		promise: 'tells the latest change of each lead once, and no mere creation',
		check: (history) => {
			const { leads, told, known, isLost } = history;
			expectOnce(told.map(versionOf), new Set([...known.values()].map(versionOf)), history);
			const versions = new Set(told.map(versionOf));
			const isMissing = (lead: ShownLead) =>
				lead.updatedAt - lead.createdAt > 1000 &&
				known.get(lead.id)?.updatedAt !== lead.updatedAt &&
				!versions.has(versionOf(lead));
			expect(leads.filter(isMissing)).toEqual([]);
			if (isLost) return;
			expect(leads.filter((lead) => lead.updatedAt === lead.createdAt && versions.has(versionOf(lead)))).toEqual([]);
		},
	},
};

const MOMENT: Omit<Plan, 'polls'> = {
	start: Date.UTC(1990, 0),
	skew: 0,
	pageSize: 1,
	first: [],
	begin: [],
	rest: [],
	lostAfter: undefined,
};

const ONE_AN_HOUR: readonly Happening[] = [
	['create', 1, 0],
	['wait', 60 * MINUTE, 0],
];

/** What went wrong once. */
const EXAMPLES: ReadonlyArray<readonly [history: string, plan: Plan]> = [
	[
		'a lead that is dated ahead, changed before that date, and changed once more after it',
		{
			...MOMENT,
			polls: [
				{ before: [['createAhead', 1, 11 * MINUTE]] },
				{ before: [['change', 0, 0]] },
				{
					before: [
						['wait', 11 * MINUTE, 0],
						['change', 0, 0],
					],
				},
			],
		},
	],
	[
		'leads that come and go while each page brings a known one',
		{
			...MOMENT,
			polls: [
				{ before: [['create', 1, 0]] },
				{
					before: [['create', 2, 0]],
					between: [
						[],
						[['create', 2, 0]],
						[['delete', 4, 0]],
						[
							['createLate', 1, 1],
							['delete', 4, 0],
						],
					],
				},
			],
		},
	],
	[
		'a new lead that is changed during a poll that cannot look once more',
		{
			...MOMENT,
			pageSize: 2,
			first: [
				['createLate', 1, 1],
				['create', 1, 0],
			],
			polls: [
				{ before: [['wait', 60 * MINUTE, 0]], failsAt: 1 },
				{ before: [['createAhead', 1, 11 * MINUTE]], between: [[['change', 0, 0]]], failsAt: 3 },
			],
		},
	],
	[
		'a lead that becomes visible late among a hundred known ones of its moment, with a backlog that a poll tells in parts',
		{
			...MOMENT,
			pageSize: 100,
			first: [['createLate', 90, 1]],
			polls: [
				{
					before: [['create', 101, 0]],
					between: [
						[
							['create', 100, 0],
							['createLate', 1, 1],
							['create', 198, 0],
						],
						[
							['create', 3, 0],
							['create', 2, 0],
						],
					],
				},
				{
					before: [
						['create', 104, 0],
						['wait', 11 * MINUTE, 0],
					],
					failsAt: 1,
				},
				{ before: [], budget: 8, between: [[['createAhead', 2, 11 * MINUTE]]] },
				{ before: [] },
			],
		},
	],
	[
		'a lead that is deleted between two pages, which moves another one to a page that was read',
		{
			...MOMENT,
			pageSize: 2,
			polls: [
				{
					before: [...ONE_AN_HOUR, ...ONE_AN_HOUR, ...ONE_AN_HOUR, ...ONE_AN_HOUR],
					between: [[['delete', 3, 0]]],
				},
			],
		},
	],
	[
		'a first poll that has no time for a page',
		{ ...MOMENT, begin: [{ budget: 0 }], polls: [{ before: [['create', 1, 0]] }] },
	],
];

const HISTORIES = [
	{ histories: 'any histories', what: happenings, pageSize: fc.integer({ min: 1, max: 12 }), runs: 300 },
	{ histories: 'many leads of one moment', what: crowded, pageSize: fc.constant(100), runs: 30 },
	{
		histories: 'backlogs',
		what: backlogs,
		pageSize: fc.constantFrom(2, 3, 7),
		begin: fc.record({ budget: fc.nat(4) }),
		runs: 50,
	},
];

const EVENT_NAMES = Object.keys(PROMISES) as EventName[];

describe.each(HISTORIES)(
	'whatever happens before, between and during polls that may end early, in $histories',
	({ runs, ...kind }) => {
		it.each(EVENT_NAMES.map((event) => ({ event, ...PROMISES[event] })))(
			'$event $promise',
			async ({ event, check }) => {
				const property = fc.asyncProperty(planOf(kind), async (plan) => {
					check(await perform(event, plan));
				});
				await fc.assert(property, { numRuns: propertyRuns(runs) });
			},
		);
	},
);

describe.each(EXAMPLES)('in %s', (_, plan) => {
	it.each(EVENT_NAMES)('%s keeps its promise', async (event) => {
		PROMISES[event].check(await perform(event, plan));
	});
});

describe('a backlog that begins with Start From', () => {
	it('goes on with every poll that has time for 18 pages, whatever its length', async () => {
		const backlog = fc.record({ length: fc.integer({ min: 1, max: 400 }), budget: fc.integer({ min: 18, max: 200 }) });
		const property = fc.asyncProperty(backlog, async ({ length, budget }) => {
			const service = new VirtualService(Date.UTC(1990, 0), 2, 0);
			const trigger = new VirtualTrigger(service, 'leadCreated');
			const lead: readonly Happening[] = [
				['create', 1, 0],
				['wait', MINUTE, 0],
			];
			service.play(Array.from({ length }, () => lead).flat());
			service.play(WAIT);
			trigger.forget(0);
			while (trigger.told.length < length) {
				const before = trigger.told.length;
				expect(await trigger.poll({ budget })).toBeLessThanOrEqual(120);
				expect(trigger.told.length).toBeGreaterThan(before);
			}
			const ids = Array.from({ length }, (_, index) => `lead_${index + 1}`);
			expect(trigger.told.map(({ id }) => id)).toEqual(ids);
		});
		await fc.assert(property, { numRuns: propertyRuns(50) });
	});
});

describe('a poll without news', () => {
	it.each(['leadCreated', 'leadUpdated'] as const)(
		'costs one request, and one for each 100 leads of the 10 minutes (%s)',
		async (wanted) => {
			const property = fc.asyncProperty(
				planOf({ what: crowded, pageSize: fc.constantFrom(10, 100) }),
				async ({ start, pageSize, first, polls }) => {
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
							const recent = service.visible().filter((lead) => lead[EVENTS[wanted].time] > since);
							// Those of one moment are kept, if they fit into a page of 100.
							const kept = Math.max(recent.length, CROWD - 1);
							expect(await trigger.poll()).toBeLessThanOrEqual(1 + Math.floor(kept / pageSize));
						}
						service.play(before);
						await trigger.poll();
					}
				},
			);
			await fc.assert(property, { numRuns: propertyRuns(30) });
		},
	);
});

describe("a Date header that is hours away from the service's own times", () => {
	it('costs no lead, and tells none twice', async () => {
		const hours = fc.integer({ min: -5, max: 5 }).map((count) => count * 60 * MINUTE);
		const inTime = happenings.map((all) => all.filter(([kind]) => !/Late|Ahead/.test(kind)));
		const property = fc.asyncProperty(
			planOf({ what: inTime, pageSize: fc.constant(100), skew: hours }),
			async (plan) => {
				PROMISES.leadCreated.check(await perform('leadCreated', plan));
			},
		);
		await fc.assert(property, { numRuns: propertyRuns(200) });
	});
});

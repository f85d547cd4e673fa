import fc from 'fast-check';
import { eventOf, EVENTS, type EventName } from '~/nodes/PollyBot/polling/events';
import { Newcomers, type Seen } from '~/nodes/PollyBot/polling/newcomers';
import { readNewcomers } from '~/nodes/PollyBot/polling/readNewcomers';
import { propertyRuns } from '~/test/propertyRuns';

/** What may happen to the service, before a poll or between two pages of it. */
type Happening = readonly ['create' | 'change' | 'delete' | 'wait', number];

const happening: fc.Arbitrary<Happening> = fc.oneof(
	{ weight: 4, arbitrary: fc.tuple(fc.constant('create' as const), fc.integer({ min: 1, max: 12 })) },
	{ weight: 3, arbitrary: fc.tuple(fc.constant('change' as const), fc.nat(1000)) },
	{ weight: 2, arbitrary: fc.tuple(fc.constant('delete' as const), fc.nat(1000)) },
	{ weight: 2, arbitrary: fc.tuple(fc.constant('wait' as const), fc.constantFrom(1, 2, 999, 1001, 60_000)) },
);
const happenings = fc.array(happening, { maxLength: 6 });

/** A poll, what happens before each of its pages, and the page at which it fails, if at any. */
const pollPlan = fc.record({
	before: happenings,
	between: fc.array(happenings, { maxLength: 6 }),
	failsAt: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 3 }),
});

interface StoredLead {
	readonly id: string;
	readonly createdAt: number;
	updatedAt: number;
}

/** A service with any clock and any page size. */
class VirtualService {
	readonly leads: StoredLead[] = [];
	private number = 0;

	constructor(
		private now: number,
		private readonly pageSize: number,
	) {}

	play(all: readonly Happening[]): void {
		for (const [what, amount] of all) {
			const lead = this.leads[amount % Math.max(1, this.leads.length)];
			if (what === 'wait') this.now += amount;
			if (what === 'create') for (let count = 0; count < amount; count += 1) this.create();
			if (what === 'change' && lead) this.change(lead);
			if (what === 'delete' && lead) this.leads.splice(this.leads.indexOf(lead), 1);
		}
	}

	page(time: 'createdAt' | 'updatedAt', number: number) {
		const sorted = [...this.leads].reverse().sort((a, b) => b[time] - a[time]);
		const end = number * this.pageSize;
		const leads = sorted.slice(end - this.pageSize, end).map(({ id, createdAt, updatedAt }) => ({
			id,
			createdAt: new Date(createdAt).toISOString(),
			updatedAt: new Date(updatedAt).toISOString(),
		}));
		return { leads, hasNext: end < sorted.length, total: sorted.length };
	}

	private create(): void {
		this.number += 1;
		this.leads.push({ id: `lead_${this.number}`, createdAt: this.now, updatedAt: this.now });
	}

	/** Two changes of a lead within a millisecond look like one. */
	private change(lead: StoredLead): void {
		if (lead.updatedAt === this.now) this.now += 1;
		lead.updatedAt = this.now;
	}
}

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

	async poll(between: ReadonlyArray<readonly Happening[]> = [], failsAt?: number): Promise<void> {
		const time = EVENTS[this.wanted];
		const newcomers = new Newcomers(time, this.seen);
		let pages = 0;
		const readPage = async ({ page }: { page: number }) => {
			if (pages > 0) this.service.play(between[pages - 1] ?? []);
			pages += 1;
			return await Promise.resolve(pages === failsAt ? { refusal: 'failed' } : this.service.page(time, page));
		};
		const refused = await readNewcomers(newcomers, readPage, (leads) => leads);
		if (refused !== undefined) return;
		expect(newcomers.disorder).toBeUndefined();
		const moments = newcomers.leads.map((lead) => Date.parse(String(lead[time])));
		expect(moments).toEqual([...moments].sort((a, b) => a - b));
		for (const lead of newcomers.leads) {
			const event = this.seen && eventOf(lead, this.wanted, this.seen);
			const updatedAt = Date.parse(String(lead.updatedAt));
			if (event) this.told.push({ id: String(lead.id), event, updatedAt });
		}
		// As n8n keeps it: in JSON.
		this.seen = JSON.parse(JSON.stringify(newcomers.next())) as Seen;
	}
}

const start = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) });
const plan = fc.record({
	start,
	pageSize: fc.integer({ min: 1, max: 12 }),
	first: happenings,
	polls: fc.array(pollPlan, { minLength: 1, maxLength: 6 }),
});

type Plan = typeof plan extends fc.Arbitrary<infer Value> ? Value : never;

async function perform(wanted: EventName, { start, pageSize, first, polls }: Plan) {
	const service = new VirtualService(start, pageSize);
	const trigger = new VirtualTrigger(service, wanted);
	service.play(first);
	await trigger.poll();
	const known = service.leads.map((lead) => ({ ...lead }));
	for (const { before, between, failsAt } of polls) {
		service.play(before);
		await trigger.poll(between, failsAt);
	}
	await trigger.poll();
	return { leads: service.leads, told: trigger.told, known: new Map(known.map((lead) => [lead.id, lead])) };
}

const RUNS = { numRuns: propertyRuns(1000) };

describe('whatever happens before, between and during polls', () => {
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
			RUNS,
		);
	});

	it('leadCreatedOrUpdated tells every new lead once as created, and the latest change of each lead once', async () => {
		await fc.assert(
			fc.asyncProperty(plan, async (given) => {
				const { leads, told, known } = await perform('leadCreatedOrUpdated', given);
				const versions = told.map(({ id, updatedAt }) => `${id} ${updatedAt}`);
				expect(new Set(versions).size).toBe(versions.length);
				const wrong = leads.filter(({ id, updatedAt }) => {
					const events = told.filter((one) => one.id === id).map(({ event }) => event);
					const isNews = known.get(id)?.updatedAt !== updatedAt;
					const created = events.filter((event) => event === 'created').length;
					const isToldRight = versions.includes(`${id} ${updatedAt}`) === isNews;
					return !isToldRight || created !== (known.has(id) ? 0 : 1) || (created === 1 && events[0] !== 'created');
				});
				expect(wrong).toEqual([]);
			}),
			RUNS,
		);
	});

	it('leadUpdated tells the latest change of each lead once, and no mere creation', async () => {
		await fc.assert(
			fc.asyncProperty(plan, async (given) => {
				const { leads, told, known } = await perform('leadUpdated', given);
				const versions = told.map(({ id, updatedAt }) => `${id} ${updatedAt}`);
				expect(new Set(versions).size).toBe(versions.length);
				const wrong = leads.filter(({ id, createdAt, updatedAt }) => {
					const isTold = versions.includes(`${id} ${updatedAt}`);
					const before = known.get(id)?.updatedAt;
					if (updatedAt === createdAt || before === updatedAt) return isTold;
					return updatedAt - createdAt > 1000 && !isTold;
				});
				expect(wrong).toEqual([]);
			}),
			RUNS,
		);
	});
});

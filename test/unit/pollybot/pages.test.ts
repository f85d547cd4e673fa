import fc from 'fast-check';
import { propertyRuns } from '~/test/propertyRuns';
import type { Lead, LeadPage } from '~/nodes/PollyBot/pollybot/envelope';
import { SortedRange } from '~/nodes/PollyBot/lead/timeRange';
import { collectLeads, isList, pageAt, type NoPage, type PageRequest } from '~/nodes/PollyBot/pollybot/pages';

/** A service with numbered leads, of which it gives at most so many a page, and what it was asked for. */
function listOf(count: number, most = 100) {
	const asked: PageRequest[] = [];
	const read = ({ page, limit }: PageRequest) => {
		asked.push({ page, limit });
		const size = Math.min(limit, most);
		const ids = Array.from({ length: count }, (_, id) => ({ id })).slice((page - 1) * size, page * size);
		return Promise.resolve({ leads: ids, hasNext: page * size < count, total: count });
	};
	return { asked, read };
}

const every = (nth: number) => (leads: ReadonlyArray<{ id: string | number }>) =>
	leads.filter(({ id }) => Number(id) % nth === 0);

it('where a service gives others too, the pages after the first are as large as they can be', async () => {
	const { asked, read } = listOf(1000);
	const found = await collectLeads(30, read, { keep: every(10) });
	expect(found).toEqual(Array.from({ length: 30 }, (_, index) => ({ id: index * 10 })));
	expect(asked).toEqual([
		{ page: 1, limit: 30 },
		{ page: 1, limit: 100 },
		{ page: 2, limit: 100 },
		{ page: 3, limit: 100 },
	]);
});

it('pages without a lead that is meant do not end the search', async () => {
	const { read } = listOf(3000);
	expect(await collectLeads(2, read, { keep: every(2999) })).toEqual([{ id: 0 }, { id: 2999 }]);
});

it('the leads that are meant are all found, in their order, up to the limit', async () => {
	const numbers = fc.tuple(
		fc.integer({ min: 0, max: 900 }),
		fc.integer({ min: 1, max: 300 }),
		fc.integer({ min: 1, max: 50 }),
	);
	await fc.assert(
		fc.asyncProperty(numbers, async ([count, wanted, nth]) => {
			const { asked, read } = listOf(count);
			const expected = Array.from({ length: count }, (_, id) => id).filter((id) => id % nth === 0);
			const found = await collectLeads(wanted, read, { keep: every(nth) });
			expect(found).toEqual(expected.slice(0, wanted).map((id) => ({ id })));
			expect(asked.length).toBeLessThanOrEqual(1 + Math.ceil(count / 100));
		}),
	);
});

it('of a service that gives fewer leads a page than are asked for, none is passed over', async () => {
	const numbers = fc.tuple(fc.nat(900), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 100 }));
	await fc.assert(
		fc.asyncProperty(numbers, async ([count, wanted, most]) => {
			const { read } = listOf(count, most);
			const expected = Array.from({ length: Math.min(count, wanted) }, (_, id) => ({ id }));
			expect(await collectLeads(wanted, read)).toEqual(expected);
		}),
		{ examples: [[[250, 120, 20]]] },
	);
});

it('a lead that moved to a page before, because another was deleted meanwhile, is found where the search is over', async () => {
	let ids = Array.from({ length: 250 }, (_, id) => id);
	const read = ({ page, limit }: PageRequest) => {
		if (page === 2 && ids.length === 250) ids = ids.filter((id) => id !== 5);
		const leads = ids.slice((page - 1) * limit, page * limit).map((id) => ({ id }));
		return Promise.resolve({ leads, hasNext: page * limit < ids.length, total: ids.length });
	};
	const isOverAfter = (leads: ReadonlyArray<{ id: string | number }>) => Number(leads.at(-1)?.id) > 150;
	const found = await collectLeads(Infinity, read, { isOverAfter, mayGiveOthers: true });
	expect(found).toEqual(expect.arrayContaining([{ id: 100 }]));
});

describe('the page that begins at an offset', () => {
	it.each([
		[0, 1, { page: 1, limit: 1 }],
		[0, 100, { page: 1, limit: 100 }],
		[0, Infinity, { page: 1, limit: 100 }],
		[100, 50, { page: 3, limit: 50 }],
		[100, 30, { page: 3, limit: 50 }],
		[30, 7, { page: 4, limit: 10 }],
		[99, 100, { page: 1, limit: 100 }],
		[97, 98, { page: 1, limit: 100 }],
		[150, 100, { page: 2, limit: 100 }],
	])('%d, with %d wanted', (offset, wanted, expected) => {
		expect(pageAt(offset, wanted)).toEqual(expected);
	});
});

it('a page that is rejected ends the search, and is what it comes to', async () => {
	const refusal = { refused: true };
	const { read } = listOf(300);
	const answer = await collectLeads<typeof refusal>(Infinity, async (request) =>
		request.page === 2 ? refusal : await read(request),
	);
	expect(answer).toBe(refusal);
});

it('a service that gives the same page for ever is asked ten times more, and one that gives none once', async () => {
	const pages: number[] = [];
	const same = ({ page }: PageRequest) => {
		pages.push(page);
		return Promise.resolve({ leads: [{ id: 1 }, { id: 1 }], hasNext: true });
	};
	expect(await collectLeads(Infinity, same)).toEqual([{ id: 1 }]);
	expect(pages).toHaveLength(11);
	let asked = 0;
	const none = () => {
		asked += 1;
		return Promise.resolve({ leads: [], hasNext: true });
	};
	expect(await collectLeads(Infinity, none)).toEqual([]);
	expect(asked).toBe(1);
});

it('the first of two answers for one lead counts', async () => {
	const read = ({ page }: PageRequest) =>
		Promise.resolve({
			leads: [
				{ id: 'a', page },
				{ id: `b${page}`, page },
			],
			hasNext: page < 2,
		});
	expect(await collectLeads(Infinity, read)).toEqual([
		{ id: 'a', page: 1 },
		{ id: 'b1', page: 1 },
		{ id: 'b2', page: 2 },
	]);
});

describe('leads that are too large together', () => {
	/** Of each lead, the part of the largest response that it fills. */
	const sizes = fc.array(fc.constantFrom(0.001, 0.05, 0.2, 1), { maxLength: 150 });

	it('are read on smaller pages, each of them, in their order', async () => {
		await fc.assert(
			fc.asyncProperty(sizes, fc.integer({ min: 1, max: 200 }), fc.boolean(), async (all, wanted, mayGiveOthers) => {
				const { asked, read } = listOf(all.length);
				const readSmall = async (request: PageRequest): Promise<LeadPage | NoPage> => {
					const answer = await read(request);
					const size = answer.leads.reduce((sum, { id }) => sum + (all[id] ?? 0), 0);
					return size > 1 ? { isTooLarge: true } : answer;
				};
				const found = await collectLeads<NoPage>(wanted, readSmall, { mayGiveOthers });
				expect(found).toEqual(all.slice(0, wanted).map((_, id) => ({ id })));
				expect(asked.length).toBeLessThanOrEqual(5 + all.length);
			}),
		);
	});

	it('end the search if one alone is too large, and cost a few requests', async () => {
		const asked: number[] = [];
		const refuse = ({ limit }: PageRequest) => {
			asked.push(limit);
			return Promise.resolve({ isTooLarge: true, why: 'too large' });
		};
		expect(await collectLeads(Infinity, refuse)).toEqual({ isTooLarge: true, why: 'too large' });
		expect(asked).toEqual([100, 20, 4, 1]);
	});
});

describe('pages that are read side by side', () => {
	/** How a service counts and sorts out its pages. */
	interface Service {
		/** Leads a page, where the service knows its own size only. */
		readonly fixed?: number;
		/** The most leads a page. */
		readonly most: number;
		readonly saysTotal: boolean;
	}

	const services: fc.Arbitrary<Service> = fc.record({
		fixed: fc.option(fc.constantFrom(10, 150, 1000), { nil: undefined, freq: 3 }),
		most: fc.constantFrom(10, 50, 100),
		saysTotal: fc.boolean(),
	});

	/** What happens while pages are read: leads that are added come first. */
	const changes = fc.array(fc.tuple(fc.constantFrom('add', 'add', 'delete', 'update'), fc.nat(100_000)), {
		maxLength: 9,
	});

	it('contain every lead that was there throughout, once, whatever is added, deleted or updated meanwhile', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.scheduler(),
				services,
				fc.integer({ min: 0, max: 650 }),
				changes,
				async (scheduler, { fixed, most, saysTotal }, count, all) => {
					let leads: Lead[] = Array.from({ length: count }, (_, id) => ({ id: `lead_${id}` }));
					const deleted = new Set<Lead['id']>();
					const asked: number[] = [];
					const read = async ({ page, limit }: PageRequest): Promise<LeadPage> => {
						asked.push(page);
						await scheduler.schedule(Promise.resolve(), `page ${page}`);
						const size = fixed ?? Math.min(limit, most);
						const shown = leads.slice((page - 1) * size, page * size);
						const answer = {
							leads: shown,
							hasNext: page * size < leads.length,
							total: saysTotal ? leads.length : undefined,
						};
						await scheduler.schedule(Promise.resolve(), `page ${page} returns`);
						return answer;
					};
					for (const [index, [kind, any]] of all.entries()) {
						void scheduler.schedule(Promise.resolve(), kind).then(() => {
							const lead = leads[any % Math.max(1, leads.length)];
							if (kind === 'add') leads = [{ id: `added_${index}` }, ...leads];
							if (!lead || kind === 'add') return;
							if (kind === 'delete') deleted.add(lead.id);
							leads = leads.flatMap((one) =>
								one.id !== lead.id ? [one] : kind === 'delete' ? [] : [{ ...one, updated: true }],
							);
						});
					}
					const found = await scheduler.waitFor(collectLeads(Infinity, read, { sideBySide: true }));
					const ids = 'length' in found ? found.map(({ id }) => id) : [];
					const stayed = Array.from({ length: count }, (_, id) => `lead_${id}`).filter((id) => !deleted.has(id));
					const listed = new Set(ids);
					expect(listed.size).toBe(ids.length);
					// A service without a total cannot tell that leads have moved: then some may be missed, as ever.
					if (saysTotal || deleted.size === 0) expect(stayed.filter((id) => !listed.has(id))).toEqual([]);
					const size = fixed ?? most;
					if (all.every(([kind]) => kind === 'update')) {
						expect(ids).toEqual(stayed);
						expect(asked).toHaveLength(Math.max(1, Math.ceil(count / size)));
					}
				},
			),
			{ numRuns: propertyRuns(300) },
		);
	}, 60_000);

	it('are under way at the same time once the first one says how many there are', async () => {
		let underWay = 0;
		let most = 0;
		const { read } = listOf(5000);
		const readSlowly = async (request: PageRequest) => {
			most = Math.max(most, (underWay += 1));
			await new Promise((resolve) => setImmediate(resolve));
			underWay -= 1;
			return await read(request);
		};
		expect(await collectLeads(Infinity, readSlowly, { sideBySide: true })).toHaveLength(5000);
		expect(most).toBeGreaterThanOrEqual(25);
	});

	it('are as few as the service gives, though its total lies', async () => {
		const { asked, read } = listOf(250);
		const lie = async (request: PageRequest) => ({ ...(await read(request)), total: 1e15 });
		expect(await collectLeads(Infinity, lie, { sideBySide: true })).toHaveLength(250);
		expect(asked.length).toBeLessThanOrEqual(2 + 2 * 4 + 25);
	});

	it('end with the first one that is rejected', async () => {
		const { read } = listOf(1000);
		const refusal = { refused: true };
		const refuse = async (request: PageRequest) => (request.page === 4 ? refusal : await read(request));
		expect(await collectLeads<typeof refusal>(Infinity, refuse, { sideBySide: true })).toBe(refusal);
	});
});

it.each([
	['a deletion', (leads: Lead[]) => leads.splice(0, 1), [1, 2, 3, 2, 3, 4]],
	['two additions', (leads: Lead[]) => leads.unshift(...[1, 2].map((id) => leadAt(-id))), [1, 2, 3, 4]],
])('after %s meanwhile, a search that is over by time does not read all pages', async (_, change, pages) => {
	const leads = Array.from({ length: 3000 }, (_, id) => leadAt(id));
	const asked: number[] = [];
	const read = ({ page, limit }: PageRequest) => {
		asked.push(page);
		if (asked.length === 3) change(leads);
		const shown = leads.slice((page - 1) * limit, page * limit);
		return Promise.resolve({ leads: shown, hasNext: page * limit < leads.length, total: leads.length });
	};
	const range = new SortedRange({ time: 'createdAt', after: -350_500 }, 'desc');
	const found = await collectLeads(Infinity, read, { isOverAfter: range.isOverAfter.bind(range) });
	const ids = new Set(isList(found) ? found.map(({ id }) => id) : []);
	expect(Array.from({ length: 351 }, (_, id) => id).filter((id) => !ids.has(id))).toEqual([]);
	expect(asked).toEqual(pages);
});

it('while another workflow deletes one lead after the other, none that stays is missed', async () => {
	const all = Array.from({ length: 350 }, (_, id) => ({ id }));
	let requests = 0;
	const read = ({ page, limit }: PageRequest) => {
		requests += 1;
		if (requests > 1 && all.length > 250) all.shift();
		const leads = all.slice((page - 1) * limit, page * limit);
		return Promise.resolve({ leads, hasNext: page * limit < all.length, total: all.length });
	};
	const found = await collectLeads(Infinity, read);
	const ids = new Set(isList(found) ? found.map(({ id }) => id) : []);
	expect(all.filter(({ id }) => !ids.has(id))).toEqual([]);
});

/** The newer one has the lower ID. */
function leadAt(id: number): Lead {
	return { id, createdAt: new Date(-1000 * id).toISOString() };
}

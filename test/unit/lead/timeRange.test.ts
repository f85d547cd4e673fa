import fc from 'fast-check';
import { keepInRange, SortedRange, type TimeRange } from '~/nodes/PollyBot/lead/timeRange';
import { collectLeads } from '~/nodes/PollyBot/pollybot/pages';

const at = (time: number) => new Date(time).toISOString();

const moments = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 40 });
const bounds = fc.record(
	{ after: fc.integer({ min: -1, max: 31 }), before: fc.integer({ min: -1, max: 31 }) },
	{ requiredKeys: [] },
);

/** Reads all pages of a service, and counts them. */
async function collect(times: readonly number[], range: TimeRange, order: 'asc' | 'desc', size: number) {
	const leads = times.map((time, index) => ({ id: `lead_${index}`, createdAt: at(time) }));
	const sorted = new SortedRange(range, order);
	let pages = 0;
	const found = await collectLeads(
		Infinity,
		({ page }) => {
			pages += 1;
			const given = leads.slice((page - 1) * size, page * size);
			return Promise.resolve({ leads: given, hasNext: page * size < leads.length });
		},
		{
			keep: (given) => keepInRange(given, [range]),
			isOverAfter: (given) => sorted.isOverAfter(given),
			mayGiveOthers: true,
		},
	);
	if (!Array.isArray(found)) throw new Error('Nothing was refused.');
	return { pages, found: found.map(({ createdAt }) => Date.parse(String(createdAt))) };
}

describe('leads by time', () => {
	it('whatever the range: those strictly between the two times, in the order of the service', async () => {
		await fc.assert(
			fc.asyncProperty(
				moments,
				bounds,
				fc.constantFrom('asc', 'desc'),
				fc.integer({ min: 1, max: 9 }),
				async (times, bound, order, size) => {
					const inOrder = [...times].sort((one, other) => (order === 'asc' ? one - other : other - one));
					const { after = -Infinity, before = Infinity } = bound;
					const { found } = await collect(inOrder, { time: 'createdAt', ...bound }, order, size);
					expect(found).toEqual(inOrder.filter((time) => time > after && time < before));
				},
			),
		);
	});

	it('no page is read after the one with the first lead that is out of range', async () => {
		const times = Array.from({ length: 100 }, (_, index) => 100 - index);
		expect((await collect(times, { time: 'createdAt', after: 75 }, 'desc', 10)).pages).toBe(3);
		expect((await collect(times, { time: 'createdAt', after: 75, before: 80 }, 'desc', 10)).pages).toBe(3);
		expect((await collect([...times].reverse(), { time: 'createdAt', before: 25 }, 'asc', 10)).pages).toBe(3);
		expect((await collect(times, { time: 'createdAt', before: 50 }, 'desc', 10)).pages).toBe(10);
	});

	it('of a service that does not sort, or sorts the other way round, all pages are read', async () => {
		const times = Array.from({ length: 50 }, (_, index) => (index * 37) % 50);
		const { pages, found } = await collect(times, { time: 'createdAt', after: 40 }, 'desc', 10);
		expect([pages, found.sort()]).toEqual([5, times.filter((time) => time > 40).sort()]);
		const upwards = Array.from({ length: 50 }, (_, index) => index);
		expect((await collect(upwards, { time: 'createdAt', after: 40 }, 'desc', 10)).found).toHaveLength(9);
	});

	it('a lead without the time is in no range, and hides no other', () => {
		const leads = [{ createdAt: at(5) }, {}, { createdAt: 'x' }, { createdAt: at(3) }];
		const range: TimeRange = { time: 'createdAt', after: 1 };
		expect(keepInRange(leads, [range])).toEqual([leads[0], leads[3]]);
		expect(new SortedRange({ time: 'createdAt', after: 4 }, 'desc').isOverAfter(leads)).toBe(false);
	});
});

describe('the range is over', () => {
	const leads = (...times: number[]) => times.map((time) => ({ createdAt: at(time) }));
	const after: TimeRange = { time: 'createdAt', after: 5 };
	const before: TimeRange = { time: 'createdAt', before: 5 };

	it.each<[string, TimeRange, 'asc' | 'desc', number[], boolean]>([
		['at its end', after, 'desc', [7, 5], true],
		['not before its end', after, 'desc', [7, 6], false],
		['at its end, upwards', before, 'asc', [3, 5], true],
		['not before its end, upwards', before, 'asc', [3, 4], false],
		['where leads have the same time', after, 'desc', [5, 5], true],
		['where leads have the same time, upwards', before, 'asc', [5, 5], true],
		['not after leads in the other order', after, 'desc', [4, 5], false],
		['not after leads in the other order, upwards', before, 'asc', [6, 5], false],
		['not after no lead', after, 'desc', [], false],
		['never without an end in this order', after, 'asc', [1, 2], false],
		['never without an end in this order, downwards', before, 'desc', [2, 1], false],
	])('%s', (_, range, order, times, expected) => {
		expect(new SortedRange(range, order).isOverAfter(leads(...times))).toBe(expected);
	});

	it('only if the leads of all pages are in order', () => {
		const range = new SortedRange(after, 'desc');
		expect(range.isOverAfter(leads(3))).toBe(true);
		expect(range.isOverAfter(leads(4))).toBe(false);
		expect(range.isOverAfter(leads(2))).toBe(false);
	});
});

it('a lead is kept that is in all ranges', () => {
	const lead = { createdAt: at(5), updatedAt: at(8) };
	const created = (bound: object): TimeRange => ({ time: 'createdAt', ...bound });
	expect(keepInRange([lead], [created({ after: 4 }), { time: 'updatedAt', before: 9 }])).toEqual([lead]);
	expect(keepInRange([lead], [created({ after: 4 }), { time: 'updatedAt', before: 8 }])).toEqual([]);
	expect(keepInRange([lead], [created({ after: 5 })])).toEqual([]);
	expect(keepInRange([lead], [created({ before: 5 })])).toEqual([]);
});

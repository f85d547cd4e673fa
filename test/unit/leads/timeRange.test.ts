import fc from 'fast-check';
import { keepInRange, SortedRange, type TimeRange } from '~/nodes/PollyBot/leads/timeRange';
import { collectLeads } from '~/nodes/PollyBot/api/pages';

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

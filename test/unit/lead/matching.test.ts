import fc from 'fast-check';
import { isMatch, keepMatching } from '~/nodes/PollyBot/lead/matching';

const leads = [
	{ id: 1, status: 'NEW', source: 'web', priority: 'HIGH' },
	{ id: 2, status: 'FOLLOW_UP', source: ' Web ', priority: 'LOW' },
	{ id: 3, status: 'NEW', source: null, priority: null },
];
const kept = (query: object) => keepMatching(leads, { ...query }).map(({ id }) => id);

it.each([
	['no filter', {}, [1, 2, 3]],
	['an empty one', { source: '' }, [1, 2, 3]],
	['the source, in any case', { source: 'WEB' }, [1, 2]],
	['a source that no lead has', { source: 'fair' }, []],
	['the status, in any spelling', { status: 'follow_up' }, [2]],
	['the priority', { priority: 'HIGH' }, [1]],
	['all of them', { source: 'web', status: 'new', priority: 'HIGH' }, [1]],
	['the search, which is the service’s', { search: 'nobody' }, [1, 2, 3]],
	['what is no filter', { sortBy: 'name', page: 2 }, [1, 2, 3]],
])('kept are the leads that match %s', (_, query, ids) => {
	expect(kept(query)).toEqual(ids);
});

it.each(['source', 'status'])('where no lead tells its %s, the service’s word counts', (field) => {
	expect(keepMatching([{ id: 1 }, { id: 2 }], { [field]: 'x' })).toHaveLength(2);
	expect(keepMatching([{ id: 1 }, { id: 2, [field]: 'x' }], { [field]: 'x' })).toEqual([{ id: 2, [field]: 'x' }]);
});

it('a lead without a priority has none: a service that knows none ignores the filter', () => {
	expect(keepMatching([{ id: 1 }, { id: 2 }], { priority: 'HIGH' })).toEqual([]);
});

it('of what a service filtered itself, nothing is left out', () => {
	const fields = fc.constantFrom('source', 'status', 'priority');
	const values = fc.string({ minLength: 1 }).filter((value) => value.trim() === value);
	const spelled = (value: string) => fc.constantFrom(value, value.toLowerCase(), ` ${value}\n`);
	const filtered = values.chain((value) => fc.tuple(fc.constant(value), fc.array(spelled(value))));
	fc.assert(
		fc.property(fields, filtered, (field, [value, stored]) => {
			const page = stored.map((text) => ({ [field]: text }));
			expect(keepMatching(page, { [field]: value })).toEqual(page);
		}),
	);
});

it('nothing that a lead may hold is too odd to be compared', () => {
	fc.assert(
		fc.property(fc.array(fc.dictionary(fc.constantFrom('source', 'status', 'priority'), fc.jsonValue())), (page) => {
			const query = { source: 'web', status: 'new', priority: 'LOW' };
			expect(keepMatching(page, query).length).toBeLessThanOrEqual(page.length);
		}),
	);
});

it('a number is compared like a text, and a list or an object with nothing', () => {
	const numbers = [
		{ id: 1, source: 5 },
		{ id: 2, source: ['5'] },
		{ id: 3, source: { a: 5 } },
		{ id: 4, source: true },
	];
	expect(keepMatching(numbers, { source: '5' })).toEqual([{ id: 1, source: 5 }]);
	expect(keepMatching(numbers, { source: 'true' })).toEqual([]);
});

it('without a search, a lead matches that has nothing to search in', () => {
	expect(isMatch({ status: 'NEW' }, { status: 'new' })).toBe(true);
	expect(isMatch({ status: 'NEW' }, { status: 'new', search: 'ann' })).toBe(false);
});

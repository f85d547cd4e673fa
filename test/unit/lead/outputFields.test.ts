import fc from 'fast-check';
import { selectFields } from '~/nodes/PollyBot/lead/outputFields';

const LEAD = {
	id: 'lead_1',
	name: 'Ann',
	email: 'ann@example.com',
	status: 'new',
	notes: null,
	tags: ['a'],
	metadata: { utm: { source: 'google', medium: 'cpc' }, score: 0 },
	createdAt: 'x',
};

it('all fields are the lead itself', () => {
	expect(selectFields(LEAD, 'raw')).toBe(LEAD);
});

it('simplified are at most ten fields, those that the lead has', () => {
	const { id, name, email, status, metadata, createdAt } = LEAD;
	expect(selectFields(LEAD, 'simplified')).toEqual({ id, name, email, status, metadata, createdAt });
});

it.each([
	[['name'], { id: 'lead_1', name: 'Ann' }],
	[[], { id: 'lead_1' }],
	[['nothing', 'metadata.nothing', 'tags.x'], { id: 'lead_1' }],
	[['notes', 'metadata.score'], { id: 'lead_1', notes: null, metadata: { score: 0 } }],
	[
		['metadata.utm.source', 'metadata.utm.medium'],
		{ id: 'lead_1', metadata: { utm: { source: 'google', medium: 'cpc' } } },
	],
	[['metadata.utm.source', 'metadata.utm.source'], { id: 'lead_1', metadata: { utm: { source: 'google' } } }],
	[['metadata.utm.source', 'metadata'], { id: 'lead_1', metadata: LEAD.metadata }],
	[['metadata', 'metadata.score'], { id: 'lead_1', metadata: LEAD.metadata }],
	[['id', 'tags'], { id: 'lead_1', tags: ['a'] }],
	[['__proto__', 'constructor.name'], { id: 'lead_1' }],
])('of %j are selected', (selected, fields) => {
	expect(selectFields(LEAD, { selected })).toEqual(fields);
});

it('a key that has a dot in it is one too', () => {
	expect(selectFields({ id: 1, 'a.b': 2, c: { 'd.e': 3 } }, { selected: ['a.b', 'c.d.e'] })).toEqual({
		id: 1,
		'a.b': 2,
		c: { 'd.e': 3 },
	});
});

it('what is selected has the value that the lead has there', () => {
	const lead = fc.object({ maxDepth: 3, withNullPrototype: false });
	fc.assert(
		fc.property(lead, (fields) => {
			const selected = Object.keys(fields);
			expect(selectFields(fields, { selected })).toEqual(fields);
		}),
	);
});

it.each<[object, string[], object]>([
	[{ id: 1, '.a': 2 }, ['.a'], { id: 1, '.a': 2 }],
	[{ id: 1, '': { a: 2 } }, ['.a'], { id: 1, '': { a: 2 } }],
	[{ id: 1, a: { x: 1 }, 'a.b': { c: 2 } }, ['a.b.c'], { id: 1, 'a.b': { c: 2 } }],
	[
		{ id: 1, 'utm.first_touch_campaign': { name: 'fair' } },
		['utm.first_touch_campaign.name'],
		{ id: 1, 'utm.first_touch_campaign': { name: 'fair' } },
	],
	[{ id: 1, tag: { tags: 'a' } }, ['tags'], { id: 1 }],
	[{ id: 1, a: null }, ['a.b'], { id: 1 }],
	[{ id: 1, a: [{ b: 1 }] }, ['a.0'], { id: 1 }],
	[{ id: 1, a: { b: 1 } }, ['a.b', 'a'], { id: 1, a: { b: 1 } }],
])('of %j, %j are selected as %j', (lead, selected, fields) => {
	expect(selectFields({ ...lead }, { selected })).toEqual(fields);
});

it.each([
	['two parts of it', ['metadata.score', 'name', 'metadata.utm.source']],
	['a part and a part of that', ['metadata.utm', 'name', 'metadata.utm.source']],
])('a field of which %s are selected stands where it was selected last', (_, selected) => {
	expect(Object.keys(selectFields(LEAD, { selected }))).toEqual(['id', 'name', 'metadata']);
});

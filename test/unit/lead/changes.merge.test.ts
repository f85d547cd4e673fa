import fc from 'fast-check';
import { fieldsToMerge, mergeableFields, mergeChanges, removeTags } from '~/nodes/PollyBot/lead/changes';

const FIELDS = mergeableFields.map(([name]) => name);
const merge = (changes: Record<string, unknown>, existing: Record<string, unknown>) =>
	mergeChanges(changes, existing, fieldsToMerge(changes, FIELDS));
const tagsOf = (existing: unknown, ...sent: string[]) => merge({ tags: sent }, { tags: existing }).value?.tags;
const keysOf = (existing: unknown, sent: object) =>
	merge({ customFields: sent }, { customFields: existing }).value?.customFields;

describe('tags are joined', () => {
	it.each<[string, unknown, string[], unknown[]]>([
		['those of the lead first', ['b', 'a'], ['c', 'a'], ['b', 'a', 'c']],
		[
			'each once, without regard to case, as the lead has it',
			['VIP', 'Fair'],
			['vip', 'fair ', 'new'],
			['VIP', 'Fair', 'new'],
		],
		['in whatever form of Unicode', ['Köln'], ['KO\u0308LN'], ['Köln']],
		['a lead that has one twice', ['vip', 'VIP', 'a'], ['b'], ['vip', 'a', 'b']],
		['a row that has one twice', [], ['a', 'A'], ['a']],
		['a lead without any', undefined, ['a'], ['a']],
		['a lead with null', null, ['a'], ['a']],
		['a lead with a text of them', 'a, "b, c"', ['A', 'd'], ['a', 'b, c', 'd']],
		['a lead with an empty text', '', ['a'], ['a']],
		['a lead with empty ones', ['', null, 'a'], ['b'], ['a', 'b']],
		['a lead with objects, which stay what they are', [{ id: 1 }, 5], ['5', 'a'], [{ id: 1 }, 5, 'a']],
		['more than ten', Array.from('abcdefghij'), ['k'], Array.from('abcdefghijk')],
	])('%s', (_, existing, sent, joined) => {
		expect(tagsOf(existing, ...sent)).toEqual(joined);
	});

	it('whatever they are: none is lost, none is there twice, and joining once more changes nothing', () => {
		const tags = fc.array(fc.string({ minLength: 1, unit: fc.constantFrom('a', 'A', 'b', 'ö', '1') }), {
			minLength: 1,
		});
		const property = fc.property(tags, tags, (existing, sent) => {
			const joined = tagsOf(existing, ...sent) as string[];
			const spellings = (list: string[]) => [...new Set(list.map((tag) => tag.toLowerCase()))];
			expect(joined.map((tag) => tag.toLowerCase())).toEqual(spellings([...existing, ...sent]));
			expect(tagsOf(joined, ...sent)).toEqual(joined);
			expect(joined.slice(0, spellings(existing).length).every((tag) => existing.includes(tag))).toBe(true);
		});
		fc.assert(property);
	});
});

describe('tags are taken away', () => {
	it.each<[string, object, object, string[], object]>([
		['from those of the lead, in any case', {}, { tags: ['VIP', 'fair'] }, ['vip', 'new'], { tags: ['fair'] }],
		['beside other changes', { source: 'web' }, { tags: ['a', 'b'] }, ['a'], { source: 'web', tags: ['b'] }],
		['from those that are sent', { tags: ['fair', 'new'] }, { tags: ['vip'] }, ['FAIR'], { tags: ['new'] }],
		['from a lead without any', {}, {}, ['a'], { tags: [] }],
		['but not from a lead whose tags are cleared', { tags: null }, { tags: ['a', 'b'] }, ['a'], { tags: null }],
		['but none where none is given', { source: 'web' }, { tags: ['a'] }, [], { source: 'web' }],
	])('%s', (_, changes, existing, removed, body) => {
		expect(removeTags({ ...changes }, { ...existing }, removed)).toEqual({ ok: true, value: body });
	});

	it('but not from an object', () => {
		expect(removeTags({}, { tags: { a: 1 } }, ['a']).error).toMatchObject({ field: 'tags', value: { a: 1 } });
	});
});

describe('custom fields are joined key by key', () => {
	it.each<[string, unknown, object, object]>([
		[
			'a new one is added, one that is there changed',
			{ a: 1, b: { c: 1 } },
			{ b: { d: 2 }, e: 3 },
			{ a: 1, b: { d: 2 }, e: 3 },
		],
		['one that is cleared is null', { a: 1, b: 2 }, { a: null, c: 3 }, { a: null, b: 2, c: 3 }],
		['one that is cleared may be unknown', { a: 1 }, { b: null }, { a: 1, b: null }],
		['empty ones of the lead stay', { a: null, b: '' }, { c: 1 }, { a: null, b: '', c: 1 }],
		['a lead without any', null, { a: 1 }, { a: 1 }],
		['a lead with the JSON text of them', '{"a": 1}', { b: 2 }, { a: 1, b: 2 }],
	])('%s', (_, existing, sent, joined) => {
		expect(keysOf(existing, sent)).toStrictEqual(joined);
	});

	it('keys with a meaning to JavaScript too', () => {
		const odd = JSON.parse('{"__proto__": 1, "constructor": 2}') as object;
		expect(JSON.stringify(keysOf(odd, { toString: 3 }))).toBe('{"__proto__":1,"constructor":2,"toString":3}');
		expect(JSON.stringify(keysOf({ toString: 3 }, odd))).toBe('{"toString":3,"__proto__":1,"constructor":2}');
	});

	it('whatever they are: what was sent wins, the rest stays', () => {
		const fields = fc.dictionary(fc.string(), fc.jsonValue());
		fc.assert(
			fc.property(fields, fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer())), (existing, sent) => {
				expect(keysOf(existing, sent)).toEqual(
					Object.fromEntries([...Object.entries(existing), ...Object.entries(sent)]),
				);
			}),
		);
	});
});

it('what the lead has is never replaced where it cannot be read', () => {
	expect(merge({ tags: ['a'] }, { tags: { a: 1 } }).error).toMatchObject({ field: 'tags', value: { a: 1 } });
	for (const customFields of [['a'], 5, 'text', true]) {
		expect(merge({ customFields: { a: 1 } }, { customFields }).error).toMatchObject({ field: 'customFields' });
	}
});

it('only what is sent is joined, and all other changes stay what they are', () => {
	expect(fieldsToMerge({ tags: null, customFields: null, name: 'Ann' }, FIELDS)).toEqual([]);
	expect(fieldsToMerge({ tags: ['a'], metadata: { a: 1 } }, FIELDS)).toEqual(['tags']);
	const changes = { name: 'Ann', phone: null, tags: ['a'], metadata: { a: null } };
	expect(merge(changes, { name: 'A', tags: ['b'], metadata: { b: 1 }, customFields: { c: 1 } }).value).toEqual({
		...changes,
		tags: ['b', 'a'],
	});
});

it('of the fields that are sent, those are merged that were chosen or lose one key', () => {
	const changes = { tags: ['a'], customFields: { a: 1 } };
	expect(fieldsToMerge(changes, [])).toEqual([]);
	expect(fieldsToMerge(changes, ['tags'])).toEqual(['tags']);
	expect(fieldsToMerge({ ...changes, customFields: { a: null } }, [])).toEqual(['customFields']);
	expect(fieldsToMerge({}, FIELDS)).toEqual([]);
});

it('what is sent and cannot be read is rejected', () => {
	expect(mergeChanges({ customFields: 'text' }, { customFields: { a: 1 } }, ['customFields']).error).toMatchObject({
		field: 'customFields',
		value: 'text',
	});
});

it('entries that are objects are the same when they are written the same', () => {
	expect(tagsOf([{ id: 1 }, { id: 1 }, { id: 2 }], 'a')).toEqual([{ id: 1 }, { id: 2 }, 'a']);
});

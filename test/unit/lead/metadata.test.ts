import { DateTime } from 'luxon';
import { mergeMetadata, readJson } from '~/nodes/PollyBot/lead/cell';
import { readMetadataOf } from '~/nodes/PollyBot/parameters/pairs';

describe('metadata as JSON', () => {
	it.each(['', ' \n', null, undefined, 'null'])('%j is none', (value) => {
		expect(readJson(value)).toEqual({ ok: true, value: undefined });
	});

	it('is an object or its text', () => {
		expect(readJson({ a: 1 })).toEqual({ ok: true, value: { a: 1 } });
		expect(readJson(' {"a": 1} ')).toEqual({ ok: true, value: { a: 1 } });
	});

	it.each([
		['{\n\t"a":\u00a01}', /^\("{ "a":\[U\+00A0\]1}"\) is not valid JSON\./],
		['{\n\t"a":1', /^is not valid JSON\. Write it like {"utm_source": "google"}\.$/],
	])('rejects %j with an example, and shows what cannot be seen', (value, error) => {
		expect(readJson(value).error).toMatch(error);
	});
});

describe('metadata as typed pairs', () => {
	const pair = (name: string, value: unknown, type: string) => ({ assignments: [{ id: '1', name, value, type }] });

	it.each([
		['string', 'x', 'x'],
		['string', ' x ', ' x '],
		['string', 5, '5'],
		['string', true, 'true'],
		['string', { a: 1 }, '{"a":1}'],
		['string', new Date(0), '1970-01-01T00:00:00.000Z'],
		['number', 5, 5],
		['number', '5.5', 5.5],
		['boolean', 'true', true],
		['boolean', false, false],
		['array', '[1,2]', [1, 2]],
		['array', ['a'], ['a']],
		['object', '{"a":{"b":null}}', { a: { b: null } }],
		['object', { a: 1 }, { a: 1 }],
	])('a %s given as %j', (type, given, value) => {
		expect(readMetadataOf(undefined, pair('key', given, type))).toEqual({ ok: true, value: { key: value } });
	});

	describe.each(['string', 'number', 'boolean', 'array', 'object', 'another type'])('an empty %s', (type) => {
		it.each([
			['', 'no text'],
			[' \u200b', 'invisible text'],
			[null, 'null'],
			[undefined, 'undefined'],
			[NaN, 'NaN'],
			[Infinity, 'Infinity'],
			[new Date(NaN), 'an invalid date'],
			[DateTime.invalid('test'), 'an invalid DateTime'],
			['Invalid DateTime', 'what n8n writes for one'],
		])('is left out: %p, %s', (value, _) => {
			expect(readMetadataOf(undefined, pair('key', value, type))).toEqual({ ok: true, value: undefined });
		});
	});

	it.each([
		['number', 'Infinity'],
		['string', () => 1],
		['string', Symbol('s')],
	])('what comes to no value is left out: %s', (type, value) => {
		expect(readMetadataOf(undefined, pair('key', value, type))).toEqual({ ok: true, value: undefined });
	});

	it.each(['yes', 'YES', 'on', '1', 1, 'True'])('%j is the boolean true', (value) => {
		expect(readMetadataOf(undefined, pair('key', value, 'boolean'))).toEqual({ ok: true, value: { key: true } });
	});

	it.each([
		['number', 'five'],
		['boolean', 'perhaps'],
		['boolean', ['true']],
		['number', [5]],
		['number', new Date(0)],
		['array', '{"a":1}'],
		['object', '[1]'],
	])('a %s given as %j is rejected, and the pair named', (type, value) => {
		expect(readMetadataOf(undefined, pair('score', value, type))).toMatchObject({
			ok: false,
			error: { field: 'metadata.score', value },
		});
	});

	it('a number whose spaces cannot be seen is rejected, and they are shown', () => {
		expect(readMetadataOf(undefined, pair('score', '1\u202f000', 'number'))).toMatchObject({
			error: {
				message: `"score" in 'Metadata' ("1[U+202F]000") should be of type number, but is not. Change its value or its type.`,
			},
		});
	});

	it('a pair without a name is rejected, an empty one left out', () => {
		expect(readMetadataOf(undefined, pair('', 'x', 'string'))).toMatchObject({
			ok: false,
			error: { field: 'metadata' },
		});
		expect(readMetadataOf(undefined, pair('', '', 'string'))).toEqual({ ok: true, value: undefined });
	});

	it('nothing at all is no metadata', () => {
		for (const nothing of [undefined, null, {}, { assignments: [] }, '']) {
			expect(readMetadataOf(undefined, nothing)).toEqual({ ok: true, value: undefined });
		}
	});
});

it('of several sources the later one wins, and every key is kept', () => {
	const later = JSON.parse('{"b":2,"__proto__":3}') as Record<string, unknown>;
	expect(JSON.stringify(mergeMetadata({ a: 1, b: 1 }, undefined, later))).toBe('{"a":1,"b":2,"__proto__":3}');
	expect(mergeMetadata(undefined, {})).toBeUndefined();
});

describe('what is an object to be stored', () => {
	class Point {
		x = 1;
	}

	it.each<[string, unknown]>([
		['a record', { a: 1 }],
		['one without a prototype', Object.assign(Object.create(null) as object, { a: 1 })],
		['one of a class', new Point()],
		['one with a toJSON that is no function', { toJSON: 1 }],
	])('%s is one', (_, value) => {
		expect(readJson(value)).toMatchObject({ ok: true, value });
	});

	it.each<[string, unknown]>([
		['a list', [1]],
		['a date', new Date(0)],
		['a Buffer', Buffer.from('a')],
		['a map', new Map([['a', 1]])],
		['one that writes itself as JSON', { toJSON: () => 'x' }],
		['a number', 5],
		['a boolean', true],
		['a function', () => 1],
	])('%s is none', (_, value) => {
		expect(readJson(value)).toMatchObject({ ok: false });
	});
});

it('a number of any size is kept, as text where JSON has none for it', () => {
	expect(mergeMetadata({ big: 10n, small: 10, no: 0 })).toEqual({ big: '10', small: 10, no: 0 });
});

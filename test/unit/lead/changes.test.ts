import { readChanges } from '~/nodes/PollyBot/lead/changes';

describe('one key of metadata or custom fields is cleared', () => {
	it.each<[string, object, string[], string]>([
		['alone', {}, ['metadata.utm'], '{"metadata":{"utm":null}}'],
		[
			'beside other changes',
			{ name: 'Ann', metadata: { a: 1 }, customFields: { b: 2 } },
			['metadata.utm', 'customFields.size', 'phone'],
			'{"name":"Ann","metadata":{"a":1,"utm":null},"customFields":{"b":2,"size":null},"phone":null}',
		],
		['with a dot in it', {}, ['metadata.a.b'], '{"metadata":{"a.b":null}}'],
		['that means something to JavaScript', {}, ['metadata.__proto__'], '{"metadata":{"__proto__":null}}'],
		['that is set to nothing', { metadata: { utm: '' } }, ['metadata.utm'], '{"metadata":{"utm":null}}'],
		['with the whole field', {}, ['metadata.utm', 'metadata'], '{"metadata":null}'],
	])('%s', (_, raw, clear, body) => {
		const changes = readChanges(raw, clear);
		expect(changes.ok && JSON.stringify(changes.value)).toBe(body);
	});

	it('but not when it is set as well', () => {
		expect(readChanges({ metadata: { utm: 'a' } }, ['metadata.utm'])).toEqual({
			ok: false,
			error: {
				field: 'metadata.utm',
				value: 'a',
				message: '\'Metadata\' ("metadata.utm") is both set and cleared. Remove it from one of them.',
			},
		});
	});

	it('nor when its field is set and the whole field cleared', () => {
		expect(readChanges({ metadata: { a: 1 } }, ['metadata', 'metadata.b'])).toMatchObject({
			error: { field: 'metadata' },
		});
	});

	it.each(['metadata.', 'phone.home', 'name.first', 'Metadata.utm'])('nor a key of nothing: %s', (name) => {
		expect(readChanges({}, [name])).toMatchObject({ ok: false, error: { field: 'clear', value: name } });
	});
});

it('what is empty changes nothing', () => {
	const empty = { a: '', b: ' \u200b', c: null, d: undefined, e: NaN, f: -Infinity, g: new Date(NaN) };
	expect(readChanges({ metadata: empty, customFields: empty }, [])).toMatchObject({
		ok: false,
		error: { field: 'updateFields' },
	});
	expect(readChanges({ phone: '5', metadata: { ...empty, kept: { a: null } } }, [])).toEqual({
		ok: true,
		value: { phone: '5', metadata: { kept: { a: null } } },
	});
});

describe('a whole field and a key of it are cleared', () => {
	it.each([
		[['metadata', 'metadata.a'], { metadata: null }],
		[['metadata.a', 'metadata'], { metadata: null }],
		[['phone', 'metadata.a'], { phone: null, metadata: { a: null } }],
		[['metadata.a', 'customFields.b'], { metadata: { a: null }, customFields: { b: null } }],
	])('%j', (clear, body) => {
		expect(readChanges({}, clear)).toEqual({ ok: true, value: body });
	});

	it('one that cannot be cleared is rejected', () => {
		expect(readChanges({}, ['email', 'phone\u200b'])).toMatchObject({
			ok: false,
			error: {
				field: 'clear',
				message: expect.stringContaining('names "email", which cannot be cleared. Choose from the list') as unknown,
			},
		});
	});
});

import fc from 'fast-check';
import { leadFields } from '~/nodes/PollyBot/lead/fields';
import { findLoss } from '~/nodes/PollyBot/lead/compare';

const sent = {
	name: 'Ann Lee',
	email: 'Ann@Example.com',
	phone: '0555-1',
	status: 'follow_up',
	urgency: 'high',
	tags: ['VIP', 'fair'],
	metadata: { utm: 'a', Size: 5, deep: { list: [1] } },
};

it.each([
	['itself', { ...sent }],
	['with what the service adds', { ...sent, id: 'lead_1', priority: 'MEDIUM' }],
	['with an email in small letters', { ...sent, email: 'ann@example.com' }],
	['with a phone number in another format', { ...sent, phone: '+15550001' }],
	['with a name in other words', { ...sent, name: 'LEE, Ann' }],
	['with its choices in capitals', { ...sent, status: 'FOLLOW UP', urgency: 'HIGH' }],
	['with a status that is an object', { ...sent, status: { id: 7, label: 'Follow Up' } }],
	['with tags in small letters, in another order', { ...sent, tags: ['fair', 'vip'] }],
	['with some of its tags', { ...sent, tags: ['fair'] }],
	['with other keys in the metadata', { ...sent, metadata: { ...sent.metadata, more: 1 } }],
	['with its keys in another spelling', { ...sent, metadata: { UTM: 'a', size: 5, deep: { list: [] }, de_ep: 1 } }],
	['with other values in the metadata', { ...sent, metadata: { utm: 'A', Size: '5', deep: true } }],
	['with its metadata as text', { ...sent, metadata: JSON.stringify(sent.metadata) }],
	['with zero and false', { ...sent, phone: 0, metadata: { ...sent.metadata, utm: false } }],
])('nothing is lost in a lead that comes back: %s', (_, answered) => {
	expect(findLoss(sent, answered)).toBeUndefined();
});

it.each<[string, object, string[], string[]]>([
	['without its metadata', { ...sent, metadata: undefined }, ['metadata'], []],
	['with null in the place of a field', { ...sent, phone: null, tags: null }, ['phone', 'tags'], []],
	['with a field that is empty', { ...sent, name: ' ', tags: [], metadata: {} }, ['name', 'tags', 'metadata'], []],
	[
		'with nothing filled in a field',
		{ ...sent, metadata: { utm: null, deep: [{}] }, tags: [''] },
		['tags', 'metadata'],
		[],
	],
	['without a key of the metadata', { ...sent, metadata: { utm: 'a', deep: {}, Size: 5 } }, ['metadata.deep'], []],
	[
		'with other keys in the place of its own',
		{ ...sent, metadata: { more: 1 } },
		['metadata.utm', 'metadata.Size', 'metadata.deep'],
		[],
	],
	['with another status', { ...sent, status: 'NEW' }, [], ['status']],
	['with another status, and without a phone number', { ...sent, status: 'NEW', phone: '' }, ['phone'], ['status']],
	[
		'with other choices, and without a phone number',
		{ ...sent, urgency: 'low', status: 'x', phone: '' },
		['phone'],
		['status', 'urgency'],
	],
])('what is lost is named in a lead that comes back: %s', (_, answered, missing, changed) => {
	expect(findLoss(sent, { ...answered })).toEqual({ missing, changed });
});

it('what was sent to empty a field, or is empty, is not lost', () => {
	const emptied = { phone: null, tags: [], metadata: { utm: null, list: [], deep: { a: '' } }, customFields: null };
	expect(findLoss(emptied, { id: 'lead_1' })).toBeUndefined();
});

it('keys with a meaning to JavaScript are keys like any other', () => {
	const odd = (text: string): Record<string, unknown> => ({ metadata: JSON.parse(text) as unknown });
	const keys = odd('{"__proto__": 1, "constructor": 2, "toString": 3}');
	expect(findLoss(keys, keys)).toBeUndefined();
	expect(findLoss(keys, odd('{"a": 1}'))?.missing).toEqual([
		'metadata.__proto__',
		'metadata.constructor',
		'metadata.toString',
	]);
	expect(findLoss({ constructor: 'x' }, { id: 'lead_1' })?.missing).toEqual(['constructor']);
});

it('a lead that is nested deeper than anybody can read is looked at all the same', () => {
	const depth = 20_000;
	const deep: unknown = JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
	expect(findLoss({ metadata: deep }, { metadata: deep })).toBeUndefined();
	expect(findLoss({ metadata: deep }, {})?.missing).toEqual(['metadata']);
});

describe('whatever is sent', () => {
	const names = leadFields.map(([name]) => name);
	const text = fc.string({ minLength: 1, unit: fc.constantFrom('a', 'B', '1', 'é', '🦜') });
	const object = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean()), { minKeys: 1 });
	const lead = fc.dictionary(fc.constantFrom(...names), fc.oneof(text, object, fc.array(text, { minLength: 1 })));

	it('nothing is lost in a response that contains it', () => {
		fc.assert(fc.property(lead, fc.object(), (given, added) => findLoss(given, { ...added, ...given }) === undefined));
	});

	it('the fields that the answer lacks are named, and no others', () => {
		const property = fc.property(lead, fc.subarray(names), (given, dropped) => {
			const answered = Object.fromEntries(Object.entries(given).filter(([name]) => !dropped.includes(name)));
			const lost = Object.keys(given).filter((name) => dropped.includes(name));
			expect(findLoss(given, answered)?.missing ?? []).toEqual(lost);
		});
		fc.assert(property);
	});
});

it.each<[unknown, unknown, boolean]>([
	[{ status: 'follow_up' }, { status: 'FOLLOW  -UP' }, false],
	[{ status: 'new' }, { status: 5 }, false],
	[{ status: 5 }, { status: 'new' }, false],
	[{ metadata: 'a' }, { metadata: { b: 1 } }, false],
	[{ metadata: { a: 1 } }, { metadata: 'a' }, false],
	[{ metadata: { a: 1 } }, { metadata: [1] }, false],
	[{ metadata: { 'utm source': 1 } }, { metadata: { UTM_SOURCE: 1 } }, false],
	[{ metadata: { a: 1 } }, { metadata: { a: null } }, true],
	[{ metadata: { a: 1 } }, { metadata: null }, true],
])('%j, answered by %j, is a loss: %s', (sent, answered, expected) => {
	expect(findLoss({ ...(sent as object) }, { ...(answered as object) }) !== undefined).toBe(expected);
});

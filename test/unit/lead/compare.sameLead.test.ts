import fc from 'fast-check';
import { isSameLead } from '~/nodes/PollyBot/lead/compare';
import { STATUSES } from '~/nodes/PollyBot/lead/fields';

const sent = {
	name: 'Ann Lee',
	email: 'Ann@Example.com',
	phone: '+1-555-123-4567',
	source: 'Trade Fair',
	status: 'follow_up',
	message: 'One\nTwo',
	metadata: { a: [1, { b: null }], c: 'd' },
	tags: ['VIP', 'b'],
	customFields: { budget: 5000, plan: 'Pro', isNew: true },
	urgency: 'high',
};

describe('a lead is the same', () => {
	it.each([
		['itself', {}],
		['with what the service adds', { id: 'lead_1', createdAt: 'x', company: 'Tech Corp' }],
		['in the service’s spelling', { email: 'ann@example.com', status: 'FOLLOW_UP', urgency: 'HIGH' }],
		['with the status that newer services set themselves', { status: 'NEW' }],
		['without what a newer service does not store', { status: undefined, metadata: undefined }],
		['with null for what is not stored', { metadata: null, customFields: null }],
		['with texts trimmed, in another case and with other line breaks', { name: ' ann lee', message: 'One\r\nTwo\n' }],
		['with more white space in its texts', { name: 'Ann \n Lee' }],
		['with its keys in another order', { metadata: { c: 'd', a: [1, { b: null }] } }],
		['with its phone number written another way', { phone: '+1 (555) 123.4567' }],
		['with its phone number as digits', { phone: '15551234567' }],
		['with its phone number as a number', { phone: 15551234567 }],
		['with its tags in another order and in small letters', { tags: ['b', 'vip'] }],
		['with custom fields of other types', { customFields: { budget: '5000', plan: 'Pro', isNew: 'true' } }],
		['with a custom field that has a preset', { customFields: { ...sent.customFields, region: 'EU' } }],
		['without a custom field that is not known', { customFields: { budget: 5000, plan: null } }],
		['without all of its custom fields', { customFields: {} }],
	])('%s', (_, found) => {
		expect(isSameLead(sent, { ...sent, ...found })).toBe(true);
	});

	it('in whatever form of Unicode its email is', () => {
		expect(isSameLead({ email: 'J\u00f6rg@example.com' }, { email: 'jo\u0308rg@example.com ' })).toBe(true);
	});

	it('whatever status was sent, if the service set NEW', () => {
		const statuses = fc.oneof(fc.constantFrom(...Object.keys(STATUSES)), fc.string());
		fc.assert(
			fc.property(statuses, fc.constantFrom('new', 'NEW', 'New'), (status, stored) => {
				expect(isSameLead({ status }, { status: stored })).toBe(true);
			}),
		);
	});
});

describe('a field that was sent as an object', () => {
	it.each<[string, unknown, unknown, boolean]>([
		['metadata', {}, [], false],
		['metadata', [], {}, false],
		['metadata', { a: [] }, { a: {} }, false],
		['metadata', { a: 1 }, 5, false],
		['metadata', { a: -0 }, { a: 0 }, true],
		['customFields', {}, 'x', false],
		['customFields', 'x', {}, false],
		['customFields', { a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }, true],
		['name', ['a'], ['a'], true],
		['name', ['a'], 'a', false],
		['tags', [{ a: 1 }], [{ a: 1 }], true],
		['tags', [{ a: 1 }], [{ a: 2 }], false],
		['tags', ['a', { b: 1, c: 2 }], ['a', { c: 2, b: 1 }], true],
	])('%s: %j is the same as %j: %s', (field, value, stored, expected) => {
		expect(isSameLead({ [field]: value }, { [field]: stored })).toBe(expected);
	});
});

describe('a lead is another', () => {
	it.each([
		['another name', { name: 'Anna Lee' }],
		['a name without its space', { name: 'AnnLee' }],
		['another status', { status: 'QUALIFIED' }],
		['another phone number', { phone: '+1-555-123-4568' }],
		['a phone number that is a word', { phone: 'none' }],
		['more metadata', { metadata: { ...sent.metadata, e: 1 } }],
		['less metadata', { metadata: { c: 'd' } }],
		['no metadata where it is stored', { metadata: {} }],
		['another list', { metadata: { ...sent.metadata, a: [{ b: null }, 1] } }],
		['a list for an object', { metadata: [] }],
		['other tags', { tags: ['vip', 'a'] }],
		['fewer tags', { tags: ['vip'] }],
		['no tags', { tags: [] }],
		['one more tag', { tags: ['vip', 'b', 'c'] }],
		['tags that are objects', { tags: [{ id: 1 }, 'vip', 'b'] }],
		['a name that is an object', { name: { first: 'Ann' } }],
		['custom fields that are a text', { customFields: 'none' }],
		['metadata that is a text', { metadata: 'none' }],
		['a key of the metadata in another case', { metadata: { a: [1, { b: null }], C: 'd' } }],
		['another custom field', { customFields: { ...sent.customFields, budget: 6000 } }],
		['only custom fields of somebody else', { customFields: { region: 'EU' } }],
	])('with %s', (_, found) => {
		expect(isSameLead(sent, { ...sent, ...found })).toBe(false);
	});

	it('when any one text that was sent is stored as another one', () => {
		const fields = fc.constantFrom('name', 'email', 'phone', 'source', 'company', 'message', 'discord');
		const words = fc.stringMatching(/^[a-z0-9]{1,20}$/);
		fc.assert(
			fc.property(fields, words, words, (field, one, other) => {
				expect(isSameLead({ ...sent, [field]: one }, { ...sent, [field]: other })).toBe(one === other);
			}),
		);
	});
});

it('nothing that a service may answer is too odd to be compared', () => {
	fc.assert(
		fc.property(fc.constantFrom(...Object.keys(sent)), fc.jsonValue(), (field, stored) => {
			expect(() => isSameLead(sent, { ...sent, [field]: stored })).not.toThrow();
		}),
	);
});

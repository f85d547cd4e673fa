import { isSameLead } from '~/nodes/PollyBot/leads/sameLead';

const sent = {
	name: 'Ann',
	email: 'Ann@Example.com',
	status: 'new',
	metadata: { a: [1, { b: null }], c: 'd' },
	tags: ['b'],
};

it.each([
	['itself', { ...sent }],
	['with what the service adds', { ...sent, id: 'lead_1', createdAt: 'x', phone: '5' }],
	['in the service’s spelling', { ...sent, email: 'ann@example.com', status: 'NEW' }],
	['without what a newer service does not store', { ...sent, status: undefined, metadata: undefined }],
	['with null for what is not stored', { ...sent, metadata: null }],
	['with a text trimmed and composed', { ...sent, name: ' Ann ' }],
	['with its keys in another order', { ...sent, metadata: { c: 'd', a: [1, { b: null }] } }],
])('a lead is the same: %s', (_, found) => {
	expect(isSameLead(sent, found)).toBe(true);
});

it.each([
	['another name', { ...sent, name: 'ann' }],
	['more metadata', { ...sent, metadata: { ...sent.metadata, e: 1 } }],
	['less metadata', { ...sent, metadata: { c: 'd' } }],
	['another list', { ...sent, metadata: { ...sent.metadata, a: [{ b: null }, 1] } }],
	['a list for an object', { ...sent, metadata: [] }],
	['another list of tags', { ...sent, tags: ['a'] }],
	['another key', { ...sent, metadata: { a: [1, { b: null }], x: 'd' } }],
])('a lead is another: %s', (_, found) => {
	expect(isSameLead(sent, found)).toBe(false);
});

it('a lead is the same in whatever form of Unicode its email is', () => {
	expect(isSameLead({ email: 'J\u00f6rg@example.com' }, { email: 'jo\u0308rg@example.com ' })).toBe(true);
});

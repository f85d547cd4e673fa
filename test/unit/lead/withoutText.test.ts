import { redact } from '~/nodes/PollyBot/messages/failure';
import { asText } from '~/nodes/PollyBot/lead/cell';
import { findLoss, isSameLead } from '~/nodes/PollyBot/lead/compare';
import { keepMatching } from '~/nodes/PollyBot/lead/matching';
import { mergeChanges } from '~/nodes/PollyBot/lead/changes';
import { selectFields } from '~/nodes/PollyBot/lead/outputFields';
import { keepInRange, SortedRange } from '~/nodes/PollyBot/lead/timeRange';

/** JSON of which `String` makes nothing but an exception, or nothing that anybody means. */
const ODD: unknown[] = [
	{ toString: 1 },
	{ toString: null, valueOf: null },
	{ toJSON: 1 },
	[{ toString: 1 }],
	{ a: { toString: 1 } },
	JSON.parse('{"__proto__":{"toString":1},"constructor":1}'),
	[],
	{},
	null,
	true,
	0,
];

const FIELDS = {
	name: 'Ann Lee',
	email: 'ann@example.com',
	phone: '+1-555-0100',
	status: 'new',
	source: 'fair',
	tags: ['a'],
	metadata: { a: 1 },
	customFields: { a: 1 },
	urgency: 'high',
	priority: 'LOW',
	createdAt: '2026-01-31T10:00:00Z',
};

describe.each(ODD.map((value) => [JSON.stringify(value), value]))('a field that is %s', (_, odd) => {
	it.each(Object.keys(FIELDS))('as %s, is no reason to throw', (field) => {
		const lead = { id: 'lead_1', ...FIELDS, [field]: odd };
		expect(typeof isSameLead(FIELDS, lead)).toBe('boolean');
		expect(keepMatching([lead], { status: 'new', source: 'fair', priority: 'LOW' }).length).toBeLessThanOrEqual(1);
		expect(keepInRange([lead], [{ time: 'createdAt', after: 0 }]).length).toBeLessThanOrEqual(1);
		expect(new SortedRange({ time: 'createdAt', after: 0 }, 'desc').isOverAfter([lead])).toBe(false);
		expect(() => findLoss(FIELDS, lead)).not.toThrow();
		expect(() => mergeChanges({ tags: ['b'], customFields: { b: 2 } }, lead, ['tags', 'customFields'])).not.toThrow();
		expect(selectFields(lead, { selected: [field] })).toEqual({ id: 'lead_1', [field]: odd });
	});

	it('as the value of an error, is shown', () => {
		expect(() => redact({ message: 'No.', value: odd }, 0, 'sk-workspace_test')).not.toThrow();
	});
});

it.each([
	['text', 'text'],
	[5, '5'],
	[10n, '10'],
	[true, 'true'],
	[null, 'null'],
	[undefined, 'undefined'],
	[{ toString: 1 }, '{"toString":1}'],
	[['a', 1], '["a",1]'],
	// n8n gives a BigInt a JSON form.
	[{ big: 10n }, '{"big":"10"}'],
	[{ toString: 1, big: 10n }, '{"toString":1,"big":"10"}'],
	[Symbol('s'), 'Symbol(s)'],
])('%p as text is %s', (value, text) => {
	expect(asText(value)).toBe(text);
});

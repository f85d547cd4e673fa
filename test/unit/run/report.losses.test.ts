import { create } from '~/nodes/PollyBot/operations/lead/create';
import { update } from '~/nodes/PollyBot/operations/lead/update';
import { explainLosses } from '~/nodes/PollyBot/run/report';
import type { Outcome } from '~/nodes/PollyBot/run/operation';

let ids = 0;
const lead = (missing: string[], changed: string[] = [], id: unknown = (ids += 1)): Outcome => ({
	success: { output: 'Created', items: [{ id }], loss: { missing, changed } },
});
const say = (...outcomes: Outcome[]) => explainLosses(outcomes, create, true);

it('without a loss there is nothing to say', () => {
	expect(say()).toBeUndefined();
	expect(say({ success: { output: 'Created', items: [{ id: 1 }] } }, { deferred: true })).toBeUndefined();
});

it('fields that are missing in the same number of leads are named together, those of most leads first', () => {
	const both = ['phone', 'discord', 'tags'];
	expect(say(lead(['notes']), lead(both), lead(both))).toBe(
		'PollyBot returned 2 leads without phone, discord or tags and 1 lead without notes: they were sent, but probably not stored.',
	);
});

it('of many keys the most frequent are named, and how many more there are', () => {
	const keys = Array.from({ length: 30 }, (_, index) => `metadata.key${index}`);
	const sentence = say(lead(keys), lead(['metadata.key29']));
	expect(sentence).toContain(
		'returned 2 leads without metadata.key29 and 1 lead without metadata.key0, metadata.key1,',
	);
	expect(sentence).toContain('metadata.key6 and 22 more fields: they were sent');
});

it.each([
	[['metadata'], 'set \'Store Other Fields In\' (in the options) to "Custom Fields", or use Custom Fields'],
	[['metadata.utm'], 'set \'Store Other Fields In\' (in the options) to "Custom Fields", or use Custom Fields'],
	[['customFields'], 'set \'Store Other Fields In\' (in the options) to "Metadata", or use Metadata.'],
	[['metadata', 'customFields'], undefined],
	[['discord'], undefined],
])('what to do is said where something can be done: %j', (missing, advice) => {
	const sentence = say(lead(missing));
	if (advice === undefined) expect(sentence).toMatch(/probably not stored\.$/);
	else expect(sentence).toContain(`To keep such data, ${advice}`);
});

it('an option that says where other fields go is no advice about fields that the user has mapped', () => {
	expect(explainLosses([lead(['metadata'])], create)).toMatch(/To keep such data, use Custom Fields \(among/);
});

it('an update names its own fields, and the way to change a status is no news there', () => {
	expect(explainLosses([lead(['metadata'], ['status'])], update)).toBe(
		'PollyBot returned 1 lead without metadata: it was sent, but probably not stored. To keep such data, use Custom Fields (among the Update Fields). PollyBot set a different status for 1 lead.',
	);
});

it('several rows about one lead are one lead', () => {
	expect(say(lead(['phone'], [], 'lead_1'), lead(['phone'], [], 'lead_1'))).toContain('returned 1 lead without phone:');
});

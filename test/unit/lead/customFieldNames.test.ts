import { CustomFieldNames } from '~/nodes/PollyBot/lead/customFieldNames';

const withNames = (names: readonly string[]) => ({ customFields: Object.fromEntries(names.map((name) => [name, 1])) });
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `field ${index + 1}`);

/** Returns the names that are told, of leads and rows with custom fields of these names. */
function told(leads: ReadonlyArray<readonly string[]>, rows: ReadonlyArray<readonly string[]>): string | undefined {
	const names = new CustomFieldNames();
	for (const lead of leads) names.noteStored(withNames(lead));
	for (const row of rows) names.noteSent(withNames(row));
	return names.toText()?.replace(/^.*almost alike: (.*)\. Rename .*$/s, '$1');
}

describe('custom fields that are named almost alike are told', () => {
	it.each<[string, string[][], string[][], string]>([
		[
			'with how many leads have one',
			[['budget'], ['budget'], ['plan']],
			[['Budget']],
			'"Budget" beside "budget" (2 leads)',
		],
		['of one lead', [['budget', 'plan']], [['plan', 'BUDGET']], '"BUDGET" beside "budget" (1 lead)'],
		['but for _, - and spaces', [['follow_up']], [['Follow - Up']], '"Follow - Up" beside "follow_up" (1 lead)'],
		[
			'with what cannot be seen',
			[['bud\u00a0get']],
			[['bud\tget']],
			'"bud[U+0009]get" beside "bud[U+00A0]get" (1 lead)',
		],
		['the one that the most leads have', [['Plan'], ['plan'], ['plan']], [['PLAN']], '"PLAN" beside "plan" (2 leads)'],
		['each once', [['a'], ['b']], [['A'], ['A', 'B']], '"A" beside "a" (1 lead), "B" beside "b" (1 lead)'],
	])('%s', (_, leads, rows, names) => {
		expect(told(leads, rows)).toBe(names);
	});

	it('in a sentence that says what to do', () => {
		const names = new CustomFieldNames();
		names.noteStored(withNames(['budget']));
		names.noteSent(withNames(['Budget']));
		expect(names.toText()).toBe(
			'Custom fields that are named almost alike: "Budget" beside "budget" (1 lead). Rename one of them if they are the same.',
		);
	});

	it('five of them', () => {
		expect(told([numbered(9)], [numbered(9).map((name) => name.toUpperCase())])?.match(/beside/g)).toHaveLength(5);
	});

	it('of the first 1,000', () => {
		expect(told([numbered(1001)], [['Field 1000', 'Field 1001']])).toBe('"Field 1000" beside "field 1000" (1 lead)');
	});

	it('up to 100 characters', () => {
		const [long, longer] = ['x'.repeat(100), 'x'.repeat(101)];
		expect(told([[long, longer]], [[long.toUpperCase(), longer.toUpperCase()]])).toBe(
			`"${long.toUpperCase()}" beside "${long}" (1 lead)`,
		);
	});
});

describe('no custom fields are named almost alike', () => {
	it.each<[string, string[][], string[][]]>([
		['where rows and leads have the same', [['budget'], ['Budget']], [['budget', 'Budget']]],
		['where no lead has a similar one', [['budget']], [['plan']]],
		['where there are no leads', [], [['budget']]],
	])('%s', (_, leads, rows) => {
		expect(told(leads, rows)).toBeUndefined();
	});

	it('where a lead and a row have a text or a list instead of custom fields', () => {
		const names = new CustomFieldNames();
		for (const customFields of [undefined, null, 'a', ['a']]) names.noteStored({ customFields });
		for (const customFields of [undefined, null, 'A', ['A']]) names.noteSent({ customFields });
		expect(names.toText()).toBeUndefined();
	});
});

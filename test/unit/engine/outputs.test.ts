import { toOutputs } from '~/nodes/PollyBot/engine/outputs';

const items = ['a', 'b', 'c', 'd'].map((row) => ({ json: { row } }));
const plan = { items, outputs: ['Created', 'Duplicate'], hasErrorOutput: false };
const failed = { failure: { message: 'No', code: 'X', field: undefined } };

describe('items on the outputs', () => {
	test('keep the order of the input, are paired, and failed ones stand behind the others', () => {
		const outcomes = [
			failed,
			{ output: 'Duplicate', json: { n: 1 } },
			{ output: 'Created', json: { n: 2 } },
			{ output: 'Created', json: { n: 3 } },
		];
		expect(toOutputs(outcomes, plan)).toEqual([
			[
				{ json: { n: 2 }, pairedItem: { item: 2 } },
				{ json: { n: 3 }, pairedItem: { item: 3 } },
				{ json: { row: 'a', error: { message: 'No', code: 'X', item: 1 } }, pairedItem: { item: 0 } },
			],
			[{ json: { n: 1 }, pairedItem: { item: 1 } }],
		]);
	});

	test('failed ones hold exactly the error where n8n has an Error output for them', () => {
		const [created] = toOutputs([failed, failed, failed, failed], { ...plan, hasErrorOutput: true });
		expect(created?.map(({ json }) => json)).toEqual(
			[1, 2, 3, 4].map((item) => ({ error: { message: 'No', code: 'X', item } })),
		);
	});

	test('are as many lists as there are outputs, also when nothing is on them', () => {
		expect(toOutputs([], { ...plan, items: [] })).toEqual([[], []]);
	});

	test('an item without an outcome, or for an output that is not there, is never dropped in silence', () => {
		expect(() => toOutputs([failed], plan)).toThrow('Item 2 has no place');
		expect(() => toOutputs([{ output: 'Deferred', json: {} }, failed, failed, failed], plan)).toThrow(
			'Item 1 has no place',
		);
	});
});

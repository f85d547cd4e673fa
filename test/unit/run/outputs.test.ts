import { containing, including } from '~/test/matchers';
import { toOutputs, toToolResponse } from '~/nodes/PollyBot/run/outputs';

const items = ['a', 'b', 'c', 'd'].map((row) => ({ json: { row } }));
const plan = { items, outputs: ['Created', 'Duplicate'], hasErrorOutput: false };
const success = (output: string, n: number) => ({ success: { output, items: [{ n }] } });
const failed = { failure: { message: 'No', code: 'NETWORK' as const, field: undefined } };

describe('items on the outputs', () => {
	it('keep the order of the input, are paired, and failed ones follow the others', () => {
		const outcomes = [failed, success('Duplicate', 1), success('Created', 2), success('Created', 3)];
		expect(toOutputs(outcomes, plan)).toEqual([
			[
				{ json: { n: 2 }, pairedItem: { item: 2 } },
				{ json: { n: 3 }, pairedItem: { item: 3 } },
				{ json: { row: 'a', error: { message: 'No', code: 'NETWORK', item: 1 } }, pairedItem: { item: 0 } },
			],
			[{ json: { n: 1 }, pairedItem: { item: 1 } }],
		]);
	});

	it('failed ones hold exactly the error where n8n has an Error output for them', () => {
		const [created] = toOutputs([failed, failed, failed, failed], { ...plan, hasErrorOutput: true });
		expect(created?.map(({ json }) => json)).toEqual(
			[1, 2, 3, 4].map((item) => ({ error: { message: 'No', code: 'NETWORK', item } })),
		);
	});

	it.each([false, true])('failed ones keep their binary data (Error output: %s)', (hasErrorOutput) => {
		const binary = { file: { data: 'eA==', mimeType: 'text/plain' } };
		const [list] = toOutputs([failed, failed], {
			items: [{ json: {}, binary }, { json: {} }],
			outputs: ['Created'],
			hasErrorOutput,
		});
		expect(list).toStrictEqual([
			{ json: { error: { message: 'No', code: 'NETWORK', item: 1 } }, binary, pairedItem: { item: 0 } },
			{ json: { error: { message: 'No', code: 'NETWORK', item: 2 } }, pairedItem: { item: 1 } },
		]);
	});

	it('are as many lists as there are outputs, also when nothing is on them', () => {
		expect(toOutputs([], { ...plan, items: [] })).toEqual([[], []]);
	});

	it.each([
		['without an outcome', [success('Created', 1)]],
		['for an output that is not there', [success('Created', 1), success('Nowhere', 1)]],
		['that is deferred without a Deferred output', [success('Created', 1), { deferred: true as const }]],
	])('one %s fails as a fault of the package, and costs no other item its place', (_, outcomes) => {
		expect(toOutputs(outcomes, { ...plan, items: items.slice(0, 2) })).toEqual([
			[
				{ json: { n: 1 }, pairedItem: { item: 0 } },
				{
					json: { row: 'b', error: including({ message: containing('A fault inside the PollyBot node'), item: 2 }) },
					pairedItem: { item: 1 },
				},
			],
			[],
		]);
	});

	it('deferred ones are the input items themselves, binary included, and say when they can be sent', () => {
		const binary = { file: { data: 'eA==', mimeType: 'text/plain' } };
		const deferral = { retryAt: '2026-01-31T10:00:00.000Z', retryAfter: 60 };
		expect(
			toOutputs([{ deferred: true }, success('Created', 1)], {
				items: [{ json: { row: 'a' }, binary }, { json: { row: 'b' } }],
				outputs: ['Created', 'Deferred'],
				hasErrorOutput: false,
				deferral,
			}),
		).toEqual([
			[{ json: { n: 1 }, pairedItem: { item: 1 } }],
			[{ json: { row: 'a', ...deferral }, binary, pairedItem: { item: 0 } }],
		]);
	});
});

describe('the answer of a tool', () => {
	it('is a single list with everything in it, in the order of the input, failures as nothing but their error', () => {
		const many = { success: { output: 'Leads', items: [{ n: 3 }, { n: 4 }] } };
		expect(
			toToolResponse([failed, success('Duplicate', 1), many, { success: { output: 'Leads', items: [] } }]),
		).toEqual([
			[
				{ json: { error: { message: 'No', code: 'NETWORK', item: 1 } }, pairedItem: { item: 0 } },
				{ json: { n: 1 }, pairedItem: { item: 1 } },
				{ json: { n: 3 }, pairedItem: { item: 2 } },
				{ json: { n: 4 }, pairedItem: { item: 2 } },
			],
		]);
	});
});

import type { INodeParameters } from 'n8n-workflow';
import { containing, including } from '~/test/matchers';
import { mapped, PROFILES, sandboxed } from './sandboxed';
import { ann, sendFields } from './sendFields';

const pair = (name: string, value: unknown, type = 'string') => ({ id: name, name, value, type });
const pairs = (...assignments: Array<ReturnType<typeof pair>>) => ({ assignments }) as INodeParameters;

describe.each(PROFILES)('Custom fields, PollyBot %s', (profile) => {
	const pollyBot = sandboxed({ profile });
	const { run, sandbox } = pollyBot;
	const bodies = () => sandbox().requests.map(({ body }) => body);
	const stored = () => sandbox().leads()[0];

	/** The body of the request that changes or makes the lead, without what it is known by. */
	function sentFields() {
		const { name: _, email: __, ...fields } = Object(bodies().at(-1)) as Record<string, unknown>;
		return fields;
	}

	describe.each(['create', 'upsert', 'update'])('custom fields in %s', (operation) => {
		it('are typed pairs, filled by drag and drop, and an empty one is left out', async () => {
			const customFieldPairs = pairs(
				pair('budget', '={{ $json.Budget }}', 'number'),
				pair('vip', 'yes', 'boolean'),
				pair('plan', '={{ $json.plan }}'),
				pair('seats', '={{ $json.seats }}', 'array'),
				pair('address', '{"city": "Ghent"}', 'object'),
				pair('__proto__', 'p'),
				pair('gap', '={{ $json.gap }}'),
				pair('none', '={{ $json.missing }}', 'number'),
				pair('ratio', '={{ 1 / 0 }}', 'number'),
			);
			const row = { Budget: '5000', plan: ' Pro ', seats: ['a', { b: null }], gap: ' \u200b' };
			const { error } = await sendFields(pollyBot, operation, row, { customFieldPairs });
			expect(error).toBeUndefined();
			const text =
				'{"budget":5000,"vip":true,"plan":" Pro ","seats":["a",{"b":null}],"address":{"city":"Ghent"},"__proto__":"p"}';
			expect(sandbox().requests.at(-1)?.rawBody).toContain(`"customFields":${text}`);
			expect(JSON.stringify(stored()?.customFields)).toBe(text);
		});

		it('may be given as JSON too: the pairs win key by key, the empty ones do not', async () => {
			await sendFields(
				pollyBot,
				operation,
				{},
				{
					customFields: '{"plan": "Free", "budget": 1, "size": "S", "gap": null}',
					customFieldPairs: pairs(pair('budget', 2, 'number'), pair('size', ' '), pair('new', true, 'boolean')),
				},
			);
			expect(sentFields()).toEqual({ customFields: { plan: 'Free', budget: 2, size: 'S', new: true } });
			expect(stored()?.customFields).toEqual({ plan: 'Free', budget: 2, size: 'S', new: true });
		});

		it.each([
			['an object', { plan: 'Pro', gap: '' }],
			['JSON text', '{"plan": "Pro", "gap": null}'],
		])('may be an expression that gives all pairs together: %s', async (_, all) => {
			await sendFields(pollyBot, operation, { all }, { customFieldPairs: '={{ $json.all }}' });
			expect(sentFields()).toEqual({ customFields: { plan: 'Pro' } });
		});

		it.each<[string, INodeParameters, string, string]>([
			[
				'a value of another type',
				pairs(pair('budget', 'much', 'number')),
				'customFieldPairs.budget',
				`"budget" in 'Custom Fields' should be of type number, but is not.`,
			],
			[
				'a value without a name',
				pairs(pair('', 'x')),
				'customFieldPairs',
				"'Custom Fields' has a value without a name.",
			],
		])('%s is rejected before any request', async (_, customFieldPairs, field, message) => {
			const result = await sendFields(
				pollyBot,
				operation,
				{},
				{ customFieldPairs },
				{ onError: 'continueErrorOutput' },
			);
			const error = including({ code: 'VALIDATION_ERROR', field, message: containing(message) });
			expect(result.output('Error').map(({ json }) => json.error)).toEqual([error]);
			expect(bodies()).toEqual([]);
		});
	});

	describe.each(['create', 'upsert'])('Store Other Fields In = Custom Fields, in %s', (operation) => {
		const row = { ...ann, utm: 'google', ' Deal Value': 4200, vip: false, list: [1], gap: '', none: null };
		const others = { utm: 'google', ' Deal Value': 4200, vip: false, list: [1] };
		const inCustomFields = { storeExtraFieldsIn: 'customFields' };

		it('automatic mapping puts the other input fields there, in their order and with their types', async () => {
			const parameters = { dataToSend: 'autoMapInputData', inputsToIgnore: 'row', options: inCustomFields };
			await run(operation, [{ row: 1, ...row }], { parameters });
			expect(bodies()).toEqual([{ ...ann, customFields: others }]);
			expect(Object.keys(stored()?.customFields ?? {})).toEqual(Object.keys(others));
		});

		it('a field named metadata is the metadata all the same', async () => {
			const parameters = { dataToSend: 'autoMapInputData', options: inCustomFields };
			await run(operation, [{ ...ann, utm: 'x', metadata: { utm: 'y' } }], { parameters });
			expect(bodies()).toEqual([{ ...ann, metadata: { utm: 'y' }, customFields: { utm: 'x' } }]);
		});

		it('the other input fields go there, and keys given by hand win', async () => {
			const parameters = mapped({
				status: '',
				metadata: pairs(pair('source', 'import')),
				additionalFields: {
					customFields: '{"vip": true, "gap": "filled"}',
					customFieldPairs: pairs(pair('utm', 'by hand'), pair('list', '={{ $json.missing }}')),
				},
				options: { ...inCustomFields, includeRemaining: true },
			});
			await run(operation, [row], { parameters });
			const customFields = { ...others, utm: 'by hand', vip: true, gap: 'filled' };
			expect(bodies()).toEqual([{ ...ann, metadata: { source: 'import' }, customFields }]);
		});

		it('without either of them nothing is added', async () => {
			await run(operation, [row], { parameters: mapped({ status: '', options: inCustomFields }) });
			expect(bodies()).toEqual([ann]);
		});

		it('may differ from row to row, and is the metadata where it is empty', async () => {
			const parameters = {
				dataToSend: 'autoMapInputData',
				inputsToIgnore: 'place',
				options: { storeExtraFieldsIn: '={{ $json.place }}', maxConcurrency: 1 },
			};
			const rows = ['customFields', 'metadata', ' ', null].map((place, index) => ({
				name: 'Ann',
				email: `ann${index}@example.com`,
				utm: 'x',
				place,
			}));
			await run(operation, rows, { parameters });
			const utm = { utm: 'x' };
			expect(bodies()).toMatchObject([{ customFields: utm }, { metadata: utm }, { metadata: utm }, { metadata: utm }]);
		});

		it('another place is rejected: there the fields might be lost', async () => {
			const parameters = { dataToSend: 'autoMapInputData', options: { storeExtraFieldsIn: '={{ "notes" }}' } };
			const result = await run(operation, [row], { parameters, onError: 'continueErrorOutput' });
			expect(result.output('Error')[0]?.json.error).toMatchObject({
				code: 'VALIDATION_ERROR',
				field: 'storeExtraFieldsIn',
				message: containing("'Store Other Fields In' must be Metadata or Custom Fields."),
			});
			expect(bodies()).toEqual([]);
		});
	});
});

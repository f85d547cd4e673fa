import { types } from 'node:util';
import type { IExecuteFunctions } from 'n8n-workflow';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { containing } from '~/test/matchers';
import { people, sandboxed } from './sandboxed';

const { create, sandbox, sent } = sandboxed({ chatbotIds: ['cb_one', 'cb_two'] });

/** Two tenants in turn: their chatbots and keys stand in the rows. */
const rows = people(4).map((person, index) => ({
	...person,
	bot: index % 2 === 0 ? 'cb_one' : 'cb_two',
	key: `sk-workspace_test_${index % 2}`,
	url: `http://127.0.0.${index % 2}:9`,
}));

describe('A credential with an expression', () => {
	it.each([
		['$json', '={{ $json.bot }}'],
		['the node before', "={{ $('Rows').item.json.bot }}"],
		['the index of the item', "={{ $itemIndex % 2 ? 'cb_two' : 'cb_one' }}"],
		['an item that lacks it', "={{ $json.bot === 'cb_two' ? $json.bot : 'cb_one' }}"],
	])('gives each row its own chatbot: by %s', async (_, chatbotId) => {
		const run = await create(rows, { credential: { chatbotId } });
		expect(run.output('Created')).toHaveLength(4);
		expect(
			sandbox()
				.leads()
				.map(({ chatbotId: bot }) => bot),
		).toEqual(rows.map(({ bot }) => bot));
	});

	// n8n 2.41 gives an expression copies of all items, and what it cannot copy is undefined there: isolated-vm needs Node 24.
	it.each([1, 2])('reads the items as they are: %i', async (count) => {
		const credential = { chatbotId: '={{ $input.first().json.bot }}' };
		await create(rows.slice(0, count), { credential, nodeType: new CopiedItems() });
		const stored = sandbox().leads();
		expect(stored.map(({ chatbotId }) => chatbotId)).toEqual(new Array(count).fill('cb_one'));
	});

	it('that is the same for all rows is used for all', async () => {
		const run = await create(rows, { credential: { chatbotId: "={{ 'cb_' + 'two' }}" } });
		expect(run.output('Created')).toHaveLength(4);
		expect(
			new Set(
				sandbox()
					.leads()
					.map(({ chatbotId }) => chatbotId),
			),
		).toEqual(new Set(['cb_two']));
	});

	it.each([
		['API Key', { apiKey: '={{ $json.key }}' }],
		['Base URL', { baseUrl: '={{ $json.url }}' }],
		['API Key, found by its index', { apiKey: "={{ $('Rows').all()[$itemIndex].json.key }}" }],
	])('that gives rows another %s sends nothing', async (_, credential) => {
		const run = await create(rows.slice(0, 3), { credential, onError: 'continueErrorOutput' });
		expect(run.output('Error').map(({ json }) => json.error)).toMatchObject(
			[1, 2, 3].map((item) => ({
				code: 'CONFIGURATION',
				item,
				message: containing('has another API key or Base URL than item 1'),
			})),
		);
		expect(sent()).toEqual([]);
	});
});

class CopiedItems extends PollyBot {
	override async execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		const getCredentials = async (type: string, item?: number) => {
			const originals = [...items];
			for (const [index, original] of originals.entries()) if (types.isProxy(original)) items[index] = { json: {} };
			try {
				return await this.getCredentials(type, item);
			} finally {
				items.splice(0, items.length, ...originals);
			}
		};
		const context = Object.create(this, { getCredentials: { value: getCredentials } }) as IExecuteFunctions;
		return await PollyBot.prototype.execute.call(context);
	}
}

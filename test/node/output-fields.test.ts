import type { INodeParameters } from 'n8n-workflow';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { containing } from '~/test/matchers';
import { activatePolling } from './n8nCore';
import { POLLYBOTS } from './pollyBots';
import { people, sandboxed } from './sandboxed';

const SIMPLIFIED = [
	'id',
	'name',
	'email',
	'phone',
	'source',
	'status',
	'company',
	'metadata',
	'createdAt',
	'updatedAt',
];

/** As n8n makes a tool of a node: with another name, by which it tells which defaults count. */
function toolOf(nodeType: PollyBot): PollyBot {
	nodeType.description.name += 'Tool';
	return nodeType;
}

describe.each(POLLYBOTS)('The output fields, $title', ({ profile, shown }) => {
	const { run, sandbox, node, requests } = sandboxed({ profile });
	const asTool = { nodeName: 'pollyBotTool', nodeType: toolOf(new PollyBot()) };
	const add = () =>
		sandbox().addLead({ name: 'Ann', email: 'ann@example.com', phone: '555', tags: ['a'], metadata: { a: 1 } });
	const byId = (id: string) => ({ leadId: { __rl: true, mode: 'id', value: id } });

	describe.each(['get', 'getAll'])('%s', (operation) => {
		const json = async (parameters: INodeParameters, options = {}) => {
			const result = await run(operation, [{}], { parameters, ...options });
			return result.outputs[0]?.map((item) => item.json);
		};

		it('are all as a node, and ten at most as a tool', async () => {
			const lead = add();
			const all = shown(lead);
			expect(await json(byId(lead.id))).toEqual([all]);
			const simplified = Object.fromEntries(Object.entries(all).filter(([name]) => SIMPLIFIED.includes(name)));
			expect(await json(byId(lead.id), asTool)).toEqual([simplified]);
			expect(await json({ ...byId(lead.id), output: 'simplified' })).toEqual([simplified]);
			expect(await json({ ...byId(lead.id), output: 'raw' }, asTool)).toEqual([all]);
		});

		it('are those that are named, whichever way', async () => {
			const { id, name } = add();
			for (const outputFields of ['name, status.x', '["name"]', '={{ ["name"] }}']) {
				expect(await json({ ...byId(id), output: 'selectedFields', outputFields })).toEqual([{ id, name }]);
			}
		});

		it.each([
			[{ output: 'selectedFields' }, "'Output Fields' is empty"],
			[{ output: 'selectedFields', outputFields: ' , ' }, "'Output Fields' is empty"],
			[{ output: '={{ "some" }}' }, "'Output' must be"],
			[{ output: 'selectedFields', outputFields: '={{ { a: 1 } }}' }, 'must be a list'],
		])('%j is rejected without a request', async (parameters, message) => {
			const result = await run(operation, [{}], { parameters: { ...byId('lead_1'), ...parameters } });
			expect(result.error?.message).toEqual(containing(message));
			expect(requests()).toEqual([]);
		});
	});

	it('may differ from item to item, though the lead is the same', async () => {
		const { id, name, email } = add();
		const rows = [{ field: 'name' }, { field: 'email' }];
		const parameters = { ...byId(id), output: 'selectedFields', outputFields: '={{ $json.field }}' };
		const result = await run('get', rows, { parameters });
		expect(result.outputs[0]?.map(({ json }) => json)).toEqual([
			{ id, name },
			{ id, email },
		]);
	});

	it('are chosen in the polling trigger too', async () => {
		const parameters = { output: 'selectedFields', outputFields: 'name' };
		const trigger = await activatePolling({ ...node(parameters), nodeName: 'pollyBotPollingTrigger' });
		await trigger.poll();
		const { id } = add();
		expect(await trigger.poll()).toEqual([{ id, name: 'Ann', event: 'created' }]);
	});

	it('of 500 leads an agent reads the number and the first ones, and how to find fewer', async () => {
		people(500).forEach((person) => sandbox().addLead(person));
		const result = await run('getAll', [{}], { parameters: { returnAll: true }, ...asTool });
		const [summary, ...leads] = result.outputs[0]?.map(({ json }) => json) ?? [];
		expect(summary).toEqual({ found: 500, shown: leads.length, message: containing('500 leads were found') });
		expect(leads.length).toBeGreaterThan(10);
		const limited = await run('getAll', [{}], { parameters: { limit: 300 }, ...asTool });
		expect(limited.outputs[0]?.[0]?.json.message).toContain('At least 300 leads were found');
		expect(JSON.stringify(result.outputs[0]?.map(({ json }) => json)).length).toBeLessThan(10_000);
	});
});

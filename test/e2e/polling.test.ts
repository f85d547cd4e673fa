import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { nodeCredentials, parseWorkflow, type Workflow, type WorkflowNode, withNode } from '~/tools/n8n/workflow';
import { until } from '~/tools/until';
import { REPOSITORY } from '~/tools/repository';
import { type Receiver, startReceiver } from '~/test/receiver';
import { pollyBotInN8n } from './support/pollyBotInN8n';
import { executions, items, nodeBehind, pollingNode, pollsEvery, triggerWorkflow } from './support/triggerWorkflow';

const { sandbox, rest, credential } = pollyBotInN8n({ keepLeads: true });

const NEWS = 'News';

function workflowWith(parameters: Record<string, unknown>): Workflow {
	const node = pollingNode(credential(), parameters, NEWS);
	return triggerWorkflow([{ node, url: '', testUrl: '' }], [nodeBehind()]);
}

const add = (name: string) => sandbox().addLead({ name, email: `${randomUUID()}@example.com` });

async function polled(count = 1): Promise<void> {
	const before = sandbox().requests.length;
	await until('PollyBot was asked', () => sandbox().requests.length >= before + count);
}

describe('PollyBot Polling Trigger', () => {
	it('starts the active workflow with what is new and what was changed, also after it was turned off', async () => {
		const old = add('Old');
		const workflowId = await rest().importWorkflow(workflowWith({ event: 'leadCreatedOrUpdated' }));
		await rest().activate(workflowId);
		await polled(2);
		expect(await rest().executionIds(workflowId)).toEqual([]);

		const ann = add('Ann');
		const [first] = await executions(rest(), workflowId, 1);
		expect(items(first, NEWS)).toMatchObject([{ id: ann.id, name: 'Ann', event: 'created' }]);

		sandbox().removeLead(old.id);
		sandbox().addLead({ ...old, company: 'Tech Corp', updatedAt: new Date(Date.now() + 2000).toISOString() });
		const [, second] = await executions(rest(), workflowId, 2);
		expect(items(second, NEWS)).toMatchObject([{ id: old.id, company: 'Tech Corp', event: 'updated' }]);

		await rest().deactivate(workflowId);
		const updatedAt = new Date(Date.now() + 4000).toISOString();
		for (const name of ['Bob', 'Cy'])
			sandbox().addLead({ name, email: `${name}@example.com`, createdAt: updatedAt, updatedAt });
		await rest().activate(workflowId);
		const [, , third] = await executions(rest(), workflowId, 3);
		expect(items(third, NEWS).map(({ name, event }) => [name, event])).toEqual([
			['Bob', 'created'],
			['Cy', 'created'],
		]);
		await polled(2);
		expect(await rest().executionIds(workflowId)).toHaveLength(3);
		await rest().deactivate(workflowId);
	});

	it('cannot be activated without a valid key, and says why', async () => {
		const wrong = { apiKey: 'sk-workspace_test_wrong', baseUrl: sandbox().url, chatbotId: sandbox().chatbotId };
		const bad = await rest().createCredential('Wrong', 'pollyBotApi', wrong);
		const node = pollingNode(bad, {}, NEWS);
		const workflowId = await rest().importWorkflow(triggerWorkflow([{ node, url: '', testUrl: '' }]));
		await expect(rest().activate(workflowId)).rejects.toThrow('does not accept the API key');
	});

	it('in the editor gives the newest lead', async () => {
		const newest = new Date(Date.now() + 60_000).toISOString();
		const lead = sandbox().addLead({
			name: 'Newest',
			email: 'newest@example.com',
			createdAt: newest,
			updatedAt: newest,
		});
		const execution = await rest().run(await rest().importWorkflow(workflowWith({})), NEWS);
		expect(execution.error).toBeUndefined();
		expect(items(execution, NEWS)).toMatchObject([{ id: lead.id, event: 'created' }]);
	});
});

describe('a workflow that changes the lead it was started with', () => {
	const changing = (leadId: string): WorkflowNode => ({
		...nodeBehind('n8n-nodes-pollybot.pollyBot', 1, {
			operation: 'update',
			leadId,
			updateFields: { status: 'contacted' },
		}),
		name: 'Change',
		credentials: nodeCredentials(credential()),
	});
	const once = (name: string) =>
		nodeBehind(
			'n8n-nodes-base.removeDuplicates',
			2,
			{
				operation: 'removeItemsSeenInPreviousExecutions',
				dedupeValue: '={{ $json.id }} {{ $json.updatedAt }}',
				options: { scope: 'workflow' },
			},
			name,
		);

	it.each([
		['a filter that the change leaves', { event: 'leadUpdated', filters: { status: 'new' } }, false],
		['two Remove Duplicates', { event: 'leadUpdated' }, true],
	])('does not start itself again with %s', async (_, parameters, removes) => {
		const lead = add('Loop');
		const change = changing('={{ $json.id }}');
		const node = pollingNode(credential(), parameters, NEWS);
		const behind = removes ? [once('Before'), change, once('After')] : [change];
		const workflowId = await rest().importWorkflow(triggerWorkflow([{ node, url: '', testUrl: '' }], behind));
		await rest().activate(workflowId);
		await polled(2);
		sandbox().removeLead(lead.id);
		sandbox().addLead({ ...lead, company: 'Tech Corp', updatedAt: new Date(Date.now() + 2000).toISOString() });
		await executions(rest(), workflowId, 1);
		await polled(5);
		const changes = sandbox().requests.filter(({ method, path }) => method === 'PUT' && path.endsWith(lead.id));
		expect(changes).toHaveLength(1);
		await rest().deactivate(workflowId);
	});
});

describe('changed-leads-to-crm.json', () => {
	let crm: Receiver;
	beforeAll(async () => {
		crm = await startReceiver();
	});
	afterAll(async () => {
		await crm.close();
	});

	it('saves new and changed leads in the CRM', async () => {
		const text = await readFile(join(REPOSITORY, 'examples', 'changed-leads-to-crm.json'), 'utf8');
		const example = parseWorkflow(text.replace('https://crm.example.com', crm.url));
		const ready = withNode(example, 'New or Changed Lead', (node): WorkflowNode => ({
			...node,
			parameters: { ...node.parameters, ...pollsEvery(2) },
			credentials: nodeCredentials(credential()),
		}));
		const workflowId = await rest().importWorkflow(ready);
		await rest().activate(workflowId);
		const time = new Date(Date.now() + 120_000).toISOString();
		const lead = sandbox().addLead({ name: 'Dora', email: ' Dora@Example.com', createdAt: time, updatedAt: time });
		await until('the lead is in the CRM', () => crm.calls.length === 1);
		expect(crm.calls[0]).toMatchObject({ method: 'PUT', path: `/api/contacts/${lead.id}` });
		expect(JSON.parse(crm.calls[0]?.body ?? '')).toEqual({
			pollyBotId: lead.id,
			event: 'created',
			name: 'Dora',
			email: 'dora@example.com',
			phone: '',
			status: 'new',
			changedAt: time,
		});
		await rest().deactivate(workflowId);
	});
});

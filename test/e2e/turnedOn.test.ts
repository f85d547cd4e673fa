import axios from 'axios';
import { randomUUID } from 'node:crypto';

import { nodeCredentials, type Workflow } from '~/tools/n8n/workflow';
import { until } from '~/tools/until';
import { host } from './support/host';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const { sandbox, rest, credential } = pollyBotInN8n();

/** A Webhook node, to which a web page's form is sent, and a PollyBot node, whose items are the answer. */
function formWorkflow(path: string): Workflow {
	const webhook = { httpMethod: 'POST', path, responseMode: 'lastNode', responseData: 'allEntries' };
	const lead = { name: '={{ $json.body.name }}', email: '={{ $json.body.email }}' };
	return {
		name: `Form ${path}`,
		nodes: [
			{
				id: randomUUID(),
				name: 'Form',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				parameters: webhook,
				webhookId: path,
			},
			{
				id: randomUUID(),
				name: 'Create Lead',
				type: 'n8n-nodes-pollybot.pollyBot',
				typeVersion: 1,
				position: [240, 0],
				parameters: { resource: 'lead', operation: 'create', ...lead },
				credentials: nodeCredentials(credential()),
			},
		],
		connections: { Form: { main: [[{ node: 'Create Lead', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

describe('a workflow that is turned on', () => {
	it('makes leads of what a form sends, until it is turned off', async () => {
		const path = randomUUID();
		const url = `${host.url()}/webhook/${path}`;
		const workflowId = await rest().importWorkflow(formWorkflow(path));
		const send = async (name: string) =>
			await axios.post<unknown>(
				url,
				{ name, email: `${name}@example.com` },
				{ proxy: false, validateStatus: () => true },
			);

		expect((await send('early')).status).toBe(404);
		await rest().activate(workflowId);
		expect(await rest().isActive(workflowId)).toBe(true);
		const answer = await send('ann');
		expect(answer).toMatchObject({ status: 200, data: [{ name: 'ann', email: 'ann@example.com', status: 'new' }] });
		await rest().deactivate(workflowId);
		expect(await rest().isActive(workflowId)).toBe(false);
		// n8n forgets the address a moment later: until then it tells a GET that it should be a POST.
		await until('the address is forgotten', async () => {
			const { data } = await axios.get<unknown>(url, { proxy: false, validateStatus: () => true });
			return !JSON.stringify(data).includes('for GET requests');
		});
		expect((await send('late')).status).toBe(404);
		expect(
			sandbox()
				.leads()
				.map(({ name }) => name),
		).toEqual(['ann']);
	});
});

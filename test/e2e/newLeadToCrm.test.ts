import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';
import { nodeCredentials, parseWorkflow, type Workflow, withNode } from '~/tools/n8n/workflow';
import { type Receiver, startReceiver } from '~/test/receiver';
import { until } from '~/tools/until';
import { pollyBotInN8n } from './support/pollyBotInN8n';
import { executions, items, placeTrigger, SECRET } from './support/triggerWorkflow';
import { including } from '~/test/matchers';

const FILE = join(REPOSITORY, 'examples', 'new-lead-to-crm.json');
const NODES = { trigger: 'New Lead', enrich: 'Enrich', crm: 'Save in the CRM' };

const { sandbox, rest, secret } = pollyBotInN8n({
	keepLeads: true,
	webhookTiming: { firstDelayMs: 200 },
});

let crm: Receiver;
let workflowId: string;

/** The example with what its note asks the user to set: the credential and the CRM. */
async function example(): Promise<{ workflow: Workflow; url: string }> {
	const { node: placed, url } = placeTrigger(undefined);
	const text = (await readFile(FILE, 'utf8')).replace('https://crm.example.com', crm.url);
	const workflow = withNode(parseWorkflow(text), NODES.trigger, (node) => ({
		...node,
		webhookId: placed.webhookId,
		credentials: nodeCredentials(secret()),
	}));
	return { workflow, url };
}

beforeAll(async () => {
	crm = await startReceiver();
	const { workflow, url } = await example();
	workflowId = await rest().importWorkflow(workflow);
	await rest().activate(workflowId);
	sandbox().addWebhook({ url, secret: SECRET });
});

afterAll(async () => {
	await crm.close();
});

describe('the example that puts new leads into a CRM', () => {
	it('sends each lead there, enriched', async () => {
		sandbox().addLead({ name: 'Grace Brewster Hopper', email: 'Grace@Navy.Example.com', phone: '+1-555-123-4567' });
		sandbox().addLead({ name: 'Plato', email: 'plato@gmail.com', company: 'The Academy', source: 'webinar' });
		await until('both are in the CRM', () => crm.calls.length === 2);
		const contacts = crm.calls
			.map(({ body }) => JSON.parse(body) as Record<string, string>)
			.sort((a, b) => (a.email ?? '').localeCompare(b.email ?? ''));
		const [grace, plato] = sandbox().leads();
		const timestamp = (JSON.parse(sandbox().deliveries[0]?.body ?? '{}') as { timestamp: number }).timestamp;
		expect(contacts).toEqual([
			{
				pollyBotId: grace?.id,
				firstName: 'Grace',
				lastName: 'Brewster Hopper',
				email: 'grace@navy.example.com',
				phone: '+1-555-123-4567',
				company: 'navy.example.com',
				source: 'PollyBot',
				chatbot: sandbox().chatbotId,
				receivedAt: new Date(timestamp * 1000).toISOString(),
			},
			including({ pollyBotId: plato?.id, firstName: 'Plato', lastName: '', company: 'The Academy' }),
		]);
		expect(crm.calls.map(({ method, path }) => [method, path]).sort()).toEqual(
			sandbox()
				.leads()
				.map(({ id }) => ['PUT', `/api/contacts/${id}`])
				.sort(),
		);
		const runs = await executions(rest(), workflowId, 2);
		expect(runs.map(({ status }) => status)).toEqual(['success', 'success']);
		expect(items(runs[0], NODES.crm)).toEqual([{ taken: true }]);
	});

	it('tries again when the CRM is down for a moment', async () => {
		crm.calls.length = 0;
		crm.answer(503);
		sandbox().addLead({ name: 'Patient', email: 'patient@example.com' });
		await until('a second try', () => crm.calls.length === 2);
		const runs = await executions(rest(), workflowId, 3);
		expect(runs.at(-1)?.status).toBe('success');
	});
});

import {
	executions,
	items,
	payload,
	placeTrigger,
	pollingNode,
	send,
	signed,
	TRIGGER,
	triggerWorkflow,
} from '~/test/e2e/support/triggerWorkflow';
import { setTimeout as wait } from 'node:timers/promises';
import type { N8nRest } from '~/tools/n8n/rest';
import { until } from '~/tools/until';
import { type QueueHost, startQueueHost } from './support/queueHost';

const SECRET = 'a made-up secret';

let host: QueueHost;
let workflowId: string;
let path: string;

beforeAll(async () => {
	host = await startQueueHost({ concurrency: 5 });
	const credential = await host.rest.createCredential('Trigger', 'pollyBotWebhookApi', { webhookSecret: SECRET });
	const trigger = placeTrigger(credential, {}, TRIGGER, host.n8n.main.url);
	path = new URL(trigger.url).pathname;
	workflowId = await host.rest.importWorkflow(triggerWorkflow([trigger]));
	await host.rest.activate(workflowId);
}, 180_000);

afterAll(async () => {
	await host.stop();
});

it('a webhook processor takes the leads, and the workers run the workflow', async () => {
	const { sandbox, n8n, rest } = host;
	sandbox.addWebhook({ url: `${n8n.webhook.url}${path}`, secret: SECRET });
	for (let row = 0; row < 10; row += 1) sandbox.addLead({ name: `Row ${row}`, email: `row${row}@example.com` });
	await until('every lead is delivered', () => sandbox.deliveries.every(({ state }) => state === 'delivered'));
	const runs = await executions(rest, workflowId, 10);
	expect(runs.map(({ status }) => status)).toEqual(Array<string>(10).fill('success'));
	const names = runs.flatMap((run) => items(run, TRIGGER)).map(({ name }) => name);
	expect(new Set(names).size).toBe(10);
});

it('a call without the right signature gets 401 from each process, and starts nothing', async () => {
	const { n8n, rest } = host;
	const before = (await rest.executionIds(workflowId)).length;
	for (const { url } of [n8n.webhook, n8n.main]) {
		const answer = await send(`${url}${path}`, payload(), signed(payload(), 'another secret'));
		expect(answer.status).toBe(401);
	}
	expect(await rest.executionIds(workflowId)).toHaveLength(before);
});

it('a polling trigger tells each lead once, whichever worker runs the workflow, also after the main process was restarted', async () => {
	const { sandbox, rest, credential } = host;
	const node = pollingNode(credential, { event: 'leadCreatedOrUpdated' });
	const pollingId = await rest.importWorkflow(triggerWorkflow([{ node, url: '', testUrl: '' }]));
	await rest.activate(pollingId);
	const add = (names: string[]) => {
		for (const name of names) sandbox.addLead({ name, email: `${name}@example.com` });
	};
	const told = async (client: N8nRest) => {
		const runs = await Promise.all((await client.executionIds(pollingId)).map((id) => client.ended(id)));
		return runs.flatMap((run) => items(run, TRIGGER)).map(({ name }) => String(name));
	};
	const tells = async (client: N8nRest, names: string[]) =>
		await until(`${names.length} leads are told`, async () => (await told(client)).length >= names.length, 60);

	const first = Array.from({ length: 20 }, (_, index) => `early${index}`);
	for (const name of first) {
		add([name]);
		await wait(300);
	}
	await tells(rest, first);
	const restarted = await host.restartMain();
	const second = ['late1', 'late2'];
	add(second);
	await tells(restarted, [...first, ...second]);
	const polls = sandbox.requests.length;
	await until('two more polls', () => sandbox.requests.length >= polls + 2, 30);
	expect((await told(restarted)).sort()).toEqual([...first, ...second].sort());
}, 180_000);

import {
	executions,
	items,
	payload,
	placeTrigger,
	send,
	signed,
	TRIGGER,
	triggerWorkflow,
} from '~/test/e2e/support/triggerWorkflow';
import { until } from '~/tools/until';
import { type QueueHost, startQueueHost } from './support/queueHost';

const SECRET = 'a made-up secret';

let host: QueueHost;
let workflowId: string;
let path: string;

beforeAll(async () => {
	host = await startQueueHost({ concurrency: 5 });
	const { url: baseUrl, apiKey } = host.sandbox;
	const fields = { baseUrl, apiKey, webhookSecret: SECRET };
	const credential = await host.rest.createCredential('Trigger', 'pollyBotApi', fields);
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

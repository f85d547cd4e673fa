import { randomUUID } from 'node:crypto';
import axios from 'axios';
import { until } from '~/tools/until';
import { outputItems } from '~/tools/n8n/executionRecord';
import { withNode } from '~/tools/n8n/workflow';
import { type QueueHost, startQueueHost } from './support/queueHost';
import { CREATE, importWorkflow } from './support/webhookImport';

/** Sooner than by default, so that a dead worker is noticed within 20 seconds. */
const SOON = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.1',
};
const CALLS = 6;
const ROWS = 10;

let host: QueueHost;
const path = randomUUID();
let workflowId: string;

beforeAll(async () => {
	host = await startQueueHost({ concurrency: CALLS, sandbox: { latencyMs: 300 }, env: SOON });
	const { url: baseUrl, apiKey, chatbotId } = host.sandbox;
	const credential = await host.rest.createCredential('Chat', 'pollyBotApi', { baseUrl, apiKey, chatbotId });
	const workflow = withNode(importWorkflow(path, credential, {}), CREATE, (node) => ({
		...node,
		parameters: { resource: 'chat', operation: 'sendMessage', message: '={{ $json.text }}', options: {} },
	}));
	workflowId = await host.rest.importWorkflow(workflow);
	await host.rest.activate(workflowId);
}, 240_000);

afterAll(async () => {
	await host.stop();
});

async function call(name: string): Promise<void> {
	const rows = Array.from({ length: ROWS }, (_, row) => ({ text: `${name}, ${row}` }));
	await axios.post(`${host.n8n.webhook.url}/webhook/${path}`, { rows }, { proxy: false });
}

/** How often each message has arrived. */
function arrivals(): ReadonlyMap<string, number> {
	const counts = new Map<string, number>();
	for (const { body } of host.sandbox.requests) {
		const { message } = body as { message: string };
		counts.set(message, (counts.get(message) ?? 0) + 1);
	}
	return counts;
}

const isOver = async (count: number) => {
	const all = await host.rest.executionList(workflowId);
	return all.length === count && all.every(({ finished }) => finished);
};

it('Workers send each message once, and every row has its response', async () => {
	await Promise.all(Array.from({ length: CALLS }, (_, index) => call(`Call ${index}`)));
	await until('all executions have ended', async () => await isOver(CALLS), 120, 500);
	expect([...arrivals().values()]).toEqual(Array<number>(CALLS * ROWS).fill(1));
	for (const id of await host.rest.executionIds(workflowId))
		expect(outputItems(await host.rest.execution(id), CREATE)).toHaveLength(ROWS);
});

it('A worker that is killed in the middle leaves messages that were sent once, or not at all', async () => {
	host.sandbox.reset();
	await Promise.all(Array.from({ length: CALLS }, (_, index) => call(`Again ${index}`)));
	await until('some messages have arrived', () => host.sandbox.requests.length >= ROWS, 60, 50);
	const [worker] = host.n8n.workers;
	if (!worker) throw new Error('There is no worker.');
	await worker.kill();
	await until('all executions have ended', async () => await isOver(2 * CALLS), 120, 500);
	const all = [...arrivals().values()];
	expect(all.every((count) => count === 1)).toBe(true);
	expect(all.length).toBeLessThan(CALLS * ROWS);
});

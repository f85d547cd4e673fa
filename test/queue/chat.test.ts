import { until } from '~/tools/until';
import { outputItems } from '~/tools/n8n/executionRecord';
import { type PlacedImport, type QueueHost, startQueueHost } from './support/queueHost';
import { CREATE } from './support/webhookImport';

/** Sooner than by default, so that a dead worker is noticed within 20 seconds. */
const SOON = {
	QUEUE_WORKER_LOCK_DURATION: '10000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.1',
};
const WORKERS = 2;
const CALLS = 6;
const ROWS = 10;

let host: QueueHost;
let chat: PlacedImport;

beforeAll(async () => {
	// Each worker takes half of the calls.
	host = await startQueueHost({ concurrency: CALLS / WORKERS, env: SOON });
	chat = await host.place({ resource: 'chat', operation: 'sendMessage', message: '={{ $json.text }}', options: {} });
}, 240_000);

afterAll(async () => {
	await host.stop();
});

const executions = async () => await host.rest.executionList(chat.workflowId);
const arrived = () => host.sandbox.requests.map(({ body }) => (body as { message: string }).message).sort();
const messagesOf = (call: number) => Array.from({ length: ROWS }, (_, row) => `Call ${call}, message ${row}`);

/** Calls, and does `meanwhile` while the first message of each execution waits for its response. Returns those that succeeded. */
async function callAll(meanwhile?: () => Promise<void>): Promise<string[]> {
	host.sandbox.reset();
	if (meanwhile) host.sandbox.fault({ times: CALLS, effect: { kind: 'latency', ms: 20_000 } });
	const earlier = (await executions()).length;
	const calls = Array.from({ length: CALLS }, (_, call) => messagesOf(call).map((text) => ({ text })));
	await Promise.all(calls.map((rows) => chat.call(rows)));
	await until('the first messages have arrived', () => arrived().length >= CALLS, 60, 50);
	await meanwhile?.();
	const ended = async () => {
		const ours = (await executions()).slice(earlier);
		return ours.length === CALLS && ours.every(({ finished }) => finished) ? ours : undefined;
	};
	const all = await until('all executions have ended', ended, 120, 500);
	return all.flatMap(({ id, status }) => (status === 'success' ? id : []));
}

it('Workers send each message once, and every row has its response', async () => {
	const successes = await callAll();
	expect(successes).toHaveLength(CALLS);
	expect(arrived()).toEqual(
		Array.from({ length: CALLS }, (_, call) => messagesOf(call))
			.flat()
			.sort(),
	);
	for (const id of successes) expect(outputItems(await host.rest.execution(id), CREATE)).toHaveLength(ROWS);
});

it('A message that is under way when its worker is killed has arrived once, and no other of its execution follows', async () => {
	const successes = await callAll(async () => {
		await host.n8n.workers[0]?.kill();
	});
	expect(successes).toHaveLength(CALLS / WORKERS);
	expect(new Set(arrived()).size).toBe(arrived().length);
	expect(arrived()).toHaveLength(successes.length * ROWS + (CALLS - successes.length));
});

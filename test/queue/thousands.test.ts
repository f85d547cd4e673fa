import { readFile } from 'node:fs/promises';

import { CREATED, DUPLICATE, ERROR } from './support/webhookImport';
import { emails, people, type QueueHost, startQueueHost } from './support/queueHost';

const EXECUTIONS = 30;
const ROWS = 100;
/** Ten seconds stand for the hour. */
const LIMIT = { limit: 1000, windowSeconds: 10 };

let host: QueueHost;

beforeAll(async () => {
	// Both workers take all they can get: the 30 executions run at the same time.
	host = await startQueueHost({ concurrency: EXECUTIONS / 2, sandbox: LIMIT });
}, 180_000);

afterAll(async () => {
	await host.stop();
});

it('3,000 rows in 30 executions at the same time, on two workers with one key: each is created exactly once', async () => {
	const batches = Array.from({ length: EXECUTIONS }, (_, batch) => people(String(batch), ROWS));
	await Promise.all(batches.map((rows) => host.call(rows)));
	const executions = await host.ended(EXECUTIONS, { secondsAtMost: 150 });

	const wanted = batches.map((rows) => rows.map(({ email }) => email));
	const created = executions.map((execution) => emails(execution, CREATED));
	expect(new Set(executions.map(({ status }) => status))).toEqual(new Set(['success']));
	expect(executions.flatMap((execution) => [DUPLICATE, ERROR].flatMap((output) => emails(execution, output)))).toEqual(
		[],
	);
	// Each execution has its own rows, in their order.
	expect(created.map((own) => own.join()).sort()).toEqual(wanted.map((own) => own.join()).sort());
	expect(
		host.sandbox
			.leads()
			.map(({ email }) => email)
			.sort(),
	).toEqual(wanted.flat().sort());

	const refused = host.sandbox.requests.filter(({ status }) => status === 429).length;
	console.log(`${host.sandbox.requests.length} requests for 3,000 rows, ${refused} of them refused with 429.`);
	expect(refused).toBeLessThanOrEqual(450);
	// Only rejected ones were sent again.
	expect(host.sandbox.requests).toHaveLength(EXECUTIONS * ROWS + refused);
	for (const { raw } of executions) expect(raw).not.toContain(host.sandbox.apiKey);
});

it('both workers ran executions', async () => {
	const logs = await Promise.all(host.n8n.workers.map(async ({ logFile }) => await readFile(logFile, 'utf8')));
	for (const log of logs) expect(log).toMatch(/Worker finished execution/);
});

import { until } from '~/tools/until';
import type { Execution } from '~/tools/n8n/executionRecord';
import type { RunningN8n } from '~/tools/n8n/process';
import { CREATED, DUPLICATE, ERROR } from './support/webhookImport';
import { callChat, placeChat } from './support/chatCalls';
import { emails, people, type QueueHost, type Row } from './support/queueHost';

const EXECUTIONS = 12;
const ROWS = 100;

let host: QueueHost;

/** Replaces one that was killed: one of two workers is always alive. */
async function launchWorker(): Promise<RunningN8n> {
	return await host.n8n.launch({ command: 'worker', arguments: [`--concurrency=${EXECUTIONS}`] });
}

/**
 * Starts all executions, and kills the processes when about a third of the leads are there. Returns what came of it once
 * all executions have ended well or with this status.
 */
async function killInTheMiddle(name: string, processes: RunningN8n[], fate: 'crashed' | 'error') {
	const earlier = (await host.executions()).length;
	const batches = Array.from({ length: EXECUTIONS }, (_, batch) => people(`${name}${batch}`, ROWS));
	await Promise.all(batches.map((rows) => host.call(rows)));
	await until('a third of the leads is there', () => host.sandbox.leads().length >= (EXECUTIONS * ROWS) / 3, 120);
	await Promise.all(processes.map((process) => process.kill()));
	const all = await host.ended(EXECUTIONS, { after: earlier, statuses: ['success', fate], secondsAtMost: 90 });
	const dead = all.filter(({ status }) => status === fate);
	// Without any of these the test would tell nothing.
	expect(dead.length).toBeGreaterThan(0);
	expect(dead.length).toBeLessThan(EXECUTIONS);
	const alive = all.filter(({ status }) => status === 'success');
	for (const execution of alive) expect(emails(execution, CREATED)).toHaveLength(ROWS);
	const done = new Set(alive.flatMap((execution) => emails(execution, CREATED)));
	const unfinished = batches.filter(([first]) => first !== undefined && !done.has(first.email));
	expect(unfinished).toHaveLength(dead.length);
	return { batches, dead, unfinished, stored: storedEmails(), executions: earlier + EXECUTIONS };
}

function storedEmails(): string[] {
	return host.sandbox.leads().flatMap(({ email }) => email ?? []);
}

function emailsOf(batches: Row[][]): string[] {
	return batches.flat().map(({ email }) => email);
}

/** Every row of the batches came out once: created, or, if it was stored before, as a duplicate. */
function expectAllAccountedFor(again: Execution[], batches: Row[][], stored: string[]): void {
	const rows = emailsOf(batches);
	const created = again.flatMap((execution) => emails(execution, CREATED));
	const duplicates = again.flatMap((execution) => emails(execution, DUPLICATE));
	expect(again.flatMap((execution) => emails(execution, ERROR))).toEqual([]);
	expect(duplicates.sort()).toEqual(rows.filter((email) => stored.includes(email)).sort());
	expect(created.sort()).toEqual(rows.filter((email) => !stored.includes(email)).sort());
	expect(duplicates.length).toBeGreaterThan(0);
	expect(created.length).toBeGreaterThan(0);
}

/** What becomes of rows when processes of n8n are killed. One worker of two stays. */
export function describeKilledWorker(given: () => QueueHost): void {
	describe('a worker that is killed in the middle', () => {
		beforeAll(() => {
			host = given();
		});

		beforeEach(() => {
			host.sandbox.reset();
			host.sandbox.setLimit(100_000, 3600);
			host.sandbox.fault({ times: Infinity, effect: { kind: 'latency', ms: 300 } });
		});

		it('while messages are under way: each has arrived once, and no other of its execution follows', async () => {
			const [calls, rows] = [EXECUTIONS, 5];
			const meanwhile = async () => {
				await host.n8n.workers[0]?.kill();
			};
			const { succeeded, arrived } = await callChat(host, await placeChat(host), { calls, rows, meanwhile });
			const dead = EXECUTIONS - succeeded.length;
			expect(dead).toBeGreaterThan(0);
			expect(dead).toBeLessThan(EXECUTIONS);
			expect(new Set(arrived).size).toBe(arrived.length);
			expect(arrived).toHaveLength(succeeded.length * rows + dead);
		});

		it('alone: n8n lets go of their rows, so Retry has none; the same calls once more finish the import', async () => {
			const worker = await launchWorker();
			const { batches, dead, unfinished, stored, executions } = await killInTheMiddle('b', [worker], 'error');
			expect(String(dead[0]?.error?.message)).toMatch(/failed to be processed too many times/);

			const requests = host.sandbox.requests.length;
			await Promise.all(dead.map(({ id }) => host.rest.retry(id)));
			expect(host.sandbox.requests).toHaveLength(requests);

			await Promise.all(unfinished.map((rows) => host.call(rows)));
			const again = await host.ended(dead.length, { after: executions + dead.length, secondsAtMost: 60 });
			expectAllAccountedFor(again, unfinished, stored);
			expect(storedEmails().sort()).toEqual(emailsOf(batches).sort());
		});

		it('together with the process that queued its executions: they are "crashed", and Retry finishes them', async () => {
			const worker = await launchWorker();
			const { batches, dead, unfinished, stored, executions } = await killInTheMiddle(
				'a',
				[worker, host.n8n.webhook],
				'crashed',
			);
			await Promise.all(dead.map(({ id }) => host.rest.retry(id)));
			const again = (await host.executions()).slice(executions);
			expect(again.map(({ status }) => status)).toEqual(dead.map(() => 'success'));
			expectAllAccountedFor(again, unfinished, stored);
			expect(storedEmails().sort()).toEqual(emailsOf(batches).sort());
		});
	});
}

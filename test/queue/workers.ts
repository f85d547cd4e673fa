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
import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { outputItems } from '~/tools/n8n/executionRecord';
import { until } from '~/tools/until';
import { callChat, messagesOf, placeChat } from './support/chatCalls';
import { CREATE, CREATED, DUPLICATE, ERROR } from './support/webhookImport';
import { emails, people, type QueueHost } from './support/queueHost';

const EXECUTIONS = 30;
const ROWS = 100;
const SECRET = 'a made-up secret';

let host: QueueHost;

/** Several workers at the same work. */
export function describeWorkers(given: () => QueueHost): void {
	beforeAll(() => {
		host = given();
	});

	describe('an import', () => {
		it('3,000 rows in 30 executions at the same time, on two workers with one key: each is created exactly once', async () => {
			const batches = Array.from({ length: EXECUTIONS }, (_, batch) => people(String(batch), ROWS));
			await Promise.all(batches.map((rows) => host.call(rows)));
			const ended = await host.ended(EXECUTIONS, { secondsAtMost: 150 });

			const wanted = batches.map((rows) => rows.map(({ email }) => email));
			const created = ended.map((execution) => emails(execution, CREATED));
			expect(new Set(ended.map(({ status }) => status))).toEqual(new Set(['success']));
			expect(ended.flatMap((execution) => [DUPLICATE, ERROR].flatMap((output) => emails(execution, output)))).toEqual(
				[],
			);
			// Each execution has its own rows, in their order.
			expect(created.map((own) => own.join()).sort()).toEqual(wanted.map((own) => own.join()).sort());
			const stored = host.sandbox.leads().map(({ email }) => email);
			expect(stored.sort()).toEqual(wanted.flat().sort());

			const refused = host.sandbox.requests.filter(({ status }) => status === 429).length;
			console.log(`${host.sandbox.requests.length} requests for 3,000 rows, ${refused} of them refused with 429.`);
			expect(refused).toBeLessThanOrEqual(450);
			// Only rejected ones were sent again.
			expect(host.sandbox.requests).toHaveLength(EXECUTIONS * ROWS + refused);
			for (const { raw } of ended) expect(raw).not.toContain(host.sandbox.apiKey);
		});

		it('both workers ran executions', async () => {
			const logs = await Promise.all(host.n8n.workers.map(async ({ logFile }) => await readFile(logFile, 'utf8')));
			for (const log of logs) expect(log).toMatch(/Worker finished execution/);
		});
	});

	it('workers send each message once, and every row has its response', async () => {
		const chat = await placeChat(host);
		const [calls, rows] = [6, 10];
		const { succeeded, arrived } = await callChat(host, chat, { calls, rows });
		expect(succeeded).toHaveLength(calls);
		expect(arrived).toEqual(
			Array.from({ length: calls }, (_, call) => messagesOf(call, rows))
				.flat()
				.sort(),
		);
		for (const id of succeeded) expect(outputItems(await host.rest.execution(id), CREATE)).toHaveLength(rows);
	});

	describe('a trigger', () => {
		let workflowId: string;
		let path: string;

		beforeAll(async () => {
			host.sandbox.reset();
			const credential = await host.rest.createCredential('Trigger', 'pollyBotWebhookApi', { webhookSecret: SECRET });
			const trigger = placeTrigger(credential, {}, TRIGGER, host.n8n.main.url);
			path = new URL(trigger.url).pathname;
			workflowId = await host.rest.importWorkflow(triggerWorkflow([trigger]));
			await host.rest.activate(workflowId);
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
			const told = async () => {
				const runs = await Promise.all((await host.rest.executionIds(pollingId)).map((id) => host.rest.ended(id)));
				return runs.flatMap((run) => items(run, TRIGGER)).map(({ name }) => String(name));
			};
			const tells = async (names: string[]) =>
				await until(`${names.length} leads are told`, async () => (await told()).length >= names.length, 60);

			const first = Array.from({ length: 20 }, (_, index) => `early${index}`);
			for (const name of first) {
				add([name]);
				await wait(300);
			}
			await tells(first);
			await host.restartMain();
			const second = ['late1', 'late2'];
			add(second);
			await tells([...first, ...second]);
			const polls = sandbox.requests.length;
			await until('two more polls', () => sandbox.requests.length >= polls + 2, 30);
			expect((await told()).sort()).toEqual([...first, ...second].sort());
			await host.rest.deactivate(pollingId);
		}, 180_000);
	});
}

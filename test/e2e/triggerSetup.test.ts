import type { Execution } from '~/tools/n8n/executionRecord';
import type { Credential } from '~/tools/n8n/workflow';
import { SANDBOX_CHATBOT_ID } from '~/tools/sandbox';
import {
	BEHIND,
	executions,
	items,
	nodeBehind,
	OTHER_CHATBOT,
	payload,
	placeTrigger,
	pollyBotWithTrigger,
	SECRET,
	send,
	signed,
	TRIGGER,
	triggerWorkflow,
} from './support/triggerWorkflow';

const { sandbox, rest, secret, newSecret, active, settled } = pollyBotWithTrigger({
	chatbotIds: [SANDBOX_CHATBOT_ID, OTHER_CHATBOT],
});

describe('the test URL', () => {
	it('starts the workflow in the editor; a rejected call does not use it up', async () => {
		const trigger = placeTrigger(secret());
		const workflowId = await rest().importWorkflow(triggerWorkflow([trigger]));
		await rest().listen(workflowId, TRIGGER);
		const body = payload();
		expect((await send(trigger.testUrl, body)).status).toBe(401);
		const other = payload({ event: 'OTHER' });
		expect((await send(trigger.testUrl, other, signed(other, SECRET))).status).toBe(200);
		expect((await send(trigger.testUrl, body, signed(body, SECRET))).status).toBe(200);
		const [run, ...others] = await executions(rest(), workflowId, 1);
		expect(others).toEqual([]);
		expect(items(run)).toMatchObject([{ name: 'Ada Example', event: 'LEAD_CREATED' }]);
		expect((await send(trigger.url, body, signed(body, SECRET))).status).toBe(404);
	});

	it('is not given to a trigger without a secret, in words', async () => {
		const trigger = placeTrigger(await newSecret(' '));
		const workflowId = await rest().importWorkflow(triggerWorkflow([trigger]));
		await expect(rest().listen(workflowId, TRIGGER)).rejects.toThrow(/needs its webhook's secret/);
	});
});

describe('publishing the workflow', () => {
	async function turnOn(chosen: Credential | undefined, parameters = {}): Promise<string> {
		const trigger = placeTrigger(chosen, parameters);
		const workflowId = await rest().importWorkflow(triggerWorkflow([trigger]));
		return await rest()
			.activate(workflowId)
			.then(
				() => 'on',
				(error: unknown) => String(error),
			);
	}

	it('fails without a secret, and says where it is entered', async () => {
		expect(await turnOn(await newSecret(' '))).toMatch(/needs its webhook's secret/);
	});

	it('fails without a credential', async () => {
		expect(await turnOn(undefined)).toMatch(/[Cc]redential/);
	});

	it('needs neither when the verification is off', async () => {
		expect(await turnOn(undefined, { verifySignature: false })).toBe('on');
	});
});

describe('several', () => {
	it('workflows and chatbots: each has its own URL, secret and leads', async () => {
		const otherSecret = 'the other made-up secret';
		const other = placeTrigger(await newSecret(otherSecret), { chatbotId: OTHER_CHATBOT });
		const otherId = await rest().importWorkflow(triggerWorkflow([other]));
		await rest().activate(otherId);
		const one = await active({ chatbotId: sandbox().chatbotId });
		sandbox().addWebhook({ url: one.url, secret: SECRET });
		sandbox().addWebhook({ url: other.url, secret: otherSecret, chatbotId: OTHER_CHATBOT });
		sandbox().addLead({ name: 'Of One', email: 'one@example.com' });
		sandbox().addLead({ name: 'Of Other', email: 'other@example.com', chatbotId: OTHER_CHATBOT });
		await settled();
		const [[first], [second]] = await Promise.all([
			executions(rest(), one.workflowId, 1),
			executions(rest(), otherId, 1),
		]);
		expect([items(first), items(second)]).toMatchObject([[{ name: 'Of One' }], [{ name: 'Of Other' }]]);
	});

	it('triggers in one workflow: one for each chatbot', async () => {
		const triggers = [placeTrigger(secret(), {}, 'First'), placeTrigger(secret(), {}, 'Second')];
		const workflowId = await rest().importWorkflow(triggerWorkflow(triggers));
		await rest().activate(workflowId);
		for (const { url } of triggers) {
			const body = payload();
			expect((await send(url, body, signed(body, SECRET))).status).toBe(200);
		}
		const runs = await executions(rest(), workflowId, 2);
		expect(runs.map((run) => [items(run, 'First').length, items(run, 'Second').length])).toEqual([
			[1, 0],
			[0, 1],
		]);
	});

	it('leads at the same time: each starts a separate run', async () => {
		const { url, workflowId } = await active();
		sandbox().addWebhook({ url, secret: SECRET });
		const rows = Array.from({ length: 20 }, (_, row) => `Row ${row}`);
		rows.forEach((name, row) => sandbox().addLead({ name, email: `row${row}@example.com` }));
		await settled();
		const runs = await executions(rest(), workflowId, rows.length);
		const names = runs.flatMap((run) => items(run)).map(({ name }) => name);
		expect(names.sort()).toEqual([...rows].sort());
	});
});

describe('a delivery that comes twice', () => {
	/** n8n's node as docs/trigger.md sets it. */
	const removeDuplicates = (historySize: number) => {
		const parameters = {
			operation: 'removeItemsSeenInPreviousExecutions',
			logic: 'removeItemsWithAlreadySeenKeyValues',
			dedupeValue: '={{ $json.event }} {{ $json.id }}',
			options: { historySize },
		};
		return nodeBehind('n8n-nodes-base.removeDuplicates', 2, parameters, 'Only New Leads');
	};

	/** Sends one after the other, each when the execution of the one before has ended. */
	async function sendAll(bodies: string[], historySize: number): Promise<Execution[]> {
		const { url, workflowId } = await active({}, [removeDuplicates(historySize), nodeBehind()]);
		let runs: Execution[] = [];
		for (const body of bodies) {
			expect((await send(url, body, signed(body, SECRET))).status).toBe(200);
			runs = await executions(rest(), workflowId, runs.length + 1);
		}
		return runs;
	}

	it('starts the workflow twice; only the first passes Remove Duplicates', async () => {
		const body = payload();
		const runs = await sendAll([body, body, payload()], 100_000);
		expect(runs.map((run) => [items(run).length, items(run, BEHIND).length])).toEqual([
			[1, 1],
			[1, 0],
			[1, 1],
		]);
	});

	it('in Remove Duplicates, a full history is an error, as docs/trigger.md warns', async () => {
		const runs = await sendAll([payload(), payload()], 1);
		expect(runs.map(({ status }) => status)).toEqual(['success', 'error']);
		expect(runs[1]?.error?.message).toMatch(/maximum history size/);
	});
});

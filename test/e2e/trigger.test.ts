import { loadContract } from '~/test/contract';
import { until } from '~/tools/until';
import { host } from './support/host';
import { leadWorkflow, TRIGGER as FORM } from './support/leadWorkflow';
import {
	BEHIND,
	executions,
	items,
	nodeBehind,
	OTHER_CHATBOT,
	payload,
	type PlacedTrigger,
	pollyBotWithTrigger,
	SECRET,
	send,
	signed,
} from './support/triggerWorkflow';
import { anyNumber, including } from '~/test/matchers';

const { sandbox, rest, credential, active, settled } = pollyBotWithTrigger();

describe('a lead that the PollyBot node creates', () => {
	it('starts the workflow after the trigger, which has the lead', async () => {
		const { url, workflowId } = await active();
		sandbox().addWebhook({ url, secret: SECRET });
		const rows = [{ row: 1, name: 'Łukasz Wójcik', email: 'lukasz@example.com', utm_source: 'google' }];
		const parameters = { dataToSend: 'autoMapInputData', inputsToIgnore: 'row, seen' };
		const create = await rest().importWorkflow(leadWorkflow({ credential: credential(), rows, parameters }));
		expect((await rest().run(create, FORM)).status).toBe('success');

		const [run, ...others] = await executions(rest(), workflowId, 1);
		expect(others).toEqual([]);
		const [lead] = sandbox().leads();
		const expected = {
			id: lead?.id,
			name: 'Łukasz Wójcik',
			email: 'lukasz@example.com',
			metadata: { utm_source: 'google' },
			event: 'LEAD_CREATED',
			chatbotId: sandbox().chatbotId,
			timestamp: anyNumber(),
		};
		expect(items(run)).toEqual([including(expected)]);
		expect(items(run, BEHIND)).toEqual(items(run));
		await settled();
		expect(sandbox().deliveries).toMatchObject([{ state: 'delivered', attempts: [{ status: 200 }] }]);
		const contract = await loadContract();
		expect(sandbox().deliveries.flatMap((delivery) => contract.checkDelivery(delivery))).toEqual([]);
	});
});

describe('a call of the production URL', () => {
	let trigger: PlacedTrigger & { workflowId: string };

	beforeAll(async () => {
		trigger = await active({ chatbotId: sandbox().chatbotId });
	});

	const count = async () => (await rest().executionIds(trigger.workflowId)).length;

	/** Sends it, and tells whether it started the workflow: one that certainly does so is sent after it. */
	async function call(body: string | Buffer, headers: Record<string, string>, method?: string) {
		const before = await count();
		const answer = await send(trigger.url, body, headers, method);
		const last = payload();
		await send(trigger.url, last, signed(last, SECRET));
		await until('the last call has started it', async () => (await count()) > before);
		return { status: answer.status, data: answer.data, started: (await count()) - before - 1 };
	}

	it.each<[string, (body: string) => Record<string, string>]>([
		['no signature', () => ({})],
		['the signature of another secret', (body) => signed(body, 'another secret')],
	])('with %s: 401, and nothing starts', async (_, headers) => {
		const body = payload();
		expect(await call(body, headers(body))).toMatchObject({ status: 401, started: 0 });
	});

	it('that repeats an earlier one with a changed byte: 401, and nothing starts', async () => {
		const body = payload();
		const headers = signed(body, SECRET);
		expect(await call(body, headers)).toMatchObject({ status: 200, started: 1 });
		expect(await call(body.replace('ada@', 'eda@'), headers)).toMatchObject({ status: 401, started: 0 });
	});

	it.each<[string, string, number]>([
		['another chatbot', payload({ chatbotId: OTHER_CHATBOT }), 200],
		['no JSON', 'no JSON', 400],
	])('with %s, signed: nothing starts', async (_, body, status) => {
		expect(await call(body, signed(body, SECRET))).toMatchObject({ status, started: 0 });
	});

	it('with no JSON and no signature: 401, and n8n’s parser has no say', async () => {
		expect(await call('no JSON', {})).toMatchObject({ status: 401, started: 0 });
	});

	it.each<[string, (text: string) => string]>([
		['other spacing', (text) => `\n${JSON.stringify(JSON.parse(text), null, '\t')} `],
		['a byte order mark', (text) => `\ufeff${text}`],
		['big numbers', (text) => text.replace('"name"', '"score":12345678901234567890.0,"name"')],
	])('with %s is verified against the bytes that came', async (_, written) => {
		const body = written(payload());
		expect(await call(body, signed(body, SECRET))).toMatchObject({ status: 200, started: 1 });
	});

	it('of 1 MB starts it, and nothing of it is lost', async () => {
		const message = 'Ünïcode '.repeat(120_000);
		const body = payload({ data: { id: 'big', name: 'Ada', email: 'ada@example.com', message } });
		expect(Buffer.byteLength(body)).toBeGreaterThan(1024 * 1024);
		const answer = await send(trigger.url, body, signed(body, SECRET));
		expect(answer.status).toBe(200);
		// n8n responds to the call before the execution is in its list.
		const big = await until('the execution of this call is recorded', async () => {
			const runs = await executions(rest(), trigger.workflowId, 1);
			return runs.flatMap((run) => items(run)).find(({ id }) => id === 'big');
		});
		expect(big.message === message).toBe(true);
	});

	it('with GET: 404, and n8n says that it must be POST', async () => {
		const answer = await call('', {}, 'GET');
		expect(answer).toMatchObject({ status: 404, started: 0 });
		expect(JSON.stringify(answer.data)).toMatch(/POST/);
	});

	it('leaves the secret in no execution record and not in the log', async () => {
		const runs = await executions(rest(), trigger.workflowId, 1);
		for (const text of [...runs.map(({ raw }) => raw), await host.log()]) expect(text).not.toContain(SECRET);
	});
});

describe('the response', () => {
	it('goes out immediately: the workflow is still running', async () => {
		const wait = nodeBehind('n8n-nodes-base.wait', 1.1, { amount: 50, unit: 'seconds' });
		const { url, workflowId } = await active({}, [wait]);
		const body = payload();
		const answer = await send(url, body, signed(body, SECRET));
		expect(answer).toMatchObject({ status: 200, data: { message: 'Workflow was started' } });
		const id = await until('n8n lists the execution', async () => (await rest().executionIds(workflowId))[0]);
		expect((await rest().execution(id)).finished).toBe(false);
		await rest().stop(id);
	});
});

describe('while the workflow is off', () => {
	it('calls get 404, PollyBot tries again, and the lead is there when it is on again', async () => {
		const trigger = await active();
		await rest().deactivate(trigger.workflowId);
		await until('n8n has forgotten it', async () => (await send(trigger.url, '{}')).status === 404);
		sandbox().addWebhook({ url: trigger.url, secret: SECRET });
		sandbox().addLead({ name: 'Patient', email: 'patient@example.com' });
		await until('a refused attempt', () => sandbox().deliveries[0]?.attempts[0]?.status === 404);
		await rest().activate(trigger.workflowId);
		const [run] = await executions(rest(), trigger.workflowId, 1);
		expect(items(run)).toMatchObject([{ email: 'patient@example.com' }]);
	});
});

import { readFileSync } from 'node:fs';
import { startReceiver, type Receiver } from '~/test/receiver';
import { violations } from '~/test/violations';
import { loadContract } from '~/test/contract';
import { startSandbox, type Sandbox } from '~/tools/sandbox';
import { until } from '~/tools/until';
import { callWebhook, type WebhookRequest } from '../n8nCore';
import { POLLYBOTS } from '../pollyBots';
import { SECRET, signedRequest, TRIGGER } from './lead';
import { containingAll, including } from '~/test/matchers';

describe.each(POLLYBOTS)('a webhook of $title', ({ profile, shown, stored }) => {
	let sandbox: Sandbox;
	let receiver: Receiver;

	beforeAll(async () => {
		receiver = await startReceiver();
		sandbox = await startSandbox({ profile });
		sandbox.addWebhook({ url: receiver.url, secret: SECRET });
	});
	afterAll(async () => {
		await sandbox.close();
		await receiver.close();
	});

	/** A lead that was left in PollyBot, and what PollyBot called the webhook with. */
	async function leave(email: string) {
		const before = receiver.calls.length;
		const lead = sandbox.addLead({ name: 'Łukasz', status: 'new', email });
		const { body, headers } = await until('the webhook is called', () => receiver.calls[before]);
		const request: WebhookRequest = {
			body,
			headers: { 'x-webhook-signature': String(headers['x-webhook-signature']) },
		};
		return { lead, request };
	}

	it('starts the workflow with the lead as PollyBot holds it, and its chatbot beside it', async () => {
		const { lead, request } = await leave('lukasz@example.com');
		const { status, started } = await callWebhook(TRIGGER, request);
		expect(status).toBe(200);
		const { event, timestamp, chatbotId, ...fields } = started?.[0]?.json ?? {};
		expect({ event, chatbotId }).toEqual({ event: 'LEAD_CREATED', chatbotId: sandbox.chatbotId });
		expect(typeof timestamp).toBe('number');
		expect({ ...shown(lead), chatbotId: undefined }).toEqual(fields);
		// What n8n knows of the trigger's items.
		const { properties } = JSON.parse(readFileSync('dist/nodes/PollyBot/__schema__/v1.0.0.json', 'utf8')) as {
			properties: object;
		};
		expect(Object.keys(properties)).toEqual(containingAll(Object.keys(fields)));
		expect(fields.status).toBe(stored('new'));
		expect(await violations(sandbox)).toEqual([]);
		const contract = await loadContract(profile);
		expect(sandbox.deliveries.flatMap((delivery) => contract.checkDelivery(delivery))).toEqual([]);
	});

	it('starts it with the payload as it came when Simplify is off', async () => {
		const { request } = await leave('other@example.com');
		const answer = await callWebhook({ ...TRIGGER, parameters: { simplify: false } }, request);
		expect(answer.started).toEqual([{ json: JSON.parse(String(request.body)) as unknown }]);
	});

	it('is held against the Chatbot ID of the trigger', async () => {
		const { request } = await leave('third@example.com');
		const startedFor = async (chatbotId: string) =>
			(await callWebhook({ ...TRIGGER, parameters: { chatbotId } }, request)).started?.length ?? 0;
		expect([await startedFor(sandbox.chatbotId), await startedFor('cb_other')]).toEqual([1, 0]);
	});
});

describe('a lead of pollybot.app', () => {
	const chatbots = { id: 'cb_1', name: 'Support' };
	const lead = { id: 'cmipr3rf400t3n42y5plvmhd5', chatbotId: 'cb_1', name: 'Ada', email: null, chatbots };
	const payload = { event: 'LEAD_CREATED', chatbotId: 'cb_1', timestamp: 1764750871, data: lead };
	const start = async (body: object, chatbotId = '') =>
		(await callWebhook({ ...TRIGGER, parameters: { chatbotId } }, signedRequest(JSON.stringify(body)))).started;

	it('keeps its chatbots and its missing email', async () => {
		expect(await start(payload)).toEqual([{ json: including({ ...lead, event: 'LEAD_CREATED' }) }]);
	});

	it.each([
		['beside the lead and in it', payload],
		['in the lead alone', { ...payload, chatbotId: undefined }],
		['beside the lead alone', { ...payload, data: { ...lead, chatbotId: undefined } }],
	])('is known by the chatbot that stands %s', async (_, body) => {
		expect(await start(body, 'cb_1')).toMatchObject([{ json: { chatbotId: 'cb_1', chatbots } }]);
		expect(await start(body, 'cb_2')).toBeUndefined();
	});

	it('of two chatbots, the one beside the lead counts', async () => {
		const body = { ...payload, data: { ...lead, chatbotId: 'cb_2' } };
		expect(await start(body, 'cb_1')).toMatchObject([{ json: { chatbotId: 'cb_1' } }]);
		expect(await start(body, 'cb_2')).toBeUndefined();
	});
});

import { readFileSync } from 'node:fs';
import { startReceiver, type Receiver } from '~/test/receiver';
import { violations } from '~/test/violations';
import { loadContract } from '~/test/contract';
import { startSandbox, type Sandbox } from '~/tools/sandbox';
import { until } from '~/tools/until';
import { containingAll, including } from '~/test/matchers';
import {
	activate,
	callWebhook,
	deactivate,
	describeNode,
	testCredential,
	type NodeUnderTest,
	type WebhookRequest,
} from './n8nCore';
import { POLLYBOTS } from './pollyBots';
import { SECRET, signedRequest, TRIGGER } from './trigger/lead';

describe.each(POLLYBOTS)('A webhook of $title', ({ profile, shown, stored }) => {
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
		for (const other of ['5', '{ a: 1 }', '{ value: 5 }']) expect(await startedFor(`={{ ${other} }}`)).toBe(0);
		for (const any of ['[]', `{ value: '' }`, `{ value: '${sandbox.chatbotId}' }`])
			expect(await startedFor(`={{ ${any} }}`)).toBe(1);
	});
});

describe('A lead of pollybot.app', () => {
	const chatbots = { id: 'cb_1', name: 'Support' };
	const lead = { id: 'cmipr3rf400t3n42y5plvmhd5', chatbotId: 'cb_1', name: 'Ada', email: null, chatbots };
	const payload = { event: 'LEAD_CREATED', chatbotId: 'cb_1', timestamp: 1764750871, data: lead };
	const start = async (body: object) => (await callWebhook(TRIGGER, signedRequest(JSON.stringify(body)))).started;

	it('keeps its chatbots and its missing email', async () => {
		expect(await start(payload)).toEqual([{ json: including({ ...lead, event: 'LEAD_CREATED' }) }]);
	});
});

const trigger = (node: Partial<NodeUnderTest>): NodeUnderTest => ({ ...TRIGGER, ...node });

describe.each(['trigger', 'manual'] as const)('Switching the trigger on (%s)', (mode) => {
	it('works with a secret, and registers nothing anywhere', async () => {
		await expect(activate(trigger({}), mode)).resolves.toBeUndefined();
	});

	it('works without a secret, and without a credential, when the verification is off', async () => {
		const parameters = { verifySignature: false };
		await expect(activate(trigger({ parameters, credential: undefined }), mode)).resolves.toBeUndefined();
	});

	it.each<[string, Partial<NodeUnderTest>]>([
		['without a secret', { credential: { webhookSecret: '' } }],
		['with a secret of blanks', { credential: { webhookSecret: ' ' } }],
		['without a credential', { credential: undefined }],
	])('fails %s, and says where the secret is', async (_, node) => {
		await expect(activate(trigger(node), mode)).rejects.toThrow(
			/needs its webhook's secret.*shows it once.*turn off 'Verify Signature'/,
		);
	});

	it.each([
		["={{ '' }}", /'Source' is an expression that returned nothing/],
		['={{ $json.nothing }}', /expression in 'Filters' cannot be evaluated/],
	])('fails when a filter cannot be told: %s', async (source, message) => {
		const parameters = { filters: { source } };
		await expect(activate(trigger({ parameters }), mode)).rejects.toThrow(message);
	});

	it('fails when no event is chosen', async () => {
		await expect(activate(trigger({ parameters: { events: [] } }), mode)).rejects.toThrow(
			/has no event.*Choose one in 'Trigger On'/,
		);
	});

	it.each([
		['Trigger On', { events: "={{ ['LEAD_CREATED'] }}" }],
		['Verify Signature', { verifySignature: '={{ false }}' }],
		['Simplify', { simplify: '={{ false }}' }],
	])('fails when %s is an expression, of which n8n would pass on the text', async (label, parameters) => {
		await expect(activate(trigger({ parameters }), mode)).rejects.toThrow(`'${label}' cannot be an expression. Choose`);
	});
});

it.each([
	[SECRET, { status: 'OK', message: 'The secret is checked with each call.' }],
	[' \u200b', { status: 'Error', message: expect.stringMatching(/'Webhook Secret' is empty\. Paste/) as string }],
])("The test of a webhook's credential says whether there is a secret: “%s”", async (webhookSecret, said) => {
	expect(await testCredential('pollyBotWebhookApi', { webhookSecret })).toEqual(said);
});

it('Switching the trigger off takes nothing back, and succeeds', async () => {
	await expect(deactivate(trigger({}))).resolves.toBe(true);
	await expect(deactivate(trigger({ credential: undefined }))).resolves.toBe(true);
});

const describeTrigger = () => describeNode({ nodeName: 'pollyBotTrigger' });

describe('The description of PollyBot Trigger', () => {
	it('the webhook takes POST, at a path that stays as it is', async () => {
		const { webhooks } = await describeTrigger();
		expect(webhooks).toMatchObject([
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		]);
	});

	it('it is a trigger of version 1 that can be found, and no tool', async () => {
		const description = await describeTrigger();
		expect(description).toMatchObject({
			displayName: 'PollyBot Trigger',
			name: 'pollyBotTrigger',
			version: 1,
			group: ['trigger'],
			inputs: [],
			outputs: ['main'],
		});
		expect(description.usableAsTool).toBeUndefined();
		expect(description.codex?.alias).toEqual(containingAll(['lead', 'webhook', 'chatbot']));
	});
});

it('The panel of PollyBot Trigger says step by step where the URL is entered in PollyBot', async () => {
	const { properties, triggerPanel } = await describeTrigger();
	const notice = properties.find(({ type }) => type === 'notice')?.displayName;
	expect(notice).toMatch(
		/1\. .*Production URL.*2\. .*Settings → Webhooks → Add Webhook.*3\. .*Lead Created.*4\. .*only once.*5\. .*Webhook Secret.*6\. Publish/s,
	);
	expect(JSON.stringify(triggerPanel)).toMatch(/Test URL.*Settings → Webhooks → Add Webhook → Lead Created/);
});

import axios from 'axios';
import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { loadContract } from '~/test/contract';
import { PROFILE_NAMES, type Sandbox, startSandbox, type Webhook } from '~/tools/sandbox';
import { type Receiver, startReceiver } from '~/test/receiver';
import { until } from '~/tools/until';
import { apiOf, CHATBOT_ID, leadIn, SCOPES } from './api';

describe.each(PROFILE_NAMES)('%s', (profile) => {
	const SECRET = 'a made-up secret with ünïcode';
	const ADA = {
		name: 'Ada Example',
		email: 'ada@example.com',
		customFields: { big: 12345678901234567890n.toString() },
	};

	let sandbox: Sandbox;
	let receiver: Receiver;

	beforeAll(async () => {
		sandbox = await startSandbox({
			profile,
			chatbotIds: [CHATBOT_ID, 'cb_other'],
			webhookTiming: { firstDelayMs: 40, timeoutMs: 200, attempts: 4 },
		});
		receiver = await startReceiver();
	});
	beforeEach(() => {
		sandbox.reset();
		receiver.calls.length = 0;
	});
	afterAll(async () => {
		await sandbox.close();
		await receiver.close();
	});

	const create = (path: string, lead: object = ADA) => apiOf(sandbox).post(path, lead);
	const settled = () =>
		until('every delivery has ended', () => sandbox.deliveries.every(({ state }) => state !== 'pending'));

	describe('a created lead', () => {
		it.each(SCOPES)('in the %s scope is told to the webhook, signed, as the contract says', async (_scope, path) => {
			sandbox.addWebhook({ url: `${receiver.url}/hook`, secret: SECRET });
			const lead = leadIn(profile, await create(path));
			await settled();
			expect(receiver.calls).toHaveLength(1);
			const [call] = receiver.calls;
			expect(call).toMatchObject({ method: 'POST', path: '/hook', headers: { 'content-type': 'application/json' } });
			const right = createHmac('sha256', SECRET)
				.update(call?.body ?? '')
				.digest('hex');
			expect(call?.headers['x-webhook-signature']).toBe(`sha256=${right}`);
			expect(JSON.parse(call?.body ?? '')).toMatchObject({ chatbotId: sandbox.chatbotId, data: lead });
			const contract = await loadContract(profile);
			expect(sandbox.deliveries.flatMap((delivery) => contract.checkDelivery(delivery))).toEqual([]);
		});

		it('is answered before the webhook is called', async () => {
			sandbox.addWebhook({ url: receiver.url, secret: SECRET });
			receiver.answer('never');
			expect((await create('/api/v1/leads')).status).toBe(201);
			expect(sandbox.deliveries).toMatchObject([{ state: 'pending', attempts: [] }]);
			await settled();
		});

		it('is sent to the webhooks of its chatbot only, also when it is added by hand', async () => {
			sandbox.addWebhook({ url: `${receiver.url}/first`, secret: SECRET });
			const { id } = sandbox.addWebhook({ url: `${receiver.url}/other`, secret: SECRET, chatbotId: 'cb_other' });
			await create('/api/v1/chatbots/cb_other/leads');
			sandbox.addLead({ name: 'By hand', email: 'hand@example.com' });
			await settled();
			expect(receiver.calls.map(({ path }) => path).sort()).toEqual(['/first', '/other']);
			sandbox.removeWebhook(id);
			await create('/api/v1/chatbots/cb_other/leads', { name: 'Later', email: 'later@example.com' });
			expect(sandbox.deliveries).toHaveLength(2);
		});

		it('is not told when it was rejected', async () => {
			sandbox.addWebhook({ url: receiver.url, secret: SECRET });
			await create('/api/v1/leads', { email: 'no.name@example.com' });
			sandbox.addLead(ADA);
			await create('/api/v1/leads');
			await settled();
			expect(receiver.calls).toHaveLength(1);
		});
	});

	describe('a delivery that is not taken', () => {
		it.each(['hang up', 'never', 500, 404, 302, 429] as const)('(%s) is sent again, byte for byte', async (answer) => {
			sandbox.addWebhook({ url: receiver.url, secret: SECRET });
			receiver.answer(answer);
			await create('/api/v1/leads');
			await settled();
			expect(receiver.calls).toHaveLength(2);
			const [first, second] = receiver.calls;
			expect(second?.body).toBe(first?.body);
			expect(second?.headers['x-webhook-signature']).toBe(first?.headers['x-webhook-signature']);
			expect(sandbox.deliveries).toMatchObject([{ state: 'delivered', attempts: [{}, { status: 200 }] }]);
		});

		it('is tried with exponential backoff, and given up', async () => {
			sandbox.addWebhook({ url: receiver.url, secret: SECRET });
			receiver.answer(500, 500, 500, 500);
			await create('/api/v1/leads');
			await settled();
			const times = receiver.calls.map(({ at }) => at);
			const waits = times.slice(1).map((at, index) => at - (times[index] ?? 0));
			expect(waits).toHaveLength(3);
			for (const [index, wait] of waits.entries()) expect(wait).toBeGreaterThanOrEqual(40 * 2 ** index - 5);
			expect(sandbox.deliveries).toMatchObject([{ state: 'failed' }]);
		});

		it('ends when its webhook is removed', async () => {
			const { id } = sandbox.addWebhook({ url: receiver.url, secret: SECRET });
			receiver.answer(500, 500, 500, 500);
			await create('/api/v1/leads');
			await until('a first attempt', () => receiver.calls.length > 0);
			sandbox.removeWebhook(id);
			const made = receiver.calls.length;
			await sleep(200);
			expect(receiver.calls).toHaveLength(made);
		});
	});

	describe('over HTTP', () => {
		it('webhooks are registered, listed without their secret, and removed', async () => {
			const { data: webhook } = await axios.post<Webhook>(`${sandbox.url}/sandbox/webhooks`, {
				url: receiver.url,
				secret: SECRET,
			});
			expect(sandbox.webhooks()).toEqual([webhook]);
			const page = async () => (await axios.get<string>(sandbox.url)).data;
			expect(JSON.stringify([webhook, await page()])).not.toContain(SECRET);
			await create('/api/v1/leads');
			await settled();
			expect(sandbox.deliveries).toMatchObject([{ webhookId: webhook.id, state: 'delivered' }]);
			expect((await page()).replace(/\s+/g, ' ')).toContain('delivered 1, pending 0, given up 0, last response: 200');
			await axios.delete(`${sandbox.url}/sandbox/webhooks/${webhook.id}`);
			expect(sandbox.webhooks()).toEqual([]);
		});

		it.each([
			['no URL', { secret: SECRET }, /url/],
			['a URL that is none', { url: 'n8n', secret: SECRET }, /url: Must be a web address/],
			['another scheme', { url: 'file:///etc/hosts', secret: SECRET }, /url: Must begin with http/],
			['an empty secret', { url: 'http://127.0.0.1:1', secret: '' }, /secret: Must not be empty/],
		])('%s is rejected in words', async (_what, webhook, words) => {
			const options = { validateStatus: () => true };
			const { status, data } = await axios.post<{ error: string }>(`${sandbox.url}/sandbox/webhooks`, webhook, options);
			expect(status).toBe(400);
			expect(data.error).toMatch(words);
			expect(sandbox.webhooks()).toEqual([]);
		});

		it('the page has forms for both, and shows how the deliveries went', async () => {
			sandbox.addWebhook({ url: `${receiver.url}/?a="><img src=x>`, secret: SECRET });
			await create('/api/v1/leads');
			await settled();
			const { data } = await axios.get<string>(sandbox.url);
			expect(data).toContain('id="/sandbox/webhooks"');
			expect(data).toContain('id="/sandbox/leads"');
			expect(data).toContain('delivered 1');
			expect(data).not.toContain('<img');
		});
	});
});

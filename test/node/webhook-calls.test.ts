import { matching } from '~/test/matchers';
import { callWebhook, logLines, type NodeUnderTest, type WebhookRequest } from './n8nCore';
import { LEAD, PAYLOAD, SECRET, signedRequest, TRIGGER } from './trigger/lead';

const call = (request: WebhookRequest, node: Partial<NodeUnderTest> = {}, mode?: 'webhook' | 'manual') =>
	callWebhook({ ...TRIGGER, ...node }, request, mode);

const REFUSED = { status: 401, started: undefined };

describe.each(['webhook', 'manual'] as const)('A signed call of the webhook (%s)', (mode) => {
	it('starts the workflow with one item, and gets its response immediately', async () => {
		const { data, ...beside } = PAYLOAD;
		const answer = await call(signedRequest(), {}, mode);
		expect(answer).toMatchObject({ status: 200, started: [{ json: { ...data, ...beside } }] });
		expect(JSON.parse(answer.body)).toEqual({ message: 'Workflow was started' });
	});

	it('starts it with the whole payload when Simplify is off', async () => {
		const answer = await call(signedRequest(), { parameters: { simplify: false } }, mode);
		expect(answer.started).toEqual([{ json: PAYLOAD }]);
	});
});

it.each([{ email: null }, { email: undefined }])(
	'a lead that is reached by phone or Discord starts the workflow like any other: %j',
	async (none) => {
		const lead = { ...LEAD, ...none, phone: '555', discord: 'ada' };
		const answer = await call(signedRequest(JSON.stringify({ ...PAYLOAD, data: lead })));
		expect(answer).toMatchObject({
			status: 200,
			started: [{ json: { name: LEAD.name, phone: '555', discord: 'ada' } }],
		});
	},
);

describe('The signature of a webhook call', () => {
	it.each<[string, string | Buffer]>([
		['other spacing', JSON.stringify(PAYLOAD, null, 4)],
		['unicode escapes', JSON.stringify(PAYLOAD).replace('Ada', '\\u0041da')],
		['a byte order mark', `\ufeff${JSON.stringify(PAYLOAD)}`],
		['big numbers', JSON.stringify(PAYLOAD).replace('"status"', '"n":10000000000000000000001,"status"')],
	])('is held against the bytes that came: %s', async (_, body) => {
		const right = await call(signedRequest(body));
		expect(right).toMatchObject({ status: 200, started: [{ json: { name: 'Ada Example' } }] });
		const { headers } = signedRequest(JSON.stringify(JSON.parse(String(body).replace('\ufeff', ''))));
		expect(await call({ body, headers })).toMatchObject(REFUSED);
	});

	it.each<[string, WebhookRequest['headers']]>([
		['is missing', {}],
		['is empty', { 'x-webhook-signature': '' }],
		['is of another secret', signedRequest(undefined, 'other').headers],
		['has no prefix', { 'x-webhook-signature': String(signedRequest().headers?.['x-webhook-signature']).slice(7) }],
		['is cut short', { 'x-webhook-signature': 'sha256=00' }],
		[
			'comes twice',
			{ 'x-webhook-signature': Array<string>(2).fill(String(signedRequest().headers?.['x-webhook-signature'])) },
		],
		['is in the query’s place', { 'x-signature': String(signedRequest().headers?.['x-webhook-signature']) }],
	])('that %s: 401, and nothing starts', async (_, headers) => {
		const answer = await call({ ...signedRequest(), headers: { ...headers } });
		expect(answer).toMatchObject(REFUSED);
		expect(JSON.parse(answer.body)).toEqual({ message: matching(/signature/) });
	});

	it('may have a header and digits in any case', async () => {
		const signature = String(signedRequest().headers?.['x-webhook-signature']);
		const answer = await call({ ...signedRequest(), headers: { 'X-WEBHOOK-SIGNATURE': signature.toUpperCase() } });
		expect(answer.started).toHaveLength(1);
	});

	it('is not asked for when the verification is off, and no credential is needed then', async () => {
		const body = JSON.stringify(PAYLOAD);
		const node = { parameters: { verifySignature: false }, credential: undefined };
		expect(await call({ body }, node)).toMatchObject({ status: 200, started: [{}] });
	});

	it.each<[string, Partial<NodeUnderTest>]>([
		['a secret that was taken out of the credential', { credential: { webhookSecret: '' } }],
		['a secret of blanks', { credential: { webhookSecret: '  ' } }],
		['a secret of characters that nobody sees', { credential: { webhookSecret: '\u200b\ufeff' } }],
		['a credential that is gone', { credential: undefined }],
		['a switch that is neither on nor off', { parameters: { verifySignature: 'no' } }],
	])('fails closed with %s', async (_, node) => {
		expect(await call(signedRequest(undefined, ''), node)).toMatchObject(REFUSED);
		expect(await call({ body: JSON.stringify(PAYLOAD) }, node)).toMatchObject(REFUSED);
	});

	it.each([` ${SECRET}\n`, `\ufeff${SECRET}\u200b`, `\u200e${SECRET}\u00a0\u2060`])(
		'is checked with a secret that was pasted with something around it: %j',
		async (webhookSecret) => {
			const credential = { ...TRIGGER.credential, webhookSecret };
			expect((await call(signedRequest(), { credential })).started).toHaveLength(1);
		},
	);
});

describe('A webhook call that was not asked for gets 200 and starts nothing', () => {
	it.each<[string, object, NodeUnderTest['parameters']]>([
		['another event', { ...PAYLOAD, event: 'LEAD_UPDATED' }, {}],
		['another chatbot', PAYLOAD, { chatbotId: 'cb_2' }],
	])('%s', async (_, payload, parameters) => {
		const answer = await call(signedRequest(JSON.stringify(payload)), { parameters });
		expect(answer).toMatchObject({ status: 200, started: undefined });
		expect(JSON.parse(answer.body)).toEqual({ message: matching(/^Nothing started/) });
	});

	it.each([' cb_1 ', '\ufeffcb_1\u200b', '<script data-chatbot-id="cb_1">'])(
		'the chatbot that was named starts it, whatever stands around its ID: %j',
		async (chatbotId) => {
			expect((await call(signedRequest(), { parameters: { chatbotId } })).started).toHaveLength(1);
		},
	);
});

describe('A webhook call whose body is no event gets 400 and starts nothing', () => {
	it.each([
		['no JSON', 'name=Ada'],
		['no lead', JSON.stringify({ ...PAYLOAD, data: null })],
	])('%s', async (_, body) => {
		expect(await call(signedRequest(body))).toMatchObject({ status: 400, started: undefined });
	});

	it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
		'the content type does not matter: %s',
		async (type) => {
			const request = signedRequest();
			const answer = await call({ ...request, headers: { ...request.headers, 'content-type': type } });
			expect(answer.started).toHaveLength(1);
		},
	);

	it('of more than n8n takes: 413', async () => {
		const body = JSON.stringify({ ...PAYLOAD, data: { ...LEAD, message: 'x'.repeat(17 * 1024 * 1024) } });
		expect(await call(signedRequest(body))).toMatchObject({ status: 413, started: undefined });
	});

	it('of 1 MB is not rejected', async () => {
		const message = 'ü'.repeat(512 * 1024);
		const answer = await call(signedRequest(JSON.stringify({ ...PAYLOAD, data: { ...LEAD, message } })));
		expect(answer.started).toMatchObject([{ json: { message } }]);
	});
});

describe('The secret of a webhook', () => {
	it('is in no response, item or log line, and a rejected call is told in the log', async () => {
		const before = logLines.length;
		const answers = [await call(signedRequest()), await call({ body: '{}' }), await call(signedRequest('no JSON'))];
		const log = logLines.slice(before).join('\n');
		expect(log).toMatch(/warn PollyBot Trigger rejected a call with 401/);
		expect(JSON.stringify(answers) + log).not.toContain(SECRET);
	});
});

import { PROFILE_NAMES, type Sandbox, startSandbox } from '~/tools/sandbox';
import { answerViolations, apiOf } from './api';
import { anyText, containing, matching } from '~/test/matchers';
import { until } from '~/tools/until';

const [ONE, TWO] = ['cb_one', 'cb_two'];

describe.each(PROFILE_NAMES)('the chat of %s', (profile) => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ profile, chatbotIds: [ONE, TWO] });
	});
	afterEach(() => {
		sandbox.reset();
	});
	afterAll(() => sandbox.close());

	const say = async (message: unknown, fields: object = {}, chatbotId = ONE) =>
		await apiOf(sandbox).post(`/api/v1/chatbots/${chatbotId}/chat`, { message, stream: false, ...fields });
	const begin = async (chatbotId?: string) => {
		const { conversationId } = (await say('Hello', {}, chatbotId)).data.data as { conversationId: string };
		return conversationId;
	};

	it('keeps one conversation for each ID, as documented', async () => {
		const first = await say('Hello', { metadata: { page: '/prices' } });
		expect([first.status, first.data]).toEqual([
			200,
			{
				success: true,
				data: { response: containing('Hello'), conversationId: anyText(), messageId: anyText() },
			},
		]);
		const { conversationId } = first.data.data as { conversationId: string };
		expect((await say('And then?', { conversationId })).data.data).toMatchObject({ conversationId });
		expect(await begin()).not.toBe(conversationId);
		expect(sandbox.conversations()).toMatchObject([
			{ id: conversationId, messages: [{ metadata: { page: '/prices' } }, { message: 'And then?' }] },
			{ messages: [{ message: 'Hello' }] },
		]);
		expect(await answerViolations(sandbox)).toEqual([]);
	});

	it.each<[string, number, object, () => Promise<unknown>]>([
		['no message', 400, { code: 'VALIDATION_ERROR', details: { field: 'message' } }, () => say(undefined)],
		['an empty message', 400, { details: { field: 'message' } }, () => say('')],
		['metadata that is a list', 400, { details: { field: 'metadata' } }, () => say('Hello', { metadata: [] })],
		['an unknown chatbot', 404, { code: 'CHATBOT_NOT_FOUND' }, () => say('Hello', {}, 'cb_none')],
		['an unknown conversation', 404, {}, () => say('Hello', { conversationId: 'none' })],
		['the conversation of another chatbot', 404, {}, async () => say('Hi', { conversationId: await begin(TWO) })],
	])('rejects %s', async (_, status, data, ask) => {
		expect(await ask()).toMatchObject({ status, data: { success: false, ...data } });
		expect(sandbox.conversations().flatMap(({ chatbotId }) => chatbotId)).not.toContain(ONE);
		expect(await answerViolations(sandbox)).toEqual([]);
	});

	it('answers as many messages as there are credits, and stores no other', async () => {
		sandbox.setChat(1);
		await begin();
		expect(await say('More')).toMatchObject({ status: 402, data: { code: 'INSUFFICIENT_CREDITS' } });
		expect(sandbox.conversations()).toHaveLength(1);
		expect(await answerViolations(sandbox)).toEqual([]);
	});

	it('has a rate limit for each chatbot, which is not that of the key', async () => {
		sandbox.setLimit(0, 60);
		sandbox.setChat(Infinity, 1);
		await begin();
		const { status, data, headers } = await say('More');
		expect([status, data]).toEqual([
			429,
			{ success: false, error: anyText(), code: 'RATE_LIMIT_EXCEEDED', retryAfter: Number(headers['retry-after']) },
		]);
		expect((await say('Hello', {}, TWO)).status).toBe(200);
		expect((await apiOf(sandbox).get('/api/v1/leads')).status).toBe(429);
		expect(await answerViolations(sandbox)).toEqual([]);
	});

	it.each([{ stream: true }, { stream: undefined }])('streams with %j', async (fields) => {
		const { data, headers } = await say('Hello', fields);
		expect(headers['content-type']).toBe('text/event-stream');
		expect(data).toEqual(matching(/^data: {"response":.*Hello.*}\n\n$/));
		expect(sandbox.conversations()).toHaveLength(1);
	});

	it('can be slow, and has then answered a client that has left', async () => {
		sandbox.fault({ effect: { kind: 'latency', ms: 60_000 } });
		const leaving = new AbortController();
		const response = fetch(`${sandbox.url}/api/v1/chatbots/${ONE}/chat`, {
			method: 'POST',
			headers: { Authorization: `Bearer ${sandbox.apiKey}` },
			body: JSON.stringify({ message: 'Hello', stream: false }),
			signal: leaving.signal,
		});
		await until('the message has arrived', () => sandbox.conversations().length === 1);
		leaving.abort();
		await expect(response).rejects.toThrow('aborted');
	});

	it('shows the newest conversations on its page, with nothing of them as HTML', async () => {
		const conversationId = await begin();
		await say('<b>Do you ship to Norway?</b>', { conversationId });
		await begin(TWO);
		const html = await (await fetch(sandbox.url)).text();
		const shown = [...html.matchAll(/data-conversation="([^"]+)"/g)].map(([, id]) => id);
		expect(shown).toEqual(
			sandbox
				.conversations()
				.map(({ id }) => id)
				.reverse(),
		);
		expect(html).toContain('&#60;b&#62;Do you ship to Norway?&#60;/b&#62;');
		expect(html.match(/<li>/g)).toHaveLength(3);
	});
});

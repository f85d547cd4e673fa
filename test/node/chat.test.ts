import type { INodeParameters } from 'n8n-workflow';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import type { EffectOf } from '~/tools/sandbox/faults/effects';
import { anyText, containing, including, matching } from '~/test/matchers';
import { PROFILES, sandboxed, type CreateOptions } from './sandboxed';

const chat = (parameters: INodeParameters = {}, options: INodeParameters = {}): CreateOptions => ({
	parameters: { resource: 'chat', message: '={{ $json.text }}', ...parameters, options },
});
const texts = (count: number) => Array.from({ length: count }, (_, index) => ({ text: `Message ${index + 1}` }));
const refusing = (status: number, code?: string): EffectOf<'status'> => ({
	kind: 'status',
	status,
	body: { success: false, error: 'In the words of PollyBot', code },
});

describe.each(PROFILES)('Send Message, PollyBot %s', (profile) => {
	const { run, sandbox, sent } = sandboxed({ profile, chatbotIds: ['cb_one', 'cb_two'] });
	const ask = async (rows: readonly object[], options: CreateOptions) => await run('sendMessage', rows, options);

	it('returns the response with the IDs of conversation and message, as PollyBot has them', async () => {
		const result = await ask([{ text: ' Do you ship to Norway?\u200b ' }], chat());
		expect(sent()).toEqual([{ message: 'Do you ship to Norway?', stream: false }]);
		const [{ id } = { id: '' }] = sandbox().conversations();
		expect(result.outputs).toEqual([
			[
				including({
					json: { response: containing('Do you ship to Norway?'), conversationId: id, messageId: anyText() },
					pairedItem: { item: 0 },
				}),
			],
		]);
		expect(result.hints).toEqual([]);
	});

	it('continues a conversation, and sends the metadata with their types', async () => {
		const first = await ask([{ text: 'Hello' }], chat());
		const conversationId = first.outputs[0]?.[0]?.json.conversationId as string;
		const metadata = {
			assignments: [
				{ id: '1', name: 'page', type: 'string', value: '/prices' },
				{ id: '2', name: 'visits', type: 'number', value: '3' },
				{ id: '3', name: 'campaign', type: 'string', value: '' },
			],
		};
		const second = await ask([{ text: 'And then?' }], chat({ conversationId }, { metadata }));
		expect(second.outputs[0]?.[0]?.json).toMatchObject({ conversationId });
		expect(sent()[1]).toEqual({
			message: 'And then?',
			conversationId,
			metadata: { page: '/prices', visits: 3 },
			stream: false,
		});
		expect(sandbox().conversations()).toHaveLength(1);
	});

	it('passes on what PollyBot adds, and reads a response without an envelope', async () => {
		const patch = { data: { sources: ['https://www.example.com'] } };
		sandbox().fault({ effect: { kind: 'altered', patch } });
		sandbox().fault({ effect: { kind: 'bare' } });
		const result = await ask(texts(2), chat({}, { maxConcurrency: 1 }));
		expect(result.outputs[0]?.map(({ json }) => json)).toEqual([
			including(patch.data),
			including({ response: anyText() }),
		]);
	});

	it('sends each row of a conversation in order, one after the other, and those of others at the same time', async () => {
		const ids: unknown[] = [];
		for (const chatbotId of ['cb_one', 'cb_two', 'cb_one']) {
			const { outputs } = await ask([{ text: 'Start' }], chat({ chatbotId }));
			ids.push(outputs[0]?.[0]?.json.conversationId);
		}
		// A row that says the same is sent too.
		const rows = Array.from({ length: 18 }, (_, index) => ({
			text: index < 9 ? `Message ${index}` : 'Again',
			id: ids[index % 3],
			bot: index % 3 === 1 ? 'cb_two' : 'cb_one',
		}));
		sandbox().fault({ times: 18, effect: { kind: 'latency', ms: 30 } });
		const result = await ask(rows, chat({ chatbotId: '={{ $json.bot }}', conversationId: '={{ $json.id }}' }));
		expect(result.outputs[0]).toHaveLength(18);
		expect(sandbox().peak()).toBeGreaterThan(1);
		const said = sandbox()
			.conversations()
			.map(({ messages }) => messages.map(({ message }) => message));
		expect(said).toEqual(
			[0, 1, 2].map((own) => ['Start', ...rows.filter(({ id }) => id === ids[own]).map(({ text }) => text)]),
		);
	});

	it('asks one thing at a time in one conversation', async () => {
		const { outputs } = await ask([{ text: 'Start' }], chat());
		sandbox().fault({ times: 5, effect: { kind: 'latency', ms: 20 } });
		await ask(texts(5), chat({ conversationId: outputs[0]?.[0]?.json.conversationId as string }));
		expect(sandbox().peak()).toBe(1);
	});

	it('begins with 2 messages at the same time, since each is billed', async () => {
		// The first request asks for the rate limit, alone.
		sandbox().fault({ match: { nth: 2 }, times: Infinity, effect: { kind: 'stall', at: 'start' } });
		await ask(texts(10), chat({}, { timeout: 1000 }));
		expect(sandbox().requests).toHaveLength(1 + 2);
	});

	it.each([[''], [' \u200b\n'], [null], [undefined], [NaN], ['#N/A'], [[]], [{}], [{ a: 'b' }]])(
		'rejects a message that is %j before any request',
		async (text) => {
			const message = matching(/^'Message' (is empty|must be text).* \[Item 2\]$/);
			const rows = [{ text: 'Hello' }, { text }];
			const stopped = await ask(rows, chat());
			expect(stopped.error?.message).toEqual(message);
			expect(sandbox().requests).toEqual([]);
			const result = await ask(rows, { ...chat(), onError: 'continueErrorOutput' });
			expect(result.output('Error').map(({ json }) => json.error)).toEqual([
				including({ code: 'VALIDATION_ERROR', field: 'message', item: 2, message }),
			]);
			expect(sandbox().requests).toHaveLength(1);
		},
	);

	it.each([
		['conversationId', { conversationId: '={{ [1] }}' }, {}],
		['metadata', {}, { metadata: '={{ 5 }}' }],
		['chatbotId', { chatbotId: '..' }, {}],
	])('rejects a row whose %s cannot be right', async (field, parameters, options) => {
		const result = await ask(texts(1), { ...chat(parameters, options), onError: 'continueErrorOutput' });
		expect(result.output('Error')[0]?.json.error).toMatchObject({ field });
		expect(sandbox().requests).toEqual([]);
	});

	it('does not offer the whole workspace where no chatbot is named', async () => {
		const result = await ask(texts(1), { ...chat(), credential: { chatbotId: '' } });
		expect(result.error?.message).toBe(
			"No chatbot is named. Enter a 'Chatbot ID' in the node or in the PollyBot API credential. [Item 1]",
		);
	});

	it('ends with the credits: every remaining row fails for that, without a request', async () => {
		sandbox().setChat(3);
		const result = await ask(texts(10), { ...chat({}, { maxConcurrency: 1 }), onError: 'continueErrorOutput' });
		expect(result.outputs[0]).toHaveLength(3);
		expect(result.output('Error').map(({ json }) => json.error)).toEqual(
			Array.from({ length: 7 }, (_, index) =>
				including({
					code: 'INSUFFICIENT_CREDITS',
					httpStatus: 402,
					item: index + 4,
					message: matching(/^The AI credits of your PollyBot plan are used up\. .* \[Item \d+\]$/),
				}),
			),
		);
		expect(sandbox().requests).toHaveLength(4);
	});

	it.each([
		['an unknown chatbot', refusing(404, 'CHATBOT_NOT_FOUND'), 1, /does not know the chatbot "cb_one"/],
		['an unknown conversation', refusing(404, 'CONVERSATION_NOT_FOUND'), 5, /or has no conversation "c1"/],
		['a 402 without a code', refusing(402), 1, /AI credits/],
		['a 402 for another reason', refusing(402, 'PLAN_ENDED'), 5, /rejected the request \(HTTP 402, PLAN_ENDED\)/],
		['a message that is too long', refusing(400, 'VALIDATION_ERROR'), 5, /rejected the request \(HTTP 400, VALID/],
		['a rejected key', refusing(401, 'INVALID_API_KEY'), 1, /does not accept the API key/],
	])('says what to do about %s', async (_, effect, requests, message) => {
		sandbox().fault({ times: Infinity, effect });
		const options = {
			...chat({ conversationId: 'c1' }, { maxConcurrency: 1 }),
			onError: 'continueErrorOutput',
		} as const;
		const result = await ask(texts(5), options);
		const failed = result.output('Error').map(({ json }) => json.error as { message: string });
		expect(failed).toHaveLength(5);
		for (const error of failed) {
			expect(error.message).toMatch(message);
			expect(error.message).not.toMatch(/\blead|Scope/);
		}
		expect(sandbox().requests).toHaveLength(requests);
	});

	it('keeps to the limit of the chatbot: the rows that are left fail, or wait', async () => {
		sandbox().setChat(Infinity, 2);
		const limited = await ask(texts(3), { ...chat({}, { onRateLimit: 'error' }), onError: 'continueErrorOutput' });
		expect(limited.outputs[0]).toHaveLength(2);
		expect(limited.output('Error').map(({ json }) => json.error)).toEqual([
			including({
				code: 'RATE_LIMIT_EXCEEDED',
				message: matching(/^PollyBot's rate limit is used up/),
			}),
		]);
		expect(sandbox().requests).toHaveLength(2);
	});

	it.each(['error', 'wait'])('keeps to the limit of each chatbot by itself, On Rate Limit: %s', async (onRateLimit) => {
		sandbox().setChat(Infinity, 2);
		const rows = ['one', 'one', 'one', 'one', 'two', 'two', 'two'].map((bot) => ({ text: 'Hello', bot }));
		const result = await ask(rows, {
			...chat({ chatbotId: '=cb_{{ $json.bot }}' }, { onRateLimit, maxWait: 1 }),
			onError: 'continueErrorOutput',
		});
		expect(result.outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual([0, 1, 4, 5].map((item) => ({ item })));
		expect(result.output('Error').map(({ json }) => json.error)).toEqual(
			[3, 4, 7].map((item) => including({ code: 'RATE_LIMIT_EXCEEDED', item })),
		);
		expect(sandbox().requests).toHaveLength(4);
	});

	it('says how many messages were answered when an error stops it', async () => {
		sandbox().setChat(2);
		const result = await ask(texts(5), chat({}, { maxConcurrency: 1 }));
		expect(result.error?.description).toContain('2 messages were answered before the execution stopped.');
	});

	it('ignores what is left over from an operation on leads', async () => {
		const options = { onRateLimit: 'deferredOutput', scope: 'workspace', dryRun: true, maxConcurrency: '' };
		const result = await ask(texts(2), chat({ onDuplicate: 'error', dataToSend: 'autoMapInputData' }, options));
		expect(result.outputs).toHaveLength(1);
		expect(result.outputs[0]).toHaveLength(2);
		expect(sandbox().conversations()).toHaveLength(2);
	});
});

describe('Send Message as a tool', () => {
	const { run, sandbox, sent } = sandboxed();
	const nodeType = new PollyBot();
	nodeType.description.name += 'Tool';
	const ask = async (parameters: INodeParameters) => {
		const result = await run('sendMessage', [{ query: 'of the agent' }], {
			...chat(parameters),
			nodeName: 'pollyBotTool',
			nodeType,
		});
		expect(result.error).toBeUndefined();
		return result.outputs.flat().map(({ json }) => json);
	};

	it('hands back the conversation, so that the model can go on', async () => {
		const [first] = await ask({ message: 'Do you ship to Norway?', conversationId: 'null' });
		const [second] = await ask({ message: 'None', conversationId: first?.conversationId as string });
		expect(second).toMatchObject({ conversationId: first?.conversationId, response: containing('None') });
		expect(sent()).toHaveLength(2);
		expect(sandbox().conversations()).toHaveLength(1);
	});

	it('hands back the conversation of a response that is too long for a model', async () => {
		sandbox().fault({ effect: { kind: 'altered', patch: { data: { response: 'x'.repeat(1e6) } } } });
		const [reply] = await ask({ message: 'Everything, please' });
		expect(JSON.stringify(reply).length).toBeLessThanOrEqual(8000);
		expect(reply).toMatchObject({
			response: matching(/^x{1000,}…$/),
			conversationId: sandbox().conversations()[0]?.id,
			n8n_cut: containing('response'),
		});
	});

	it('lets the model read why there is no response', async () => {
		sandbox().fault({ effect: { kind: 'drop', when: 'after' } });
		expect(await ask({ message: 'Hello' })).toEqual([
			{ error: including({ code: 'UNCONFIRMED', message: anyText() }) },
		]);
		expect(await ask({ message: ' ' })).toEqual([{ error: including({ field: 'message' }) }]);
	});
});

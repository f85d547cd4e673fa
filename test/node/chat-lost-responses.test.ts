import { setTimeout as wait } from 'node:timers/promises';
import { startSandbox, type FaultRule } from '~/tools/sandbox';
import { until } from '~/tools/until';
import { anyText, containing, including, matching } from '~/test/matchers';
import { PROFILES, sandboxed } from './sandboxed';

type Effect = FaultRule['effect'];

const says = (body: unknown, headers?: Record<string, string>): Effect => ({
	kind: 'status',
	status: 200,
	body,
	headers,
	after: true,
});

/** Every way of losing a response to a message that may have been answered. */
const LOST: Readonly<Record<string, Effect>> = {
	'silence from the start': { kind: 'stall', at: 'start' },
	'silence after the headers': { kind: 'stall', at: 'headers' },
	'silence after half of the body': { kind: 'stall', at: 'half' },
	'a body that drips': { kind: 'drip', part: 'body', everyMs: 20 },
	'a connection that breaks off before it is read': { kind: 'drop', when: 'before' },
	'a connection that breaks off after it is answered': { kind: 'drop', when: 'after' },
	'a connection that closes after the headers': { kind: 'cut', at: 'headers' },
	'a connection that closes after half of the body': { kind: 'cut' },
	'a body whose compression is cut': { kind: 'altered', gzip: 'cut' },
	'an error of the service, 500': { kind: 'status', status: 500, after: true },
	'a service that is down, 503': { kind: 'status', status: 503, after: true },
	'a gateway that is tired of waiting, 504': { kind: 'status', status: 504, body: 'Gateway Timeout', after: true },
	'a gateway that is tired of waiting, 408': { kind: 'status', status: 408, body: 'stream timeout', after: true },
	'a page with status 200': says('<!doctype html>'),
	'an empty 200': { kind: 'empty', after: true },
	'an envelope without a response': says({ success: true, data: {} }),
	'a list in place of the response': says({ success: true, data: ['Hello'] }),
};

const MODES = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;
const RETRY = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const isSilent = (lost: string) => ['stall', 'drip'].includes(LOST[lost]?.kind ?? '');
const CASES = Object.keys(LOST).flatMap((lost) =>
	MODES.flatMap((onError) =>
		(isSilent(lost) ? ['with'] : ['with', 'without']).map((retry) => ({ lost, onError, retry })),
	),
);

describe.each(PROFILES)('A message whose response is lost, PollyBot %s', (profile) => {
	const { run, sandbox } = sandboxed({ profile });
	const parameters = { resource: 'chat', message: '={{ $json.text }}' };
	const rows = ['One', 'Two', 'Three'].map((text) => ({ text }));
	const arrivals = (text: string) =>
		sandbox().requests.filter(({ body }) => (body as { message?: string } | undefined)?.message === text).length;

	// What differs between the profiles has nothing to do with On Error.
	const cases = CASES.filter(
		({ onError, retry }) => profile === '1.0' || (onError === 'stopWorkflow' && retry === 'with'),
	);

	it.each(cases)('by $lost is sent once, $onError, $retry Retry On Fail', async ({ lost, onError, retry }) => {
		sandbox().fault({ times: Infinity, effect: LOST[lost] ?? { kind: 'bare' } });
		const sent = isSilent(lost) ? rows.slice(0, 1) : rows.slice(0, 2);
		const options = { maxConcurrency: 1, timeout: isSilent(lost) ? 1000 : 60_000 };
		const node = retry === 'with' ? RETRY : undefined;
		const result = await run('sendMessage', sent, { parameters: { ...parameters, options }, onError, node });
		const arrived = onError === 'stopWorkflow' ? sent.slice(0, 1) : sent;
		expect(rows.map(({ text }) => arrivals(text))).toEqual(rows.map((row) => Number(arrived.includes(row))));
		const said = matching(/^PollyBot did not confirm this message: it may have been answered and billed\. It is not/);
		if (onError === 'stopWorkflow') {
			const description = containing('1 message was not confirmed, and may or may not be answered.');
			expect(result.error).toMatchObject({ message: said, description });
			return;
		}
		expect(result.outputs.flat().map(({ json }) => json.error)).toEqual(
			sent.map((_, index) =>
				including({ code: 'UNCONFIRMED', item: index + 1, message: said, description: anyText() }),
			),
		);
	});

	it.each([
		['a gateway’s 502', { kind: 'html', status: 502 }, 'PollyBot is not available at the moment (HTTP 502).'],
		[
			'silence',
			{ kind: 'stall', at: 'start' },
			"PollyBot did not respond within 1 second. If its responses take longer, raise 'Timeout' in the options.",
		],
	] as const)('by %s is not said to be sent again', async (_, effect, description) => {
		sandbox().fault({ effect });
		const options = { timeout: 1000 };
		const result = await run('sendMessage', rows.slice(0, 1), {
			parameters: { ...parameters, options },
			onError: 'continueErrorOutput',
		});
		expect(result.output('Error').map(({ json }) => json.error)).toMatchObject([{ code: 'UNCONFIRMED', description }]);
	});

	it('by a stream is sent once, and the error says what to do', async () => {
		sandbox().fault({
			effect: says('data: {"response":"Hel"}\n\n', { 'Content-Type': 'Text/Event-Stream; charset=utf-8' }),
		});
		const result = await run('sendMessage', rows.slice(0, 1), { parameters, node: RETRY });
		expect(result.error?.message).toBe(
			'PollyBot streamed its response, which this node cannot read. Turn off streaming for this chatbot. The message may have been answered and billed. It is not sent again: look at the conversation in PollyBot first. [Item 1]',
		);
		expect(arrivals('One')).toBe(1);
	});

	it('by the end of the execution is sent once, and no other follows', async () => {
		sandbox().fault({ times: Infinity, effect: { kind: 'stall', at: 'start' } });
		const stop = new AbortController();
		const running = run('sendMessage', rows, {
			parameters: { ...parameters, options: { maxConcurrency: 1 } },
			signal: stop.signal,
		});
		await until('the first message is under way', () => arrivals('One') === 1);
		stop.abort();
		expect((await running).status).toBe('canceled');
		expect(['One', 'Two', 'Three'].map(arrivals)).toEqual([1, 0, 0]);
	});

	it('is followed by the next one of its conversation', async () => {
		const first = await run('sendMessage', [{ text: 'Hello' }], { parameters });
		const conversationId = first.outputs[0]?.[0]?.json.conversationId as string;
		sandbox().fault({ effect: { kind: 'status', status: 502, body: 'Bad Gateway', after: true } });
		const result = await run('sendMessage', rows, {
			parameters: { ...parameters, conversationId },
			onError: 'continueErrorOutput',
			node: RETRY,
		});
		expect(result.output('Error').map(({ json }) => json.text)).toEqual(['One']);
		expect(result.outputs[0]).toHaveLength(2);
		const [{ messages } = { messages: [] }] = sandbox().conversations();
		expect(messages.map(({ message }) => message)).toEqual(['Hello', 'One', 'Two', 'Three']);
	});
});

describe('A message that certainly did not arrive', () => {
	const { run, sandbox } = sandboxed();
	const parameters = { resource: 'chat', message: 'Hello' };

	it.each([
		['a 429', { kind: 'status', status: 429, headers: { 'Retry-After': '0' } }],
		['a proxy’s 429', { kind: 'html', status: 429 }],
	] as const)('is sent again after %s', async (_, effect) => {
		sandbox().fault({ effect });
		const result = await run('sendMessage', [{}], { parameters });
		expect(result.outputs[0]).toHaveLength(1);
		expect(sandbox().requests).toHaveLength(2);
		expect(sandbox().conversations()).toHaveLength(1);
	});

	it('is sent again after a refused connection', async () => {
		// The attempts wait for the server.
		jest.spyOn(Math, 'random').mockReturnValue(0.9);
		const probe = await startSandbox();
		await probe.close();
		const running = run('sendMessage', [{}], {
			parameters: { ...parameters, options: { maxRetries: 20 } },
			credential: { baseUrl: probe.url },
		});
		await wait(300);
		const late = await startSandbox({ port: Number(new URL(probe.url).port) });
		const { outputs } = await running;
		expect(late.conversations()).toHaveLength(1);
		await late.close();
		expect(outputs[0]).toHaveLength(1);
	});
});

import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { IHttpRequestOptions } from 'n8n-workflow';
import { Deadlines } from '~/nodes/PollyBot/pollybot/deadlines';
import {
	credentialTestTransport,
	LARGEST_RESPONSE,
	n8nTransport,
	type HttpRequest,
} from '~/nodes/PollyBot/pollybot/transport';
import { testPollyBotApi } from '~/nodes/PollyBot/editor/credentialTest';
import { ok } from '~/nodes/PollyBot/result';
import { containing } from '~/test/matchers';

const connection = { baseUrl: 'https://pollybot.example.com', apiKey: 'sk-workspace_test', chatbotId: '' };
const credential = { apiKey: 'sk-workspace_test' };

interface Call {
	readonly context: { readonly getExecutionCancelSignal: () => AbortSignal };
	readonly credential: string;
	readonly options: IHttpRequestOptions;
	readonly additional: unknown;
}

/** The part of n8n's context that is used. n8n's own, over real HTTP, is in the tests of the node; here it gives what no server can make it give. */
function sendBy(helper: (call: Call) => unknown, deadlines = new Deadlines(5000)) {
	const context = {
		helpers: {
			async httpRequestWithAuthentication(
				this: Call['context'],
				name: string,
				options: IHttpRequestOptions,
				additional: unknown,
			): Promise<unknown> {
				return await helper({ context: this, credential: name, options, additional });
			},
		},
	};
	const send = n8nTransport(context as never, connection, credential, deadlines);
	return async (request: HttpRequest = { method: 'GET', path: '/api/v1/leads' }) => await send(request);
}

const response = (body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, headers: unknown = {}) => ({
	statusCode: 200,
	headers,
	body: Readable.from(body),
});

describe('what n8n’s helper is asked for', () => {
	it.each<[HttpRequest, object]>([
		[{ method: 'GET', path: '/api/v1/leads' }, { Accept: 'application/json' }],
		[
			{ method: 'POST', path: '/api/v1/leads', body: '{"name":"Anna"}' },
			{ Accept: 'application/json', 'Content-Type': 'application/json' },
		],
	])('%j', async (request, headers) => {
		const calls: Call[] = [];
		await sendBy((call) => {
			calls.push(call);
			return response([]);
		})(request);
		expect(calls).toHaveLength(1);
		expect(calls[0]?.credential).toBe('pollyBotApi');
		expect(calls[0]?.options).toEqual({
			method: request.method,
			url: 'https://pollybot.example.com/api/v1/leads',
			headers,
			body: request.body,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: 5000,
		});
		expect(calls[0]?.additional).toEqual({
			credentialsDecrypted: { id: '', name: '', type: 'pollyBotApi', data: credential },
		});
	});

	it('the signal that ends this attempt is where n8n looks for it', async () => {
		const deadlines = new Deadlines(20);
		const send = sendBy(async ({ context }) => {
			const signal = context.getExecutionCancelSignal();
			expect(signal.aborted).toBe(false);
			await new Promise((resolve) => {
				signal.addEventListener('abort', resolve);
				setTimeout(resolve, 5000).unref();
			});
			throw Object.assign(new Error('aborted'), { code: 'ERR_CANCELED' });
		}, deadlines);
		expect(await send()).toEqual({ ok: false, error: { code: 'TIMEOUT' } });
	});
});

describe('the body of an answer', () => {
	const read = async (...chunks: Uint8Array[]) => (await sendBy(() => response(chunks))()).value?.text;
	const bytes = Buffer.from('{"name":"Zoë 😀"}');

	it('is its text, in however many pieces it comes', async () => {
		expect(await read(bytes)).toBe('{"name":"Zoë 😀"}');
		expect(await read(...[...bytes].map((byte) => Uint8Array.of(byte)))).toBe('{"name":"Zoë 😀"}');
		expect(await read()).toBe('');
	});

	it('has no byte order mark', async () => {
		expect(await read(Uint8Array.of(0xef, 0xbb, 0xbf), bytes)).toBe('{"name":"Zoë 😀"}');
	});

	it('is read as Latin-1 when it is no UTF-8', async () => {
		expect(await read(Buffer.from('Zoë', 'latin1'))).toBe('Zoë');
		expect(await read(gzipSync('x'))).toContain('\u001f');
	});

	it('is not read further once it is too large', async () => {
		const half = new Uint8Array(LARGEST_RESPONSE / 2).fill(0x61);
		expect(await read(half, half)).toHaveLength(LARGEST_RESPONSE);
		let given = 0;
		const pieces = function* () {
			for (; given < 10; given += 1) yield half;
		};
		expect(await sendBy(() => response(pieces()))()).toEqual(ok({ status: 200, headers: {}, text: undefined }));
		expect(given).toBeLessThan(10);
	});
});

describe('the headers of an answer', () => {
	it.each<[unknown, object]>([
		[
			{ date: 'x', 'x-ratelimit-remaining': 7, 'set-cookie': ['a', 'b'] },
			{ date: 'x', 'x-ratelimit-remaining': '7', 'set-cookie': 'a, b' },
		],
		[
			{ odd: { deep: true }, date: 'x' },
			{ odd: '', date: 'x' },
		],
		[undefined, {}],
		['text', {}],
	])('%j are %j', async (headers, expected) => {
		expect(await sendBy(() => response([], headers))()).toMatchObject({ value: { headers: expected } });
	});
});

describe('what is thrown instead of an answer', () => {
	const coded = (code: string, more: object = {}) =>
		Object.assign(new Error('request to sk-workspace_test'), { code }, more);
	const nested = (depth: number): object => (depth === 0 ? coded('ECONNRESET') : { cause: nested(depth - 1) });

	it.each<[string, unknown, object]>([
		['a system’s code', coded('ECONNREFUSED'), { code: 'NETWORK', systemCode: 'ECONNREFUSED' }],
		['the code of its cause', { cause: coded('ENOTFOUND') }, { code: 'NETWORK', systemCode: 'ENOTFOUND' }],
		['the code of what n8n wraps', { errorResponse: coded('EPIPE') }, { code: 'NETWORK', systemCode: 'EPIPE' }],
		['a code within five others', nested(4), { code: 'NETWORK', systemCode: 'ECONNRESET' }],
		['a code that lies deeper', nested(5), { code: 'NETWORK', systemCode: undefined }],
		[
			'n8n’s own code before that of its cause',
			coded('E1', { cause: coded('E2') }),
			{ code: 'NETWORK', systemCode: 'E1' },
		],
		['a time of silence', coded('ECONNABORTED'), { code: 'TIMEOUT' }],
		['a time of silence, wrapped', coded('E1', { cause: coded('ETIMEDOUT') }), { code: 'TIMEOUT' }],
		['an end of the execution', coded('ERR_CANCELED'), { code: 'CANCELLED' }],
		['an end of the execution, wrapped', { errorResponse: { cause: coded('ERR_CANCELED') } }, { code: 'CANCELLED' }],
		['a code that is no text', { code: 7 }, { code: 'NETWORK', systemCode: undefined }],
		['a text', 'socket hang up', { code: 'NETWORK', systemCode: undefined }],
		['nothing', undefined, { code: 'NETWORK', systemCode: undefined }],
	])('%s is told by its codes alone', async (_, thrown, error) => {
		const send = sendBy(() => {
			throw thrown;
		});
		expect(await send()).toEqual({ ok: false, error });
	});
});

it('an attempt that is over is let go of', async () => {
	const deadlines = new Deadlines(500);
	const signals: AbortSignal[] = [];
	const send = sendBy(({ context }) => {
		signals.push(context.getExecutionCancelSignal());
		return response([]);
	}, deadlines);
	await send();
	await new Promise((resolve) => setTimeout(resolve, 600));
	expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
});

it.each([['{"id":1}'], [{ id: 1 }]])('a body that the helper has read already is taken: %j', async (body) => {
	const { value } = await sendBy(() => ({ statusCode: 200, headers: {}, body }))();
	expect(value?.text).toBe('{"id":1}');
});

it('what is no response of n8n’s helper is a fault, and no lost connection', async () => {
	for (const odd of [undefined, {}, { statusCode: '200', headers: {}, body: Readable.from([]) }, { statusCode: 200 }]) {
		await expect(sendBy(() => odd)()).rejects.toThrow();
		const older = { helpers: { request: async () => await Promise.resolve(odd) } };
		const send = credentialTestTransport(older as never, connection, new Deadlines(5000));
		await expect(send({ method: 'GET', path: '/' })).rejects.toThrow();
		const data = { apiKey: 'sk-workspace_test', baseUrl: 'https://pollybot.example.com' };
		expect(await testPollyBotApi.call(older as never, { data } as never)).toEqual({
			status: 'Error',
			message: containing('A fault inside the PollyBot node stopped the test; the credential is not to blame.'),
		});
	}
});

it('the responses that are read at the same time may have 400 MB together', async () => {
	const part = new Uint8Array(LARGEST_RESPONSE / 2);
	const send = sendBy(() => response(waitWith(part)));
	let halves = 0;
	let go: () => void = () => undefined;
	const areHalfRead = new Promise<void>((resolve) => (go = resolve));
	async function* waitWith(bytes: Uint8Array) {
		yield bytes;
		halves += 1;
		if (halves === 40) go();
		await areHalfRead;
		yield bytes;
	}
	const all = Array.from({ length: 40 }, async () => await send());
	const texts = (await Promise.all(all)).map(({ value }) => value?.text?.length);
	expect(texts).toContain(LARGEST_RESPONSE);
	expect(texts).toContain(undefined);
	// What was read gives its room back.
	expect((await send()).value?.text).toHaveLength(LARGEST_RESPONSE);
}, 30_000);

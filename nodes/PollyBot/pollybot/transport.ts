import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	ICredentialTestFunctions,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { ok, type Result } from '../result';
import { hideInBody, hideSecret, type Connection } from './connection';
import type { Deadlines } from './deadlines';
import type { ApiFailure } from './failure';

export interface HttpRequest {
	readonly method: IHttpRequestMethods;
	readonly path: string;
	/** JSON text: axios would drop keys such as `constructor` from an object. */
	readonly body?: string;
}

/** A response of any status. `headers` has lower-case names. */
export interface HttpResponse {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** The body; undefined when it is larger than `LARGEST_RESPONSE`. */
	readonly text: string | undefined;
}

/**
 * Sends one request. No response is a failure with NETWORK, TIMEOUT, CANCELLED or CONFIGURATION.
 *
 * @throws Error when n8n's helper returns something else than a response
 */
export type Transport = (request: HttpRequest) => Promise<Result<HttpResponse, ApiFailure>>;

/** The most that is read of one response, in bytes after unpacking: what n8n itself takes by default. */
export const LARGEST_RESPONSE = 16 * 1024 * 1024;

/** The most that is read of all responses of an execution at the same time, in bytes. */
const LARGEST_TOGETHER = 25 * LARGEST_RESPONSE;

export const CREDENTIAL = 'pollyBotApi';

/** What n8n's request helper wants as its own `this`. */
type RequestContext = IAllExecuteFunctions & {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
};

/**
 * Sends requests by n8n's own request helper, so that its proxies, SSRF protection and credentials apply.
 * Redirects are not followed: a followed POST becomes a GET, and the key would leave the host.
 *
 * @param context the node's `this`
 * @param credential as n8n decrypted it for this execution; the connection was read from it
 * @param deadlines end each attempt in time
 */
export function n8nTransport(
	context: RequestContext,
	connection: Connection,
	credential: ICredentialDataDecryptedObject,
	deadlines: Deadlines,
): Transport {
	// Without it, n8n reads and decrypts the credential for each request.
	const additional = { credentialsDecrypted: { id: '', name: '', type: CREDENTIAL, data: credential } };
	return transportBy(connection, deadlines, ({ method, path, body }, signal): unknown => {
		const options: IHttpRequestOptions = {
			method,
			url: connection.baseUrl + path,
			headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
			body,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: deadlines.timeout,
		};
		// n8n's helper takes the signal that ends a request from its `this`, and no other.
		const self = Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as RequestContext;
		return context.helpers.httpRequestWithAuthentication.call(self, CREDENTIAL, options, additional);
	});
}

/** Sends the requests of a credential's test: n8n gives it an older request helper only, and signs nothing in with it. */
export function credentialTestTransport(
	{ helpers }: ICredentialTestFunctions,
	connection: Connection,
	deadlines: Deadlines,
): Transport {
	return transportBy(connection, deadlines, ({ method, path }): unknown =>
		helpers.request({
			method,
			uri: connection.baseUrl + path,
			headers: { Accept: 'application/json', Authorization: `Bearer ${connection.apiKey}` },
			useStream: true,
			resolveWithFullResponse: true,
			simple: false,
			followRedirect: false,
			timeout: deadlines.timeout,
		}),
	);
}

/** @param ask has one of n8n's helpers send a request, and returns what that returns */
function transportBy(
	connection: Connection,
	deadlines: Deadlines,
	ask: (request: HttpRequest, signal: AbortSignal) => unknown,
): Transport {
	const memory = { used: 0 };
	return async (request) => {
		const response = await deadlines.bound(async (signal) => {
			const opened = openResponse(await ask(request, signal));
			const body = opened?.body;
			// A helper that has read the body already, and perhaps parsed it.
			if (!isStream(body))
				return opened && { ...opened, text: typeof body === 'string' ? body : JSON.stringify(body ?? '') };
			// The pieces of a stream are not read: a model may take minutes to write them.
			const largest = isEventStream(opened?.headers) ? 0 : LARGEST_RESPONSE;
			return opened && { ...opened, text: await collectText(body, largest, signal, memory) };
		});
		if (!response.ok) return response;
		if (!response.value) throw new Error("n8n's request helper returned something else than a response");
		const { status, headers, text } = response.value;
		return ok(hideKey({ status, headers, text }, connection));
	};
}

/** Shorter keys may be words of a lead's own fields. */
const SHORTEST_KEY = 16;

/** Takes the key out of a response where it comes in, so that it gets no further by any way. */
function hideKey(response: HttpResponse, { apiKey }: Connection): HttpResponse {
	const { status, headers, text } = response;
	const all = [...Object.values(headers), text ?? ''].join('\n');
	if (apiKey.length < SHORTEST_KEY || hideSecret(all, apiKey) === all) return response;
	const shown = Object.entries(headers).map(([name, value]) => [name, hideSecret(value, apiKey)] as const);
	return { status, headers: Object.fromEntries(shown), text: text && hideInBody(text, apiKey) };
}

/** Takes what one of n8n's helpers returned; undefined when it is no response. */
function openResponse(response: unknown) {
	if (typeof response !== 'object' || response === null || !('statusCode' in response && 'body' in response)) {
		return undefined;
	}
	const { statusCode: status, body } = response;
	if (typeof status !== 'number') return undefined;
	const entries: Array<[string, unknown]> = Object.entries('headers' in response ? (response.headers ?? {}) : {});
	return { status, headers: Object.fromEntries(entries.map(([name, value]) => [name, textOf(value)])), body };
}

/** A header as text; one that comes several times as a list. */
function textOf(header: unknown): string {
	if (Array.isArray(header)) return header.filter((value) => typeof value === 'string').join(', ');
	return typeof header === 'string' || typeof header === 'number' ? String(header) : '';
}

function isStream(body: unknown): body is AsyncIterable<Uint8Array> {
	return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

/** Whether a response comes in pieces, as a model writes it. */
export function isEventStream(headers: HttpResponse['headers'] = {}): boolean {
	return headers['content-type']?.toLowerCase().startsWith('text/event-stream') === true;
}

/**
 * Reads a body to its end, or stops (which closes the connection) when it is too large or nobody waits for it.
 *
 * @param memory the bytes of all responses that are read at the same time
 */
async function collectText(
	stream: AsyncIterable<Uint8Array>,
	largest: number,
	signal: AbortSignal,
	memory: { used: number },
): Promise<string | undefined> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const chunk of stream) {
			size += chunk.length;
			memory.used += chunk.length;
			if (size > largest || memory.used > LARGEST_TOGETHER || signal.aborted) return undefined;
			chunks.push(chunk);
		}
		return decode(Buffer.concat(chunks));
	} finally {
		memory.used -= size;
	}
}

/** JSON is UTF-8; bytes that are not are read as Latin-1. A byte order mark is left out. */
function decode(bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return new TextDecoder('latin1').decode(bytes);
	}
}

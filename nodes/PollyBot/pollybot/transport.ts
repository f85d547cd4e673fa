import type {
	IAllExecuteFunctions,
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { z } from 'zod';
import { fail, ok, type Result } from '../result';
import type { Connection } from './connection';
import type { Deadlines } from './deadlines';
import type { ApiFailure } from './failure';
import { hideInBody, hideSecret } from './secret';
import { errorChain, unsentReason } from './unsent';

export interface HttpRequest {
	readonly method: IHttpRequestMethods;
	readonly path: string;
	/** JSON text: axios would drop keys such as `constructor` from an object. */
	readonly body?: string;
}

/** An answer of any status. `headers` has lower-case names. */
export interface HttpAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** The body; undefined when it is larger than `LARGEST_ANSWER`. */
	readonly text: string | undefined;
}

/**
 * Sends one request. No response is a failure with NETWORK, TIMEOUT, CANCELLED or CONFIGURATION.
 *
 * @throws ZodError when n8n's helper returns something else than a response
 */
export type Transport = (request: HttpRequest) => Promise<Result<HttpAnswer, ApiFailure>>;

/** The most that is read of one answer, in bytes after unpacking: what n8n itself takes by default. */
export const LARGEST_ANSWER = 16 * 1024 * 1024;

/** The most that is read of all responses of an execution at the same time, in bytes. */
const LARGEST_TOGETHER = 25 * LARGEST_ANSWER;

/** The name of the credential. */
export const CREDENTIAL = 'pollyBotApi';

/** What n8n's request helper wants as its own `this`. */
type RequestContext = IAllExecuteFunctions & {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
};

const headerValue = z.union([
	z.string(),
	z.number().transform(String),
	z.array(z.string()).transform((all) => all.join(', ')),
]);

const bodyStream = z.custom<AsyncIterable<Uint8Array>>(
	(value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
);

const answerSchema = z.object({
	statusCode: z.number(),
	headers: z.record(z.string(), headerValue.catch('')).catch({}),
	body: bodyStream,
});

/**
 * Sends requests by n8n's own request helper, so that its proxies, SSRF protection and credentials apply.
 * Redirects are not followed: a followed POST becomes a GET, and the key would leave the host.
 *
 * @param context the node's `this`
 * @param credential as n8n decrypted it for this run; the connection was read from it
 * @param deadlines end each attempt in time
 */
export function n8nTransport(
	context: RequestContext,
	connection: Connection,
	credential: ICredentialDataDecryptedObject,
	deadlines: Deadlines,
): Transport {
	// Without it, n8n reads and decrypts the credential for each request.
	const credentialsDecrypted = { id: '', name: '', type: CREDENTIAL, data: credential };
	const memory = { used: 0 };
	return async ({ method, path, body }) => {
		const attempt = deadlines.begin();
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
		const orFailure = async <T>(work: Promise<T>): Promise<Result<T, ApiFailure>> => {
			try {
				return ok(await work);
			} catch (error) {
				return fail(attempt.expired() ? { code: 'TIMEOUT' } : noAnswer(error));
			}
		};
		try {
			const self = endedBy(context, attempt.signal);
			const response = await orFailure<unknown>(
				context.helpers.httpRequestWithAuthentication.call(self, CREDENTIAL, options, { credentialsDecrypted }),
			);
			if (!response.ok) return response;
			const answer = openAnswer(response.value);
			const read = await orFailure(readAnswer(answer, { memory }));
			return read.ok ? ok(hideKey(read.value, connection)) : read;
		} finally {
			attempt.end();
		}
	};
}

/** Shorter keys may be words of a lead's own fields. */
const SHORTEST_KEY = 16;

/** Takes the key out of a response where it comes in, so that it gets no further by any way. */
export function hideKey(answer: HttpAnswer, { apiKey }: Connection): HttpAnswer {
	const { headers, text } = answer;
	if (apiKey.length < SHORTEST_KEY) return answer;
	const shown = Object.entries(headers).map(([name, value]) => [name, hideSecret(value, apiKey)] as const);
	return { ...answer, headers: Object.fromEntries(shown), text: text && hideInBody(text, apiKey) };
}

/** n8n's helper takes the signal that ends a request from its `this`, and no other. */
function endedBy(context: RequestContext, signal: AbortSignal): RequestContext {
	return Object.create(context, { getExecutionCancelSignal: { value: () => signal } }) as RequestContext;
}

/**
 * Takes what one of n8n's helpers returned.
 *
 * @throws ZodError when it is no response
 */
export function openAnswer(response: unknown): z.infer<typeof answerSchema> {
	return answerSchema.parse(response);
}

interface ReadingLimits {
	/** Ends the reading with the next bytes. */
	readonly signal?: AbortSignal;
	/** The bytes that all responses hold which are read at the same time. */
	readonly memory?: { used: number };
}

export async function readAnswer(
	{ statusCode, headers, body }: z.infer<typeof answerSchema>,
	limits: ReadingLimits,
): Promise<HttpAnswer> {
	// The pieces of a stream are not read: a model may take minutes to write them.
	const largest = isStream({ headers }) ? 0 : LARGEST_ANSWER;
	return { status: statusCode, headers, text: await collectText(body, largest, limits) };
}

/** Whether an answer comes in pieces, as a model writes it. */
export function isStream({ headers }: Pick<HttpAnswer, 'headers'>): boolean {
	return headers['content-type']?.toLowerCase().startsWith('text/event-stream') === true;
}

/** Reads a body to its end, or stops (which closes the connection) when it is too large or the time is up. */
async function collectText(
	stream: AsyncIterable<Uint8Array>,
	largest: number,
	{ signal, memory = { used: 0 } }: ReadingLimits,
): Promise<string | undefined> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		for await (const chunk of stream) {
			size += chunk.length;
			memory.used += chunk.length;
			if (size > largest || memory.used > LARGEST_TOGETHER || signal?.aborted === true) return undefined;
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

/** The error itself is not passed on: it holds the request, and with it the key. */
export function noAnswer(error: unknown): ApiFailure {
	const codes = errorCodes(error);
	if (codes.includes('ERR_CANCELED')) return { code: 'CANCELLED' };
	if (codes.some((code) => code === 'ECONNABORTED' || code === 'ETIMEDOUT')) return { code: 'TIMEOUT' };
	const unsent = unsentReason(error);
	return unsent ? { code: 'CONFIGURATION', unsent } : { code: 'NETWORK', systemCode: codes[0] };
}

/** The codes of an error and of what caused it: n8n wraps the request library's error, each line in its own way. */
function errorCodes(error: unknown): string[] {
	return errorChain(error).flatMap(({ code }) => (typeof code === 'string' ? [code] : []));
}

import type { IAllExecuteFunctions, IExecuteFunctions, IHttpRequestMethods, IHttpRequestOptions } from 'n8n-workflow';
import { z } from 'zod';
import type { Connection } from './connection';
import type { ApiFailure } from './failure';

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
	readonly text: string;
}

/** Sends one request. It never throws: no answer is a failure with NETWORK, TIMEOUT or CANCELLED. */
export type Transport = (
	request: HttpRequest,
) => Promise<
	| { readonly answer: HttpAnswer; readonly failure?: undefined }
	| { readonly failure: ApiFailure; readonly answer?: undefined }
>;

/** What n8n's request helper wants as its own `this`. */
type RequestContext = IAllExecuteFunctions & {
	helpers: Pick<IExecuteFunctions['helpers'], 'httpRequestWithAuthentication'>;
};

const headerValue = z.union([
	z.string(),
	z.number().transform(String),
	z.array(z.string()).transform((all) => all.join(', ')),
]);

const answerSchema = z.object({
	statusCode: z.number(),
	headers: z.record(z.string(), headerValue.catch('')).catch({}),
	body: z.string().catch(''),
});

/**
 * Sends requests by n8n's own request helper, so that its proxies, SSRF protection and credentials apply.
 * Redirects are not followed: a followed POST becomes a GET, and the key would leave the host.
 *
 * @param context the node's `this`
 * @param timeout milliseconds for one request
 * @param cancelSignal ends the requests that are under way
 */
export function n8nTransport(
	context: RequestContext,
	connection: Connection,
	timeout: number,
	cancelSignal?: AbortSignal,
): Transport {
	return async ({ method, path, body }) => {
		const options: IHttpRequestOptions = {
			method,
			url: connection.baseUrl + path,
			headers: { Accept: 'application/json', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
			body,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout,
			abortSignal: cancelSignal,
		};
		try {
			const response: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				'pollyBotApi',
				options,
			);
			const { statusCode, headers, body: text } = answerSchema.parse(response);
			return { answer: { status: statusCode, headers, text } };
		} catch (error) {
			return { failure: noAnswer(error) };
		}
	};
}

/** The error itself is not passed on: it holds the request, and with it the key. */
function noAnswer(error: unknown): ApiFailure {
	const codes = errorCodes(error);
	if (codes.includes('ERR_CANCELED')) return { code: 'CANCELLED' };
	if (codes.some((code) => code === 'ECONNABORTED' || code === 'ETIMEDOUT')) return { code: 'TIMEOUT' };
	return { code: 'NETWORK', systemCode: codes[0] };
}

const errorSchema = z.object({ code: z.unknown(), cause: z.unknown(), errorResponse: z.unknown() }).partial();

/** The codes of an error and of what caused it: n8n wraps the request library's error, each line in its own way. */
function errorCodes(error: unknown, depth = 0): string[] {
	const parsed = errorSchema.safeParse(error);
	if (!parsed.success || depth > 4) return [];
	const { code, cause, errorResponse } = parsed.data;
	const inner = [cause, errorResponse].flatMap((next) => errorCodes(next, depth + 1));
	return typeof code === 'string' ? [code, ...inner] : inner;
}

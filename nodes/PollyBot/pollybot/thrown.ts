import { z } from 'zod';
import type { ApiFailure } from './failure';

const DEEPEST = 4;

/** n8n's name for the code of an error that it wraps, where it has no HTTP status. In n8n 1.123 nothing else is left of it. */
const wrappedCode = z
	.string()
	.regex(/^[A-Z][A-Z\d_]+$/)
	.optional()
	.catch(undefined);

const errorSchema = z
	.object({ code: z.unknown(), httpCode: wrappedCode, cause: z.unknown(), errorResponse: z.unknown() })
	.partial();

/** The codes of what Node and the request library do not send. */
const UNSENT =
	/^ERR_(INVALID_(URL|PROTOCOL|CHAR|HTTP_TOKEN|ARG_TYPE|ARG_VALUE)|UNESCAPED_CHARACTERS|BAD_OPTION(_VALUE)?)$/;

/** All errors of n8n's own have a level. The wrapper around any error of a request is a NodeApiError, with an httpCode. */
const ownError = z.object({
	level: z.string(),
	message: z.string().min(1),
	description: z.string().nullish().catch(undefined),
	httpCode: z.undefined(),
});

/** An error, what caused it, and so on: n8n wraps the request library's error, each line in its own way. */
function chainOf(error: unknown, depth = 0): ReadonlyArray<{ readonly error: unknown; readonly code?: string }> {
	const parsed = errorSchema.safeParse(error);
	if (!parsed.success || depth > DEEPEST) return [];
	const { httpCode, code = httpCode, cause, errorResponse } = parsed.data;
	const link = { error, code: typeof code === 'string' ? code : undefined };
	return [link, ...[cause, errorResponse].flatMap((next) => chainOf(next, depth + 1))];
}

/**
 * Tells from what n8n's helper threw why there is no response. The error itself is not passed on: it has the request, and
 * with it the key.
 */
export function failureOfThrown(error: unknown): ApiFailure {
	const chain = chainOf(error);
	const codes = chain.flatMap(({ code = [] }) => code);
	if (codes.includes('ERR_CANCELED')) return { code: 'CANCELLED' };
	if (codes.some((code) => code === 'ECONNABORTED' || code === 'ETIMEDOUT')) return { code: 'TIMEOUT' };
	const unsent = unsentReason(chain);
	return unsent ? { code: 'CONFIGURATION', unsent } : { code: 'NETWORK', systemCode: codes[0] };
}

/**
 * Why n8n did not send a request, if it did not: it blocks the address, the credential cannot be used or is limited to
 * other domains, or the URL is not valid.
 */
function unsentReason(chain: ReturnType<typeof chainOf>): ApiFailure['unsent'] {
	// An error of the system tells of a connection that was tried.
	if (chain.some(({ code }) => code !== undefined && !UNSENT.test(code))) return undefined;
	for (const { error, code } of chain) {
		const own = ownError.safeParse(error);
		if (own.success) return { message: own.data.message, description: own.data.description ?? undefined };
		if (code !== undefined && error instanceof Error) return { message: error.message };
	}
	return undefined;
}

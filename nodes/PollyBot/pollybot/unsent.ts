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

/** An error, what caused it, and so on: n8n wraps the request library's error, each line in its own way. */
export function errorChain(
	error: unknown,
	depth = 0,
): ReadonlyArray<{ readonly error: unknown; readonly code: unknown }> {
	const parsed = errorSchema.safeParse(error);
	if (!parsed.success || depth > DEEPEST) return [];
	const { httpCode, code = httpCode, cause, errorResponse } = parsed.data;
	return [{ error, code }, ...[cause, errorResponse].flatMap((next) => errorChain(next, depth + 1))];
}

/** The codes of what Node and the request library refuse to send. */
const REFUSED =
	/^ERR_(INVALID_(URL|PROTOCOL|CHAR|HTTP_TOKEN|ARG_TYPE|ARG_VALUE)|UNESCAPED_CHARACTERS|BAD_OPTION(_VALUE)?)$/;

/** All errors of n8n's own have a level. The wrapper around any error of a request is a NodeApiError, with an httpCode. */
const ownError = z.object({
	level: z.string(),
	message: z.string().min(1),
	description: z.string().nullish().catch(undefined),
	httpCode: z.undefined(),
});

/**
 * Why n8n did not send a request, if it did not: it blocks the address, the credential cannot be used or is limited to
 * other domains, or the URL is not valid.
 */
export function unsentReason(error: unknown): ApiFailure['unsent'] {
	const chain = errorChain(error);
	// An error of the system tells of a connection that was tried.
	if (chain.some(({ code }) => typeof code === 'string' && !REFUSED.test(code))) return undefined;
	for (const { error: link, code } of chain) {
		const own = ownError.safeParse(link);
		if (own.success) return { message: own.data.message, description: own.data.description ?? undefined };
		if (typeof code === 'string' && link instanceof Error) return { message: link.message };
	}
	return undefined;
}

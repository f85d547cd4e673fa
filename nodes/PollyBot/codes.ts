import { z } from 'zod';

/** Every code that this package knows; each is explained in docs/errors.md. */
export const KNOWN_CODES = [
	// PollyBot's. Source: PollyBot Leads API v1.0, Errors.
	'DUPLICATE_EMAIL',
	'INVALID_API_KEY',
	'MALFORMED_AUTH_HEADER',
	'MISSING_AUTH_HEADER',
	'RATE_LIMIT_EXCEEDED',
	'VALIDATION_ERROR',
	// Ours, for what PollyBot gives no code.
	'AMBIGUOUS_EMAIL',
	'CANCELLED',
	'CONFIGURATION',
	'NETWORK',
	'NOT_FOUND',
	'NOT_POLLYBOT',
	'REDIRECT',
	'TIMEOUT',
	'UNCONFIRMED',
] as const;

/** A code that only the service knows: it is passed on. A brand, so that a misspelt code of ours does not compile. */
const serviceCode = z.string().min(1).brand<'ServiceCode'>();

type KnownCode = (typeof KNOWN_CODES)[number];

/** The code of a failure. */
export type Code = KnownCode | z.infer<typeof serviceCode>;

/** Whether a code is a certain one. TypeScript would let `===` compare it with a misspelt one. */
export function isCode(code: Code | undefined, known: KnownCode): boolean {
	return code === known;
}

/** The code in an answer. */
export const codeSchema = z.union([z.enum(KNOWN_CODES), serviceCode]);

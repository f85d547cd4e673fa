import { z } from 'zod';

/** The service's codes that the package knows. Source: PollyBot Leads API v1.0, Errors; NOT_FOUND is what a bare 404 says. */
export const SERVICE_CODES = [
	'CHATBOT_NOT_FOUND',
	'DUPLICATE_EMAIL',
	'INSUFFICIENT_CREDITS',
	'INVALID_API_KEY',
	'MALFORMED_AUTH_HEADER',
	'MISSING_AUTH_HEADER',
	'NOT_FOUND',
	'RATE_LIMIT_EXCEEDED',
	'VALIDATION_ERROR',
] as const;

/** Our own codes, for what the service did not say. Each is explained in docs/errors.md. */
export const OWN_CODES = [
	'AMBIGUOUS_EMAIL',
	'CANCELLED',
	'CONFIGURATION',
	'DUPLICATE_EMAIL',
	'NETWORK',
	'NOT_FOUND',
	'NOT_POLLYBOT',
	'RATE_LIMIT_EXCEEDED',
	'REDIRECT',
	'TIMEOUT',
	'UNCONFIRMED',
	'VALIDATION_ERROR',
] as const;

export type OwnCode = (typeof OWN_CODES)[number];

/** A code that the service gave, known or not. It never means what a code of ours with the same letters means. */
export const serviceCodeSchema = z.union([z.enum(SERVICE_CODES), z.string().min(1).brand<'ServiceCode'>()]);

export type ServiceCode = z.infer<typeof serviceCodeSchema>;

/** Tells whether the service gave a certain code. TypeScript would let `===` compare it with a misspelt one. */
export function isServiceCode(code: ServiceCode | undefined, known: (typeof SERVICE_CODES)[number]): boolean {
	return code === known;
}

import { serviceCodeSchema } from '../codes';
import type { Failure } from '../engine/outcome';
import { asText } from '../leads/cell';

const LONGEST_VALUE = 500;
const LONGEST_MESSAGE = 1500;

/** Shorter secrets are not hidden: replacing each of their letters would only make the text unreadable. */
const SHORTEST_SECRET = 8;

/**
 * The failure of an item (counted from 0) as it is shown and stored. It names the item and holds no value of a megabyte.
 * The secret is removed wherever the text came from, because a service may repeat what it was sent.
 */
export function redact(failure: Failure, item: number, secret: string): Failure {
	const hide = (text: string) => hideSecret(text, secret);
	return {
		code: failure.code,
		serviceCode: failure.serviceCode && serviceCodeSchema.parse(hide(failure.serviceCode)),
		message: `${cut(hide(failure.message), LONGEST_MESSAGE)} [Item ${item + 1}]`,
		description: failure.description && cut(hide(failure.description), LONGEST_MESSAGE),
		field: failure.field && hide(failure.field),
		value: shorten(failure.value, hide),
		httpStatus: failure.httpStatus,
	};
}

/** A text without the secret. */
export function hideSecret(text: string, secret: string): string {
	return secret.length < SHORTEST_SECRET ? text : text.replaceAll(secret, '***');
}

/** Hidden first and cut then: half a secret is found by nobody. */
function shorten(value: unknown, hide: (text: string) => string): unknown {
	if (value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean') return value;
	return cut(hide(asText(value)), LONGEST_VALUE);
}

function cut(text: string, longest: number): string {
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

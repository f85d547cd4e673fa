import type { Failure } from './outcome';

const LONGEST_VALUE = 500;

/** Below this a secret is none: hiding each of its letters would only make the text unreadable. */
const SHORTEST_SECRET = 8;

/**
 * The failure of an item (counted from 0) as it is shown and stored: it names the item, is free of the secret wherever
 * the text came from (a service may repeat what it was sent), and holds no value of a megabyte.
 */
export function showable(failure: Failure, item: number, secret: string): Failure {
	const hide = (text: string) => (secret.length < SHORTEST_SECRET ? text : text.replaceAll(secret, '***'));
	const value = shortened(failure.value);
	return {
		code: failure.code && hide(failure.code),
		message: `Item ${item + 1}: ${hide(failure.message)}`,
		description: failure.description && hide(failure.description),
		field: failure.field && hide(failure.field),
		value: typeof value === 'string' ? hide(value) : value,
		httpStatus: failure.httpStatus,
	};
}

function shortened(value: unknown): unknown {
	if (value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value : jsonOf(value);
	return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function jsonOf(value: unknown): string {
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return String(value);
	}
}

import type { Failure } from './outcome';

const LONGEST_VALUE = 500;

/**
 * The failure of an item (counted from 0) as it is shown and stored: it names the item, is free of the secret wherever
 * the text came from (a service may repeat what it was sent), and holds no value of a megabyte.
 */
export function showable(failure: Failure, item: number, secret: string): Failure {
	const hide = <T>(content: T): T | string =>
		typeof content === 'string' && secret !== '' ? content.replaceAll(secret, '***') : content;
	return {
		...failure,
		message: `Item ${item + 1}: ${hide(failure.message)}`,
		description: hide(failure.description),
		value: hide(shortened(failure.value)),
	};
}

function shortened(value: unknown): unknown {
	if (value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
	return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

import { hideSecret } from '../pollybot/secret';
import { serviceCodeSchema } from '../codes';
import { asText } from '../lead/cell';
import type { Failure } from './failure';

const LONGEST_MESSAGE = 1500;
const LONGEST_VALUE = 500;
/** Of a code, and of the name of a field. */
const LONGEST_NAME = 200;

/**
 * A failure as it is shown and stored: it has no text of a megabyte, and the secret is removed wherever a text came from,
 * because a service may repeat what it was sent.
 */
export function redactFailure(failure: Failure, secret: string): Failure {
	const show = (text: string, longest: number) => cut(hideSecret(text, secret), longest);
	return {
		code: failure.code,
		serviceCode: failure.serviceCode && serviceCodeSchema.parse(show(failure.serviceCode, LONGEST_NAME)),
		message: show(failure.message, LONGEST_MESSAGE),
		description: failure.description && show(failure.description, LONGEST_MESSAGE),
		field: failure.field && show(failure.field, LONGEST_NAME),
		value: isShort(failure.value) ? failure.value : show(asText(failure.value), LONGEST_VALUE),
		httpStatus: failure.httpStatus,
	};
}

/** The failure of an item, counted from 0: its message names the item. */
export function redact(failure: Failure, item: number, secret: string): Failure {
	const shown = redactFailure(failure, secret);
	return { ...shown, message: `${shown.message} [Item ${item + 1}]` };
}

function isShort(value: unknown): boolean {
	return value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean';
}

/** To be called on what is hidden already: half a secret is found by nobody. */
function cut(text: string, longest: number): string {
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

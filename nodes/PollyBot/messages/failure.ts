import { serviceCodeSchema, type OwnCode, type ServiceCode } from '../codes';
import { asText } from '../lead/cell';
import type { Invalid } from '../lead/lead';
import { hideSecret } from '../pollybot/secret';
import { fail, type Failed } from '../result';

/** Why an item failed. `message` is a sentence for the person who builds the workflow; what is not known is absent. */
export interface Failure {
	/** Our code, where the service gave none. */
	readonly code?: OwnCode;
	readonly serviceCode?: ServiceCode;
	readonly message: string;
	readonly description?: string;
	/** The field of the item that is to blame, and what was found in it. */
	readonly field?: string;
	readonly value?: unknown;
	readonly httpStatus?: number;
}

/** Fails a row that is not sent. */
export function failInvalid({ field, value, message }: Invalid, code: OwnCode = 'VALIDATION_ERROR'): Failed<Failure> {
	return fail({ code, field, value, message });
}

/** A failure that no item is to blame for. */
export function failConfiguration(message: string): Failed<Failure> {
	return fail({ code: 'CONFIGURATION', message });
}

/** The most characters that are shown. A name is that of a field or a code. */
const LONGEST = { message: 1500, value: 500, name: 200 };

/**
 * Makes a failure fit to be shown and stored: no text of a megabyte, and no secret wherever a text came from, because a
 * service may repeat what it was sent.
 */
export function redactFailure(failure: Failure, secret: string): Failure {
	const show = (text: string, longest: number) => {
		// Half a secret is found by nobody: it is hidden before the text is cut.
		const hidden = hideSecret(text, secret);
		return hidden.length > longest ? `${hidden.slice(0, longest)}…` : hidden;
	};
	const { value } = failure;
	const isShort = value === undefined || value === null || typeof value === 'number' || typeof value === 'boolean';
	return {
		code: failure.code,
		serviceCode: failure.serviceCode && serviceCodeSchema.parse(show(failure.serviceCode, LONGEST.name)),
		message: show(failure.message, LONGEST.message),
		description: failure.description && show(failure.description, LONGEST.message),
		field: failure.field && show(failure.field, LONGEST.name),
		value: isShort ? value : show(asText(value), LONGEST.value),
		httpStatus: failure.httpStatus,
	};
}

/** Redacts the failure of an item, counted from 0, and names the item in its message. */
export function redact(failure: Failure, item: number, secret: string): Failure {
	const shown = redactFailure(failure, secret);
	return { ...shown, message: `${shown.message} [Item ${item + 1}]` };
}

import { NodeApiError, NodeOperationError, type FunctionsBase } from 'n8n-workflow';
import { serviceCodeSchema, type OwnCode, type ServiceCode } from '../codes';
import { asText } from '../lead/cell';
import { hideSecret } from '../pollybot/connection';
import { fail, messageOf, type Failed } from '../result';

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

/** A failure that no item is to blame for. */
export function failConfiguration(message: string): Failed<Failure> {
	return fail({ code: 'CONFIGURATION', message });
}

/**
 * An item's work met an exception that nobody expected: a fault of this package, and not of the row.
 *
 * @param sent whether requests of the item may have been sent
 */
export function faultOf(error: unknown, sent: boolean): { readonly failure: Failure } {
	const state = sent ? 'Check in PollyBot whether it was carried out' : 'Nothing was sent';
	const message = `A fault inside the PollyBot node stopped this row; its data is not to blame. ${state}. Please report the fault.`;
	return { failure: { message, description: `Details: ${messageOf(error)}` } };
}

/** The most characters that are shown. A name is that of a field or a code; n8n shows all of an error. */
const LONGEST = { message: 1500, value: 500, name: 200, error: 4000 };

/**
 * Makes a failure fit to be shown and stored: no text of a megabyte, and no secret wherever a text came from, because a
 * service may repeat what it was sent.
 */
export function redactFailure(failure: Failure, secret: string): Failure {
	// Half a secret is found by nobody: it is hidden before the text is cut.
	const show = (text: string, longest: number) => cutTo(hideSecret(text, secret), longest);
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

/**
 * Makes the error that stops the node: no other place makes one that ends an execution.
 *
 * @param note what else the person should know, such as how many leads were created before
 */
export function nodeError(
	context: Pick<FunctionsBase, 'getNode'>,
	{ message: sentence, description, code, serviceCode, httpStatus }: Failure,
	note?: string,
): NodeApiError | NodeOperationError {
	// n8n shows both on one line.
	const words = description && note ? description.replace(/(?<![.!?…])$/, '.') : description;
	const details = plainText([words, note].filter(Boolean).join('\n')) || undefined;
	const message = plainText(sentence);
	if (httpStatus === undefined) return new NodeOperationError(context.getNode(), message, { description: details });
	return new NodeApiError(
		context.getNode(),
		{ message, code: serviceCode ?? code ?? null },
		{ message, description: details, httpCode: String(httpStatus) },
	);
}

/**
 * Makes a sentence safe for n8n's editor, which shows hints, messages in its corner and the description of an error as HTML.
 * A heading or a service may contain tags: their brackets are replaced by ones that look alike, in HTML and elsewhere.
 */
export function plainText(sentence: string): string {
	const short = cutTo(sentence, LONGEST.error);
	return short.replaceAll('<', '‹').replaceAll('>', '›');
}

function cutTo(text: string, longest: number): string {
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

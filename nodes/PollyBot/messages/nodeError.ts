import { NodeApiError, NodeOperationError, type FunctionsBase } from 'n8n-workflow';
import type { Failure } from './failure';

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

/** Longer sentences are cut: n8n shows all of one. */
const LONGEST = 4000;

/**
 * Makes a sentence safe for n8n's editor, which shows hints, messages in its corner and the description of an error as HTML.
 * A heading or a service may contain tags: their brackets are replaced by ones that look alike, in HTML and elsewhere.
 */
export function plainText(sentence: string): string {
	const short = sentence.length > LONGEST ? `${sentence.slice(0, LONGEST)}…` : sentence;
	return short.replaceAll('<', '‹').replaceAll('>', '›');
}

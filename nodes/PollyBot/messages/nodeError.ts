import { NodeApiError, NodeOperationError, type FunctionsBase } from 'n8n-workflow';
import { plainText } from './plainText';
import type { Failure } from './failure';

/**
 * The error that stops the node: the only place where one that ends a run is made.
 *
 * @param note what else the person should know, such as how far the run came
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

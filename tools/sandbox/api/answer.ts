/** The response of the service to a request, before it is written to the connection. */
export interface Answer {
	status: number;
	body: unknown;
	headers?: Record<string, string>;
}

/** The envelope of a success: `{success: true, data}`. */
export function success(status: number, data: unknown, message?: string): Answer {
	return { status, body: { success: true, ...(message === undefined ? {} : { message }), data } };
}

/**
 * The envelope of an error: `{success: false, error, code, details?}`.
 *
 * @param more what stands beside the code, `details` above all
 */
export function failure(status: number, code: string, error: string, more: object = {}): Answer {
	return { status, body: { success: false, error, code, ...more } };
}

export function notFound(what: 'Lead' | 'Chatbot' | 'Conversation' | 'Path', code: string): Answer {
	return failure(404, code, `${what} not found`);
}

/** @param value what was sent; null where nothing was */
export function invalid(field: string, value: unknown, message: string): Answer {
	const details = { field, value: value ?? null, message };
	return failure(400, 'VALIDATION_ERROR', 'Validation failed', { details });
}

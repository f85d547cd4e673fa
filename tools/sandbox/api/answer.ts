/** What the service answers to a request, before it is written to the connection. */
export interface Answer {
	status: number;
	body: unknown;
	headers?: Record<string, string>;
}

/** The envelope of a success: `{success: true, data}`. */
export function success(status: number, data: unknown, message?: string): Answer {
	return { status, body: { success: true, ...(message === undefined ? {} : { message }), data } };
}

/** The envelope of an error: `{success: false, error, code, details?}`. */
export function failure(status: number, code: string, error: string, details?: object): Answer {
	return { status, body: { success: false, error, code, ...(details === undefined ? {} : { details }) } };
}

export function notFound(what: 'Lead' | 'Chatbot' | 'Path'): Answer {
	return failure(404, 'NOT_FOUND', `${what} not found`);
}

/** @param value what was sent; null where nothing was */
export function invalid(field: string, value: unknown, message: string): Answer {
	return failure(400, 'VALIDATION_ERROR', 'Validation failed', { field, value: value ?? null, message });
}

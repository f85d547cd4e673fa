/** A value, or why it is missing: expected failures are values. */
export type Result<T, E> = { readonly ok: true; readonly value: T; readonly error?: undefined } | Failed<E>;

export interface Failed<E> {
	readonly ok: false;
	readonly error: E;
	readonly value?: undefined;
}

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
	return { ok: true, value };
}

export function fail<E>(error: E): Failed<E> {
	return { ok: false, error };
}

/** Returns the message of an exception. Whatever is thrown need not be an error, nor have a text. */
export function messageOf(error: unknown): string {
	const said: unknown = error instanceof Error ? error.message : error;
	return typeof said === 'string' ? said : Object.prototype.toString.call(said);
}

/** Returns the message of an exception for the middle of a sentence. */
export function reasonOf(error: unknown): string {
	return messageOf(error).replace(/\.$/, '');
}

import { fail, type Failed, type Result } from '../result';

/** Why a row cannot be sent. `message` is a sentence that says what to do; `value` is what was found in the field. */
export interface Invalid {
	readonly field: string;
	readonly value?: unknown;
	readonly message: string;
}

/** What a reader makes of a value, or why it cannot: the end of a sentence that begins with the field's name. */
export type Reading<T> = Result<T, string>;

export type Reader<T> = (value: unknown) => Reading<T>;

export function invalid(field: string, value: unknown, message: string): Failed<Invalid> {
	return fail({ field, value, message });
}

import type { Reading } from './cell';

/** Why a lead is not sent. `message` is a sentence that says what to do; `value` is what was found in the field. */
export interface Refusal {
	readonly field: string;
	readonly value?: unknown;
	readonly message: string;
}

/** A value, or why there is none: expected failures are values. */
export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function accepted<T>(value: T): Checked<T> {
	return { ok: true, value };
}

export function refused(
	field: string,
	value: unknown,
	message: string,
): { readonly ok: false; readonly refusal: Refusal } {
	return { ok: false, refusal: { field, value, message } };
}

/** What a reading of a field came to, with the field named where it failed. */
export function checked<T>(field: string, value: unknown, reading: Reading<T>): Checked<T> {
	return reading.ok ? accepted(reading.value) : refused(field, value, `The field "${field}" ${reading.why}`);
}

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

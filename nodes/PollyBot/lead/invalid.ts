import { fail, ok, type Failed, type Result } from '../result';
import type { Reader } from './cell';
import { fieldAt } from './fields';

/** Why a row cannot be sent. `message` is a sentence that says what to do; `value` is what was found in the field. */
export interface Invalid {
	readonly field: string;
	readonly value?: unknown;
	readonly message: string;
}

export function invalid(field: string, value: unknown, message: string): Failed<Invalid> {
	return fail({ field, value, message });
}

/**
 * Names a field for a sentence as the panel does: `'Phone'`, and a place in it `'Tags' ("tags.3")`. What no label is known
 * for is quoted as it is: `"owner"`.
 *
 * @param place the name of a field or parameter, or a place in one as the service names it
 * @param label of a parameter that is no field of a lead
 */
export function quoteField(place: string, label?: string): string {
	const [name, field] = fieldAt(place);
	const known = label ?? field?.label;
	if (known === undefined) return `"${place}"`;
	return place === name ? `'${known}'` : `'${known}' ("${place}")`;
}

/** Reads the value of a field or parameter, which the error names. */
export function readField<T>(name: string, value: unknown, read: Reader<T>, label?: string): Result<T, Invalid> {
	const reading = read(value);
	return reading.ok ? ok(reading.value) : invalid(name, value, `${quoteField(name, label)} ${reading.error}`);
}

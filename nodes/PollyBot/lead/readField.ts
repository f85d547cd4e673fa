import { ok, type Result } from '../result';
import { quoteField } from './labels';
import { readJson, type Metadata } from './metadata';
import { invalid, type Invalid, type Reader } from './reading';

/** Reads the value of a field, which is named where that fails. */
export function readField<T>(field: string, value: unknown, read: Reader<T>): Result<T, Invalid> {
	const reading = read(value);
	return reading.ok ? ok(reading.value) : invalid(field, value, `The field ${quoteField(field)} ${reading.error}`);
}

/**
 * Metadata given as an object or as JSON text of one, its empty keys included.
 *
 * @param field the name of the parameter or input field, for the sentence about what cannot be read
 */
export function readMetadata(value: unknown, field = 'metadata'): Result<Metadata | undefined, Invalid> {
	return readField(field, value, readJson);
}

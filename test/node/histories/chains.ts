import { keyOf, type Told } from './leads';
import type { Row, Step } from './plan';

/**
 * The rows that come one after the other.
 *
 * @param isNamed whether a row names a lead that exists
 */
export function chainsOf(
	{ rows, operation, by, dedupeInput }: Step,
	isNamed: boolean,
	scopeOf: (row: Row) => string,
): Iterable<Row[]> {
	const chains = new Map<unknown, Row[]>();
	for (const row of rows) {
		const isAlone = operation === 'create' && !dedupeInput;
		const key = isAlone ? row : isNamed ? `${scopeOf(row)} ${by === 'id' ? row.id : keyOf(row)}` : keyOf(row);
		chains.set(key, [...(chains.get(key) ?? []), row]);
	}
	return chains.values();
}

/** What becomes of a row after an earlier one with its email or ID; undefined where it is performed. */
export function repeat({ operation, onDuplicate, dedupeInput }: Step, first: Told): Told | undefined {
	if (operation === 'delete') return first;
	if (operation !== 'create' || !dedupeInput) return undefined;
	if (onDuplicate === 'duplicateOutput') return { ...first, said: 'repeated', lead: undefined };
	return onDuplicate === 'returnExisting' ? { ...first, said: 'existing' } : { said: 'DUPLICATE_EMAIL' };
}

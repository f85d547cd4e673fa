import { emailKey } from './email';
import { strip } from './invisible';
import type { Metadata } from './metadata';

/**
 * Whether a lead of the service is the one that was sent: all fields sent are equal. The service may write an email in
 * small letters and a status in capitals, and add fields of its own.
 *
 * @param sent the body of the create request
 */
export function isSameLead(sent: Metadata, found: Metadata): boolean {
	return Object.entries(sent).every(([field, value]) =>
		isEqual(comparable(field, value), comparable(field, found[field])),
	);
}

function comparable(field: string, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	if (field === 'email') return emailKey(value);
	return field === 'status' ? strip(value).toLowerCase() : value;
}

/** Whether two values of JSON are equal; an object's keys may stand in any order. */
function isEqual(one: unknown, other: unknown): boolean {
	if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
	if (Array.isArray(one) !== Array.isArray(other)) return false;
	const entries = Object.entries(one);
	const others = new Map<string, unknown>(Object.entries(other));
	return (
		entries.length === others.size &&
		entries.every(([key, value]) => others.has(key) && isEqual(value, others.get(key)))
	);
}

import { emailKey } from './email';
import { strip } from '../invisible';
import type { Metadata } from './metadata';

/**
 * Whether a lead of the service is the one that was sent: all fields sent that it has at all are equal. The service may
 * write an email in small letters and a status in capitals, add fields of its own, and leave out or empty what it does
 * not store: newer ones keep no metadata.
 *
 * @param sent the body of the create request
 */
export function isSameLead(sent: Metadata, found: Metadata): boolean {
	return Object.entries(sent).every(([field, value]) => {
		const stored = found[field];
		const isStored = stored !== undefined && stored !== null;
		return !isStored || isEqual(comparable(field, value), comparable(field, stored));
	});
}

function comparable(field: string, value: unknown): unknown {
	if (typeof value !== 'string') return value;
	if (field === 'email') return emailKey(value);
	const text = strip(value).normalize('NFC');
	return field === 'status' ? text.toLowerCase() : text;
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

/** Sixteen letters, whose case carries a number from 0 to 65,535. */
const CARRIER = 'internetcustomer';

/** The email of a person, in small letters. */
export function emailOf(person: number): string {
	return `${CARRIER}.${person}@example.com`;
}

/**
 * Writes the number of a call into an email by the case of its letters. The node sends an email as it is written and the
 * sandbox keeps it, but both ignore case when they compare emails. So a stored lead tells which call stored it, and the
 * node cannot see it.
 */
export function markEmail(email: string, call: number): string {
	if (!email.startsWith(CARRIER)) return email;
	const letters = Array.from(CARRIER).map((letter, bit) => ((call >> bit) & 1 ? letter.toUpperCase() : letter));
	return letters.join('') + email.slice(CARRIER.length);
}

/** The number of the call that is written in an email. */
export function callIn(email: string): number {
	return Array.from(email.slice(0, CARRIER.length)).reduce(
		(call, letter, bit) => (letter === letter.toUpperCase() ? call | (1 << bit) : call),
		0,
	);
}

/** The person whose email it is, whatever its case; undefined for one that was never to be stored. */
export function personIn(email: string): number | undefined {
	const digits = new RegExp(`^${CARRIER}\\.(\\d+)@example\\.com$`, 'i').exec(email)?.[1];
	return digits === undefined ? undefined : Number(digits);
}

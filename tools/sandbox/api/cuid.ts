import { randomInt } from 'node:crypto';

const DIGITS = 36;

/** An ID in the form of the live service's, such as `cmipr3rf400t3n42y5plvmhd5`: a c, the time, and what chance gives. */
export function newCuid(): string {
	const time = Date.now().toString(DIGITS);
	const chance = Array.from({ length: 16 }, () => randomInt(DIGITS).toString(DIGITS)).join('');
	return `c${time}${chance}`;
}

import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Looks again and again until there is something: a value that counts as true, which it returns.
 *
 * @param what for the message, as in "n8n answers"
 * @param look what it throws ends the waiting
 * @param seconds how long it may take
 * @param everyMs the pause between two looks
 * @throws Error if it takes longer
 */
export async function until<T>(
	what: string,
	look: () => T | Promise<T>,
	seconds = 20,
	everyMs = 25,
): Promise<NonNullable<T>> {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const found = await look();
		if (found) return found;
		if (Date.now() > deadline) throw new Error(`Not within ${seconds} s: ${what}`);
		await sleep(everyMs);
	}
}

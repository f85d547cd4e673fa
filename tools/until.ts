import pWaitFor from 'p-wait-for';

/**
 * Looks again and again until there is something: a value that counts as true, which it returns.
 *
 * @param what for the message, as in "n8n answers"
 * @param look what it throws ends the waiting
 * @param seconds how long it may take
 * @param everyMs the pause between two looks
 * @throws Error if it takes longer
 */
export async function until<T>(what: string, look: () => T | Promise<T>, seconds = 20, everyMs = 25) {
	let found: T | undefined;
	const isThere = async () => Boolean((found = await look()));
	await pWaitFor(isThere, { interval: everyMs, timeout: seconds * 1000 }).catch((error: unknown) => {
		throw error instanceof Error && error.name === 'TimeoutError'
			? new Error(`Not within ${seconds} s: ${what}`)
			: error;
	});
	return found as NonNullable<T>;
}

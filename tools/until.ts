import pWaitFor from 'p-wait-for';

/**
 * Looks every `everyMs` until there is something: a value that counts as true, which it returns. What `look` throws ends
 * the waiting.
 *
 * @throws Error that names `what` if it takes longer than so many seconds
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

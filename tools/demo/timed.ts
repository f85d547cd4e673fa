/** Does something, and tells when it begins and how long it took. */
export async function timed<T>(what: string, action: () => Promise<T>): Promise<T> {
	const started = Date.now();
	console.log(`${what} …`);
	const result = await action();
	console.log(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
	return result;
}

/** Tells the person at the terminal what is being done. */
export function say(line: string): void {
	console.log(line);
}

/** Does something, and tells when it begins and how long it took. */
export async function timed<T>(what: string, action: () => Promise<T>): Promise<T> {
	const started = Date.now();
	say(`${what} …`);
	const result = await action();
	say(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
	return result;
}

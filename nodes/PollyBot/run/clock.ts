import { sleep } from 'n8n-workflow';

/** Time as the engine sees it. Tests use a virtual clock. */
export interface Clock {
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Milliseconds that this process has had nothing to do so far, counted from any time. */
	readonly idle: () => number;
	/** Resolves after `ms` milliseconds, or immediately when `signal` is aborted. It never rejects. */
	readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A wait is made of slices, so that no timer outlives an aborted wait for long. */
const SLICE = 1000;

const aborts = new WeakMap<AbortSignal, Promise<unknown>>();

/** Resolves when a signal is aborted: one listener for all waits, since there may be many at the same time. */
async function abortOf(signal: AbortSignal): Promise<unknown> {
	const abort =
		aborts.get(signal) ??
		new Promise((resolve) => {
			signal.addEventListener('abort', resolve, { once: true });
		});
	aborts.set(signal, abort);
	return await abort;
}

export const systemClock: Clock = {
	now: () => Date.now(),
	idle: () => performance.eventLoopUtilization().idle,
	async sleep(ms, signal) {
		const end = Date.now() + ms;
		const aborted = abortOf(signal);
		for (let left = ms; left > 0 && !signal.aborted; left = end - Date.now()) {
			await Promise.race([sleep(Math.min(left, SLICE)), aborted]);
		}
	},
};

import { setMaxListeners } from 'node:events';
import type { Attempt } from '~/nodes/PollyBot/pollybot/attempt';
import { Requests } from '~/nodes/PollyBot/run/requests';
import { virtualClock } from './virtualClock';

/** Runs of the node with one key, each in a different worker: they know of one another by the counts alone. */
interface Runs {
	readonly runs: number;
	/** Requests of each execution. */
	readonly requests: number;
	readonly concurrency: number;
	readonly limit: number;
	/** Milliseconds. */
	readonly window: number;
	/** The runs start within this time, in milliseconds. */
	readonly within: number;
	/** Milliseconds that a server needs for a request; it handles one after the other. */
	readonly handling: number;
	/** Milliseconds to the server, and back again, at most. */
	readonly latency: number;
}

interface Seen {
	counted: number;
	refused: number;
	failed: number;
	elapsed: number;
}

const maxWait = 1_000_000;

async function share(c: Runs): Promise<Seen> {
	const clock = virtualClock();
	const start = clock.now();
	const never = new AbortController().signal;
	setMaxListeners(0, never);
	let seed = 7;
	const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
	const seen: Seen = { counted: 0, refused: 0, failed: 0, elapsed: 0 };
	const window: number[] = [];
	let free = start;

	const request = async (): Promise<Attempt<boolean>> => {
		await clock.sleep(c.latency * random(), never);
		free = Math.max(clock.now(), free) + c.handling;
		await clock.sleep(free - clock.now(), never);
		const answer = handle(clock.now());
		await clock.sleep(c.latency * random(), never);
		return { ...answer, responded: true, lost: false };
	};
	const handle = (now: number) => {
		while (window[0] !== undefined && window[0] <= now - c.window) window.shift();
		const resetIn = Math.ceil(((window[0] ?? now) + c.window - now) / 1000) * 1000;
		if (window.length >= c.limit) {
			seen.refused += 1;
			return { value: false, limited: true, retryable: true, reading: { remaining: 0, resetIn } };
		}
		window.push(now);
		seen.counted += 1;
		return { value: true, limited: false, retryable: false, reading: { remaining: c.limit - window.length, resetIn } };
	};
	const run = async () => {
		await clock.sleep(c.within * random(), never);
		const limits = { maxWait, maxPause: maxWait, maxRetries: 3, waits: true, maxConcurrency: c.concurrency };
		const options = { clock, random, signal: never, ...limits };
		const requests = new Requests(options);
		let left = c.requests;
		const runner = async () => {
			while (left > 0) {
				left -= 1;
				const { value } = await requests.during(async () => await requests.send(request));
				if (value !== true) seen.failed += 1;
			}
		};
		await Promise.all(Array.from({ length: c.concurrency }, runner));
	};
	await clock.run(Promise.all(Array.from({ length: c.runs }, run)));
	return { ...seen, elapsed: clock.now() - start };
}

const usual = { concurrency: 25, limit: 1000, window: 10_000, handling: 2.5, latency: 10 };

describe('runs that share one key', () => {
	it.each([
		['30 runs that start within 3 seconds', { runs: 30, requests: 100, within: 3000 }, 120],
		['30 runs whose answers take up to a second', { runs: 30, requests: 100, within: 3000, latency: 1000 }, 120],
		['8 runs at the same moment', { runs: 8, requests: 300, within: 0 }, 120],
		['2 runs', { runs: 2, requests: 1200, within: 0 }, 10],
	])('%s: all requests are carried out, and few are rejected', async (_, runs, mostRefused) => {
		const seen = await share({ ...usual, ...runs });
		expect(seen).toMatchObject({ counted: runs.runs * runs.requests, failed: 0 });
		expect(seen.refused).toBeLessThanOrEqual(mostRefused);
	});
});

it('a run alone uses the whole window, and is hardly slower for keeping to its share', async () => {
	const seen = await share({ ...usual, runs: 1, requests: 1000, handling: 0, latency: 20, within: 0 });
	expect(seen).toMatchObject({ counted: 1000, refused: 0 });
	// 40 rounds of 25 requests, 20 ms each on average.
	expect(seen.elapsed).toBeLessThan(1.3 * 40 * 20);
});

import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import type { Attempt } from '~/nodes/PollyBot/pollybot/attempt';
import { Requests } from '~/nodes/PollyBot/run/requests';
import { virtualClock } from './virtualClock';
import { propertyRuns } from '~/test/propertyRuns';

const HOUR = 3_600_000;

type Fate = 'responded' | 'lost' | 'timed out';

/** A server with a limit. `fateOf` says what becomes of the answer to the nth request that it counts. */
interface Server {
	readonly limit: number;
	/** The limit that its answers tell, where others have used up the rest of it. */
	readonly told?: number;
	readonly fateOf: (counted: number) => Fate;
	readonly maxWait: number;
	readonly requests: number;
	readonly concurrency: number;
}

/** Sends requests until none is left to send, and tells when the server rejected one for its limit. */
async function run({ limit, told = limit, fateOf, maxWait, requests: count, concurrency }: Server) {
	const clock = virtualClock();
	const { signal } = new AbortController();
	setMaxListeners(0, signal);
	const limits = { maxWait, maxPause: maxWait, maxRetries: 3, waits: maxWait > 0, maxConcurrency: concurrency };
	const options = { clock, random: () => 0.5, signal, ...limits };
	const requests = new Requests(options);
	const seen = { counted: 0, refusedAt: [] as number[], lost: 0 };
	const usual = { responded: true, limited: false, retryable: false, lost: false };

	const attempt = async (): Promise<Attempt<string>> => {
		await clock.sleep(20, signal);
		if (seen.counted >= limit) {
			seen.refusedAt.push(clock.now());
			const reading = { remaining: 0, resetIn: HOUR };
			return { ...usual, value: 'refused', reading, limited: true, retryable: true };
		}
		seen.counted += 1;
		const remaining = told - seen.counted;
		const fate = fateOf(seen.counted);
		await clock.sleep(fate === 'timed out' ? 30_000 : 20, signal);
		if (fate === 'responded') return { ...usual, value: 'done', reading: { remaining, resetIn: HOUR } };
		seen.lost += 1;
		const timedOut = fate === 'timed out';
		return { ...usual, value: fate, responded: false, timedOut, reading: 'unknown', retryable: true, lost: true };
	};
	let left = count;
	const runner = async () => {
		while (left > 0) {
			left -= 1;
			await requests.during(async () => await requests.send(attempt));
		}
	};
	await clock.run(Promise.all(Array.from({ length: concurrency }, runner)));
	return seen;
}

it.each([0, 300_000])(
	'answers that are lost near the end of the budget are counted, with Max Wait for Rate Limit %d',
	async (maxWait) => {
		const fateOf = (counted: number) => (counted > 285 && counted < 295 ? 'lost' : 'responded');
		const { refusedAt } = await run({ limit: 300, fateOf, maxWait, requests: 400, concurrency: 25 });
		expect(refusedAt).toEqual([]);
	},
);

it.each([0, 300_000])(
	'an outage does not make the execution forget a rejection for an hour, with Max Wait for Rate Limit %d',
	async (maxWait) => {
		// Half of the last requests time out, long after others were rejected.
		const fateOf = (counted: number) => (counted > 300 && counted % 2 === 1 ? 'timed out' : 'responded');
		const server = { limit: 330, told: 1000, fateOf, maxWait, requests: 400, concurrency: 40 };
		const { refusedAt } = await run(server);
		expect(refusedAt.length).toBeGreaterThan(0);
		expect(Math.max(...refusedAt) - Math.min(...refusedAt)).toBeLessThan(1000);
	},
);

it('whatever is lost: at most one request too many is sent', async () => {
	const fates = fc.array(fc.constantFrom<Fate>('responded', 'responded', 'responded', 'lost'), {
		minLength: 1,
		maxLength: 60,
	});
	await fc.assert(
		fc.asyncProperty(
			fates,
			fc.integer({ min: 1, max: 80 }),
			fc.integer({ min: 1, max: 30 }),
			async (all, limit, concurrency) => {
				const fateOf = (counted: number) => all[counted % all.length] ?? 'responded';
				const { refusedAt } = await run({ limit, fateOf, maxWait: 0, requests: 120, concurrency });
				expect(refusedAt.length).toBeLessThanOrEqual(1);
			},
		),
		{ numRuns: propertyRuns(300) },
	);
});

import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import type { Attempt, Blocked, LimitReading } from '~/nodes/PollyBot/pollybot/attempt';
import type { Outcome } from '~/nodes/PollyBot/run/operation';
import { Requests } from '~/nodes/PollyBot/run/requests';
import { performWork } from './work';
import { fail, ok } from '~/nodes/PollyBot/result';
import { virtualClock } from './virtualClock';
import { propertyRuns } from '~/test/propertyRuns';

/** What a random server does to the requests, in the order in which it handles them. */
interface Conditions {
	/** The email of each item, as a number: equal ones are repeats. */
	readonly keys: number[];
	readonly invalid: readonly boolean[];
	/** The service rejects these emails for good. */
	readonly hopeless: number[];
	readonly faults: Array<'lost before' | 'lost after' | 'down' | 'none'>;
	/** Milliseconds to the server and back again, in turns. */
	readonly latencies: number[];
	readonly limit: number;
	readonly window: number;
	readonly metered: boolean;
	readonly concurrency: number;
	readonly maxRetries: number;
	readonly maxWait: number;
	readonly defers: boolean;
	readonly stopOnFailure: boolean;
	/** From this request on, the key is rejected. */
	readonly revokedAt: number;
	/** How many turns of the event queue an operation takes to tell what an answer means. */
	readonly turns: number;
	readonly cancelAt: number | undefined;
}

const LIST = { minLength: 1, maxLength: 30, size: 'max' } as const;

const conditions: fc.Arbitrary<Conditions> = fc.record({
	keys: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60, size: 'max' }),
	invalid: fc.oneof(
		{ weight: 3, arbitrary: fc.constant<readonly boolean[]>([false]) },
		{ weight: 1, arbitrary: fc.array(fc.boolean(), { minLength: 1, maxLength: 10 }) },
	),
	hopeless: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 5 }),
	// Only where no response is lost does the node know of every request that counts.
	faults: fc.oneof(
		fc.array(fc.constantFrom('lost before', 'lost after', 'down', 'none', 'none', 'none', 'none'), LIST),
		fc.array(fc.constantFrom('lost before', 'down', 'none', 'none', 'none', 'none'), LIST),
	),
	latencies: fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 20, size: 'max' }),
	limit: fc.integer({ min: 1, max: 30 }),
	window: fc.integer({ min: 1000, max: 60_000 }),
	metered: fc.boolean(),
	concurrency: fc.integer({ min: 1, max: 15 }),
	maxRetries: fc.integer({ min: 0, max: 4 }),
	maxWait: fc.constantFrom(0, 5000, 300_000, 10_000_000),
	defers: fc.boolean(),
	stopOnFailure: fc.boolean(),
	revokedAt: fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 60 })),
	turns: fc.integer({ min: 0, max: 20 }),
	cancelAt: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: undefined, freq: 1 }),
});

/** An attempt that was responded, and that is not tried again. */
const attempt = { responded: true, limited: false, retryable: false, lost: false };

/** Runs the engine against a server with a sliding window, on a clock whose time does not pass by itself. */
async function run(c: Conditions) {
	const clock = virtualClock();
	const start = clock.now();
	const halt = new AbortController();
	const never = new AbortController().signal;
	setMaxListeners(0, halt.signal, never);
	let seed = 1;
	const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
	const limits = {
		clock,
		random,
		maxWait: c.maxWait,
		maxConcurrency: c.concurrency,
		maxRetries: c.maxRetries,
		maxPause: c.maxWait,
		waits: c.maxWait > 0,
		signal: halt.signal,
	};
	const requests = new Requests(limits);

	const stored = new Map<number, number>();
	const window: number[] = [];
	const seen = { requests: 0, refused: 0, afterCancel: 0, afterEnd: 0, inFlight: 0, most: 0 };
	/** Whether a response has come that ends the requests of the execution. */
	let isOver = false;

	const request = async (key: number): Promise<Attempt<string>> => {
		const number = seen.requests++;
		if (halt.signal.aborted) seen.afterCancel += 1;
		if (isOver) seen.afterEnd += 1;
		seen.most = Math.max(seen.most, (seen.inFlight += 1));
		await clock.sleep(c.latencies[number % c.latencies.length] ?? 0, never);
		const responded = handle(key, c.faults[number % c.faults.length] ?? 'none', number >= c.revokedAt);
		// No two responses come in one turn of the event loop: what one means is known before the next is there.
		await clock.sleep(Math.max(1, c.latencies[(number * 7 + 3) % c.latencies.length] ?? 0), never);
		seen.inFlight -= 1;
		const endsRun = responded.value === 'revoked' || (responded.value === 'invalid' && c.stopOnFailure);
		isOver ||= endsRun;
		return responded;
	};

	const handle = (key: number, fault: Conditions['faults'][number], isRevoked: boolean): Attempt<string> => {
		const now = clock.now();
		while (window[0] !== undefined && window[0] <= now - c.window) window.shift();
		if (fault === 'lost before')
			return { value: 'no answer', ...attempt, responded: false, reading: 'unknown', retryable: true, lost: true };
		const reading = (): LimitReading => {
			if (!c.metered) return 'unmetered';
			// Whole seconds, rounded up, as a server tells them.
			const reset = Math.ceil(((window[0] ?? now) + c.window) / 1000) * 1000;
			return { remaining: c.limit - window.length, resetIn: Math.max(0, reset - now) };
		};
		if (c.metered && window.length >= c.limit) {
			seen.refused += 1;
			return { value: 'refused', ...attempt, reading: { remaining: 0, resetIn: 1000 }, limited: true, retryable: true };
		}
		if (isRevoked) return { value: 'revoked', ...attempt, reading: 'unmetered' };
		window.push(now);
		if (fault === 'down') return { value: 'down', ...attempt, reading: reading(), retryable: true, lost: true };
		if (c.hopeless.includes(key)) return { value: 'invalid', ...attempt, reading: reading() };
		const isNew = !stored.has(key);
		if (isNew) stored.set(key, now);
		if (fault === 'lost after')
			return { value: 'no answer', ...attempt, responded: false, reading: 'unknown', retryable: true, lost: true };
		return { value: isNew ? 'created' : 'duplicate', ...attempt, reading: reading() };
	};

	if (c.cancelAt !== undefined)
		void clock.sleep(c.cancelAt, never).then(() => {
			halt.abort();
		});

	const perform = async (key: number): Promise<Outcome | { blocked: Blocked }> => {
		const sent = await requests.send(async () => await request(key));
		for (let turn = 0; turn < c.turns; turn += 1) await Promise.resolve();
		if (sent.blocked)
			return sent.lostAt === undefined ? { blocked: sent.blocked } : { failure: { message: 'unconfirmed' } };
		const own = sent.lostAt !== undefined && (stored.get(key) ?? 0) >= sent.lostAt;
		if (sent.value === 'created' || (sent.value === 'duplicate' && own))
			return { success: { output: 'Created', items: [{ key }] } };
		if (sent.value === 'duplicate') return { success: { output: 'Duplicate', items: [{}] } };
		const failure = { message: sent.value };
		return sent.value === 'revoked' ? { failure, cause: failure } : { failure };
	};

	const isInvalid = (item: number) => c.invalid[item % c.invalid.length] === true;
	const result = await clock.run(
		performWork({
			count: c.keys.length,
			concurrency: c.concurrency,
			prepare: (item) => (isInvalid(item) ? fail({ message: 'invalid' }) : ok(c.keys[item] ?? 0)),
			keyOf: String,
			placeOf: () => undefined,
			repeat: () => ({ success: { output: 'Duplicate', items: [{}] } }),
			unsent: () => (c.defers ? { deferred: true } : { failure: { message: 'limited' } }),
			recall: () => undefined,
			perform,
			during: async (work) => {
				await requests.during(work);
			},
			stopOnFailure: c.stopOnFailure,
			signal: halt.signal,
			halt: () => {
				halt.abort();
			},
		}),
	);
	return { result, seen, stored, requests, elapsed: clock.now() - start };
}

/** The promises of the engine that a run broke, each of them checked wherever the conditions allow it. */
function brokenPromises(c: Conditions, { result, seen, stored, requests }: Awaited<ReturnType<typeof run>>): string[] {
	const outcomes = result.outcomes;
	const created = outcomes.flatMap(({ success }) => (success?.output === 'Created' ? [success.items[0]?.key] : []));
	/** What is stored and not told as created was lost with every response, and is told as failed. */
	const isInvalid = (item: number) => c.invalid[item % c.invalid.length] === true;
	const failed = outcomes.map(({ failure }, item) => (failure && !isInvalid(item) ? c.keys[item] : undefined));
	const isSilent = (key: number) => !created.includes(key) && !failed.includes(key);
	const fates = ['invalid', 'revoked', 'unconfirmed', 'limited', 'no answer', 'down', 'refused'];
	const promises: Record<string, boolean> = {
		'only a run that stops on a failure is stopped': result.stopped === undefined || c.stopOnFailure,
		'every row has exactly one outcome, at its own index':
			result.stopped !== undefined ||
			(outcomes.length === c.keys.length &&
				outcomes.every(({ success, failure, deferred }) => [success, failure, deferred].filter(Boolean).length === 1)),
		'a lead is told as created once': new Set(created).size === created.length,
		'a lead that is told as created is stored': created.every((key) => stored.has(Number(key))),
		'a lead that is stored is told as created or failed': c.stopOnFailure || ![...stored.keys()].some(isSilent),
		'the server rejects no request for its rate limit': c.faults.includes('lost after') || seen.refused === 0,
		'no more requests are under way than the concurrency allows': seen.most <= c.concurrency,
		'nothing is sent after the end': seen.afterCancel === 0,
		'nothing is sent after a response that ends the run': seen.afterEnd === 0,
		'waits keep to Max Wait': requests.waited <= c.maxWait,
		'a row fails for a reason of its own': outcomes.every(({ failure }) => !failure || fates.includes(failure.message)),
	};
	return Object.keys(promises).filter((promise) => !promises[promise]);
}

describe('Whatever the input, the faults and the timing', () => {
	it('every row has one outcome, a lead is told as created once, and the limits of the run are kept', async () => {
		await fc.assert(
			fc.asyncProperty(conditions, async (c) => {
				expect(brokenPromises(c, await run(c))).toEqual([]);
			}),
			{ numRuns: propertyRuns(2000) },
		);
	}, 120_000);

	it('rows that repeat an email cost no request', async () => {
		const calm = { hopeless: [], revokedAt: Infinity, stopOnFailure: false, metered: false };
		await fc.assert(
			fc.asyncProperty(conditions, async (c) => {
				const { seen } = await run({ ...c, ...calm, faults: ['none'] });
				expect(seen.requests).toBeLessThanOrEqual(new Set(c.keys).size);
			}),
			{ numRuns: propertyRuns(300) },
		);
	}, 60_000);
});

import { setMaxListeners } from 'node:events';
import fc from 'fast-check';
import type { Attempt } from '~/nodes/PollyBot/pollybot/attempt';
import { Pace } from '~/nodes/PollyBot/run/pace';
import { Requests } from '~/nodes/PollyBot/run/requests';
import { propertyRuns } from '~/test/propertyRuns';
import { virtualClock } from './virtualClock';

interface Happening {
	/** Undefined for a failure. */
	readonly wait: number | undefined;
	/** How many requests before the latest one it is of. */
	readonly behind: number;
	/** Whether another request waits for its turn. */
	readonly isFull: boolean;
}

const happenings: fc.Arbitrary<Happening[]> = fc.array(
	fc.record({
		wait: fc.oneof(
			{ weight: 30, arbitrary: fc.constantFrom(20, 100, 110, 1000) },
			{ weight: 1, arbitrary: fc.constant(undefined) },
		),
		behind: fc.integer({ min: 0, max: 50 }),
		isFull: fc.boolean(),
	}),
	{ maxLength: 600, size: 'max' },
);
const most = fc.integer({ min: 1, max: 300 });
const runs = { numRuns: propertyRuns(300) };

/** Has these things happen, each with the next request. */
function play(
	pace: Pace,
	all: readonly Happening[],
	after: (happening: Happening, index: number) => void = () => undefined,
) {
	for (const [index, happening] of all.entries()) {
		if (happening.isFull) pace.admits(pace.limit);
		pace.note(Math.max(1, index + 1 - happening.behind), index + 1, happening.wait);
		after(happening, index);
	}
}

/** A round of as many responses as may be under way. Requests are numbered on from `sent`. */
function playRound(pace: Pace, sent: number, wait: number): number {
	const { limit } = pace;
	pace.admits(limit);
	for (let index = 1; index <= limit; index += 1) pace.note(sent + index, sent + limit, wait);
	return sent + limit;
}

describe('whatever happens, the pace', () => {
	it('is never below one nor above the most', () => {
		fc.assert(
			fc.property(happenings, most, (all, max) => {
				const pace = new Pace(max);
				const limits = [pace.limit];
				play(pace, all, () => limits.push(pace.limit));
				expect(Math.min(...limits)).toBeGreaterThanOrEqual(1);
				expect(Math.max(...limits)).toBeLessThanOrEqual(max);
			}),
			runs,
		);
	});

	it('grows only after a round of responses in which all of it was used, and doubles at most', () => {
		fc.assert(
			fc.property(happenings, most, (all, max) => {
				const pace = new Pace(max);
				let before = { limit: pace.limit, responses: 0, wasFull: false };
				const groundless: object[] = [];
				play(pace, all, ({ wait, isFull }) => {
					before.responses += wait === undefined ? 0 : 1;
					before.wasFull ||= isFull;
					const { limit, responses, wasFull } = before;
					const isGrounded = responses >= limit && wasFull && pace.limit <= 2 * limit;
					if (pace.limit > limit && !isGrounded) groundless.push(before);
					if (pace.limit !== limit) before = { limit: pace.limit, responses: 0, wasFull: false };
				});
				expect(groundless).toEqual([]);
			}),
			runs,
		);
	});

	it('is halved by a failure, and by all failures of what was under way then only once', () => {
		fc.assert(
			fc.property(happenings, most, fc.integer({ min: 1, max: 50 }), (all, max, failures) => {
				const pace = new Pace(max);
				play(pace, all);
				const before = pace.limit;
				const sent = all.length + before;
				for (let index = 0; index < failures; index += 1) pace.note(sent - (index % before), sent, undefined);
				expect(pace.limit).toBe(Math.max(1, Math.floor(before / 2)));
			}),
			runs,
		);
	});

	it('is back at the most within 60 good rounds', () => {
		fc.assert(
			fc.property(happenings, most, (all, max) => {
				const pace = new Pace(max);
				play(pace, all);
				let sent = all.length;
				for (let round = 0; round < 60; round += 1) sent = playRound(pace, sent, 20);
				expect(pace.limit).toBe(max);
			}),
			runs,
		);
	});
});

it('the pace doubles round by round while the service keeps up', () => {
	const pace = new Pace(200);
	let sent = 0;
	const limits = Array.from({ length: 5 }, () => {
		const { limit } = pace;
		sent = playRound(pace, sent, 20);
		return limit;
	});
	expect(limits).toEqual([25, 50, 100, 200, 200]);
});

it('a round that takes markedly longer takes it back to what was good, and is a new measure only there', () => {
	const pace = new Pace(200);
	let sent = playRound(pace, 0, 100);
	sent = playRound(pace, sent, 151);
	expect(pace.limit).toBe(25);
	sent = playRound(pace, sent, 200);
	expect(pace.limit).toBe(25);
	playRound(pace, sent, 200);
	expect(pace.limit).toBe(37);
});

interface Service {
	/** Milliseconds of a response. */
	readonly latency: number;
	/** By so much a response takes longer or shorter by chance, as a part of 1. */
	readonly jitter: number;
	/** With more requests at the same time the latency doubles; with half as many again it fails. */
	readonly bearable: number;
}

/** Sends rows to a service that collapses. */
async function importRows(rows: number, maxConcurrency: number, { latency, jitter, bearable }: Service) {
	const clock = virtualClock();
	const start = clock.now();
	const { signal } = new AbortController();
	setMaxListeners(0, signal);
	let seed = 7;
	const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
	const limits = { maxWait: 0, maxPause: 0, maxRetries: 10, waits: true };
	const requests = new Requests({ clock, random, signal, maxConcurrency, ...limits });
	const seen = { stored: 0, failed: 0, underWay: 0, most: 0 };
	const usual = { limited: false, responded: true, reading: 'unmetered' } as const;
	const attempt = async (): Promise<Attempt<boolean>> => {
		seen.underWay += 1;
		seen.most = Math.max(seen.most, seen.underWay);
		const strain = seen.underWay > bearable * 1.5 ? 'fails' : seen.underWay > bearable ? 'slow' : 'none';
		await clock.sleep(latency * (strain === 'none' ? 1 : 2) * (1 + jitter * (2 * random() - 1)), signal);
		seen.underWay -= 1;
		const fails = strain === 'fails';
		if (fails) seen.failed += 1;
		return { ...usual, value: !fails, retryable: fails, lost: fails };
	};
	let left = rows;
	const runner = async () => {
		while (left > 0) {
			left -= 1;
			const { value } = await requests.during(async () => await requests.send(attempt));
			if (value === true) seen.stored += 1;
		}
	};
	await clock.run(Promise.all(Array.from({ length: Math.min(200, rows) }, runner)));
	return { ...seen, ms: clock.now() - start };
}

describe('a service that collapses above 40 requests at a time', () => {
	it.each([
		[1000, 20, 0],
		[1000, 150, 0],
		[1000, 150, 0.3],
		[1000, 400, 0.1],
		[5000, 150, 0.2],
	])('serves %d rows of %d ms (jitter %d) within a fifth of a hand-tuned 40', async (rows, latency, jitter) => {
		const service = { latency, jitter, bearable: 40 };
		const tuned = await importRows(rows, 40, service);
		const own = await importRows(rows, 200, service);
		expect(own.stored).toBe(rows);
		expect(own.ms / tuned.ms).toBeLessThan(1.2);
		expect(own.most).toBeLessThanOrEqual(80);
	});
});

it.each([20, 150, 400])(
	'a service of %d ms that keeps up is used to the full within a few round trips',
	async (latency) => {
		const { ms } = await importRows(1000, 200, { latency, jitter: 0.2, bearable: Infinity });
		expect(ms / latency).toBeLessThan(12);
	},
);

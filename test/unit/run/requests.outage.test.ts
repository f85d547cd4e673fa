import { setMaxListeners } from 'node:events';
import type { Attempt } from '~/nodes/PollyBot/pollybot/attempt';
import { Requests } from '~/nodes/PollyBot/run/requests';
import { virtualClock } from './virtualClock';

interface Server {
	/** Whether a request that is sent at this second of the execution gets a response. */
	readonly answers: (second: number) => boolean;
	/** Milliseconds until a request that is not responded fails. */
	readonly failsAfter: number;
	/** So many milliseconds more for each request that was sent before it. */
	readonly stagger?: number;
	readonly requests: number;
	readonly maxRetries?: number;
	readonly concurrency?: number;
}

interface Seen {
	/** The seconds of the run at which requests were sent. */
	sentAt: number[];
	responded: number;
	unreachable: number;
	seconds: number;
}

const TIMEOUT = 30_000;

async function run({
	answers,
	failsAfter,
	stagger = 0,
	requests: count,
	maxRetries = 3,
	concurrency = 25,
}: Server): Promise<Seen> {
	const clock = virtualClock();
	const start = clock.now();
	const { signal } = new AbortController();
	setMaxListeners(0, signal);
	const random = () => 0.5;
	const limits = { maxWait: 0, maxPause: 0, maxRetries, waits: true, maxConcurrency: concurrency };
	const options = { clock, random, signal, ...limits };
	const requests = new Requests(options);
	const seconds = () => (clock.now() - start) / 1000;
	const seen: Seen = { sentAt: [], responded: 0, unreachable: 0, seconds: 0 };
	const attempt = async (): Promise<Attempt<boolean>> => {
		seen.sentAt.push(seconds());
		const responded = answers(seconds());
		const late = seen.sentAt.length * stagger;
		await clock.sleep(responded ? 20 : failsAfter + late, signal);
		const reading = responded ? 'unmetered' : 'unknown';
		const timedOut = !responded && failsAfter === TIMEOUT;
		return { value: responded, responded, limited: false, retryable: !responded, lost: !responded, timedOut, reading };
	};
	let left = count;
	const runner = async () => {
		while (left > 0) {
			left -= 1;
			const { value, blocked } = await requests.during(async () => await requests.send(attempt));
			if (value === true) seen.responded += 1;
			if (blocked === 'unreachable') seen.unreachable += 1;
		}
	};
	await clock.run(Promise.all(Array.from({ length: concurrency }, runner)));
	return { ...seen, seconds: seconds() };
}

describe('a server that is gone', () => {
	it.each([1, 25])('gets a single request after each of four pauses, %d at a time', async (concurrency) => {
		const { sentAt, unreachable } = await run({ answers: () => false, failsAfter: 0, requests: 100, concurrency });
		const last = sentAt.slice(-5);
		const gaps = last.slice(1).map((second, index) => second - (last[index] ?? 0));
		// One at a time, the row's own pause before its next attempt comes before that of the outage.
		for (const [index, pause] of [1, 2, 4, 8].entries()) {
			expect(gaps[index]).toBeGreaterThanOrEqual(pause);
			expect(gaps[index]).toBeLessThan(pause + 2.5);
		}
		expect(unreachable).toBeGreaterThanOrEqual(100 - 10 - 4);
	});

	it('is waited for as long as Max Retries says before the pauses', async () => {
		const { seconds } = await run({ answers: () => false, failsAfter: 0, requests: 100, maxRetries: 8 });
		expect(seconds).toBeGreaterThan(40);
	});

	it.each([0, 5])('is not given up when it answers again within the pauses, gone at second %d', async (gone) => {
		const answers = (second: number) => second < gone || second > gone + 10;
		const { responded } = await run({ answers, failsAfter: 0, requests: 50_000 });
		expect(responded).toBeGreaterThanOrEqual(50_000 - 25);
	});
});

it('a response that was on its way ends the outage immediately', async () => {
	const clock = virtualClock();
	const start = clock.now();
	const { signal } = new AbortController();
	setMaxListeners(0, signal);
	const limits = { maxWait: 0, maxPause: 0, maxRetries: 0, waits: false, maxConcurrency: 25 };
	const options = { clock, random: () => 0.5, signal, ...limits };
	const requests = new Requests(options);
	const send = async (responded: boolean, ms: number) =>
		await requests.send<boolean>(async () => {
			await clock.sleep(ms, signal);
			const reading = responded ? 'unmetered' : 'unknown';
			return { value: responded, responded, limited: false, retryable: false, lost: false, reading };
		});
	await clock.run(send(true, 0));
	const failing = Array.from({ length: 10 }, async () => await send(false, 10));
	await clock.run(Promise.all([...failing, send(true, 10)]));
	expect(await clock.run(send(true, 10))).toMatchObject({ value: true });
	expect(clock.now()).toBe(start + 20);
});

describe('a server that takes requests and never answers', () => {
	it('costs ten timeouts before the first response, and one for each probe', async () => {
		const { sentAt, seconds } = await run({ answers: () => false, failsAfter: TIMEOUT, requests: 1000 });
		expect(sentAt).toHaveLength(14);
		expect(seconds).toBeCloseTo(14 * 30 + 15, -1);
	});

	it('is noticed immediately by the requests that are under way, which count once', async () => {
		const answers = (second: number) => second < 5;
		const { sentAt, seconds } = await run({ answers, failsAfter: TIMEOUT, requests: 50_000 });
		expect(sentAt.filter((second) => second >= 5)).toHaveLength(25 + 4);
		expect(seconds).toBeCloseTo(5 + 5 * 30 + 15, -1);
	});

	it('is probed by one request at a time, though earlier ones go on failing meanwhile', async () => {
		const answers = (second: number) => second < 5;
		const { sentAt } = await run({ answers, failsAfter: TIMEOUT, stagger: 0.3, requests: 50_000 });
		const probes = sentAt.filter((second) => second > 5.5);
		expect(probes).toHaveLength(4);
		for (const [index, probe] of probes.slice(1).entries()) expect(probe - (probes[index] ?? 0)).toBeGreaterThan(30);
	});
});

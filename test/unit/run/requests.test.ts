import type { Attempt, SendOptions } from '~/nodes/PollyBot/pollybot/attempt';
import { Requests } from '~/nodes/PollyBot/run/requests';
import { virtualClock } from './virtualClock';

const ANSWERED: Attempt<string> = {
	value: 'done',
	reading: 'unmetered',
	responded: true,
	limited: false,
	retryable: false,
	lost: false,
};
const DOWN: Attempt<string> = { ...ANSWERED, value: 'down', retryable: true, reading: 'unknown' };
const LIMITED: Attempt<string> = { ...DOWN, value: 'limited', limited: true, reading: { remaining: 0, resetIn: 5000 } };

interface Run {
	readonly maxRetries?: number;
	readonly maxWait?: number;
	readonly maxPause?: number;
}

/** What a run sends through, and how it ends. */
function openRun({ maxRetries = 3, maxWait = 60_000, maxPause = 60_000 }: Run = {}) {
	const clock = virtualClock();
	const controller = new AbortController();
	const limits = { maxConcurrency: 25, maxWait, maxPause, maxRetries, waits: maxWait > 0 };
	const requests = new Requests({ clock, random: () => 0.5, signal: controller.signal, ...limits });
	return { clock, controller, requests };
}

/** Sends one request whose attempts come to these, one after the other, and tells when each was sent. */
async function sent(attempts: ReadonlyArray<Attempt<string>>, run?: Run, options?: SendOptions) {
	const { clock, requests } = openRun(run);
	const started = clock.now();
	const times: number[] = [];
	const attempt = async () => {
		times.push(clock.now() - started);
		return await Promise.resolve(attempts[times.length - 1] ?? ANSWERED);
	};
	const result = await clock.run(requests.send(attempt, options));
	return { result, times, started, clock, requests };
}

describe('a request is tried again', () => {
	it.each<[string, Array<Attempt<string>>, Run, string, number[]]>([
		['not when it was responded', [ANSWERED], {}, 'done', [0]],
		['after pauses that double', [DOWN, DOWN, DOWN], {}, 'done', [0, 250, 750, 1750]],
		['as often as it may be', [DOWN, DOWN, DOWN], { maxRetries: 2 }, 'down', [0, 250, 750]],
		['never where that is none', [DOWN, DOWN], { maxRetries: 0 }, 'down', [0]],
		['after the pause that the server asks for', [{ ...DOWN, retryAfter: 7000 }], {}, 'done', [0, 7000]],
		['after the longest pause', [{ ...DOWN, retryAfter: 60_000 }], {}, 'done', [0, 60_000]],
		['not after a longer one', [{ ...DOWN, retryAfter: 60_001 }], {}, 'down', [0]],
		['after the rate limit, when the window has moved on', [LIMITED], {}, 'done', [0, 6250]],
		['after the rate limit as often as it may be', [LIMITED, LIMITED], { maxRetries: 1 }, 'limited', [0, 6250]],
	])('%s', async (_, attempts, run, value, times) => {
		const { result, times: sentAt, started } = await sent(attempts, run);
		expect(result).toEqual({ value, sentAt: started + (times.at(-1) ?? 0), lostAt: undefined });
		expect(sentAt).toEqual(times);
	});

	it('not when its response was lost and it must not be sent twice', async () => {
		const lost = { ...DOWN, lost: true };
		const neverTwice = { neverTwice: true };
		const { result, started } = await sent([DOWN, lost, ANSWERED], {}, neverTwice);
		expect(result).toEqual({ value: 'down', sentAt: started + 250, lostAt: started + 250 });
		expect((await sent([DOWN, LIMITED, ANSWERED], {}, neverTwice)).result).toMatchObject({ value: 'done' });
	});

	it('and the first time is remembered whose answer was lost', async () => {
		const lost = { ...DOWN, lost: true };
		const { result, started } = await sent([DOWN, lost, lost, ANSWERED]);
		expect(result).toEqual({ value: 'done', sentAt: started + 1750, lostAt: started + 250 });
	});
});

it('a request that the run does not wait for is blocked, and is no attempt more', async () => {
	const { result, times, requests } = await sent([LIMITED, ANSWERED], { maxWait: 0, maxRetries: 0 });
	expect(result).toEqual({ blocked: 'limited', lostAt: undefined });
	expect(times).toEqual([0]);
	expect(requests.left).toBe(0);
});

it('a limit that is used up holds back none of the requests that another one counts', async () => {
	const { clock, requests } = openRun();
	const started = clock.now();
	const timeOf = async (limit: string, ...attempts: Array<Attempt<string>>) => {
		const attempt = async () => await Promise.resolve(attempts.shift() ?? ANSWERED);
		await requests.during(async () => await requests.send(attempt, { limit }));
		return clock.now() - started;
	};
	const times = [timeOf('one', LIMITED), timeOf('one'), timeOf('two'), timeOf('two')];
	expect(await clock.run(Promise.all(times))).toEqual([6250, 6250, 0, 0]);
	expect(requests.waited).toBe(6250);
});

it('how long the run took to send is how much later its requests leave the window', async () => {
	const { requests, started } = await sent([DOWN, LIMITED], { maxWait: 0 });
	expect(requests.freeAt).toBe(started + 250 + 5000 + 250);
});

describe('after the end of the run', () => {
	const HALTED = { blocked: 'halted', lostAt: undefined };

	it('neither a request that waits nor a new one is sent', async () => {
		const { clock, controller, requests } = openRun();
		const never = jest.fn();
		const first = requests.send(async () => {
			await clock.sleep(10, new AbortController().signal);
			return ANSWERED;
		});
		// It waits in the queue, since a single request probes.
		const second = requests.send(never);
		await Promise.resolve();
		controller.abort();
		expect(await clock.run(second)).toEqual(HALTED);
		expect(await clock.run(first)).toMatchObject({ value: 'done' });
		expect(await clock.run(requests.send(never))).toEqual(HALTED);
		expect(never).not.toHaveBeenCalled();
	});

	it('a request that was just let in is not sent', async () => {
		const { clock, controller, requests } = openRun();
		const never = jest.fn();
		const sending = requests.send(never);
		controller.abort();
		expect(await clock.run(sending)).toEqual(HALTED);
		expect(never).not.toHaveBeenCalled();
	});
});

describe('a request that waits while another is under way', () => {
	it('is let go when the work of the other is over, not when its response comes', async () => {
		const { clock, requests } = openRun();
		const { signal } = new AbortController();
		const order: string[] = [];
		const attempt = (name: string) => async () => {
			order.push(name);
			await clock.sleep(10, signal);
			return ANSWERED;
		};
		const first = requests.during(async () => {
			await requests.send(attempt('first'));
			await clock.sleep(10, signal);
			order.push('outcome of the first');
		});
		await clock.run(Promise.all([first, requests.send(attempt('second'))]));
		expect(order).toEqual(['first', 'outcome of the first', 'second']);
	});

	it('is let go when the work of the other throws', async () => {
		const { clock, requests } = openRun();
		const first = requests.during(async () => {
			await requests.send(async () => await Promise.reject(new Error('a fault')));
		});
		const second = requests.send(async () => await Promise.resolve(ANSWERED));
		await expect(clock.run(first)).rejects.toThrow('a fault');
		expect(await clock.run(second)).toMatchObject({ value: 'done' });
	});
});

it('the waits of a run are added up: what is longer together than Max Wait for Rate Limit is not waited for', async () => {
	const run = { maxRetries: 9, maxWait: 13_000 };
	expect((await sent([LIMITED, LIMITED], run)).result).toMatchObject({ value: 'done' });
	expect((await sent([LIMITED, LIMITED, LIMITED], run)).result).toEqual({ blocked: 'limited', lostAt: undefined });
	// A wait is 5 s, 1 s of margin and 0.25 s by chance.
	expect((await sent([LIMITED], { maxWait: 6250 })).result).toMatchObject({ value: 'done' });
	expect((await sent([LIMITED], { maxWait: 6249 })).result).toEqual({ blocked: 'limited', lostAt: undefined });
});

it('waits for several limits at the same time count once, and none goes beyond Max Wait for Rate Limit', async () => {
	const { clock, controller, requests } = openRun({ maxWait: 10_000 });
	const send = async (limit: string, delay: number) => {
		const attempts = [LIMITED];
		const attempt = async () => {
			await clock.sleep(attempts.length * delay, controller.signal);
			return attempts.shift() ?? ANSWERED;
		};
		return await requests.during(async () => await requests.send(attempt, { limit }));
	};
	const results = await clock.run(Promise.all([send('one', 0), send('two', 1000), send('three', 6000)]));
	expect(results).toMatchObject([{ value: 'done' }, { value: 'done' }, { blocked: 'limited' }]);
	expect(requests.waited).toBe(7250);
});

it('once an execution waits no longer, no later request is sent', async () => {
	const { clock, requests } = await sent([LIMITED], { maxWait: 0, maxRetries: 0 });
	for (const attempt of [jest.fn(), jest.fn()]) {
		expect(await clock.run(requests.send(attempt))).toMatchObject({ blocked: 'limited' });
		expect(attempt).not.toHaveBeenCalled();
	}
});

it('an execution that was never limited is free at no certain time', async () => {
	const { requests } = await sent([ANSWERED]);
	expect(requests.freeAt).toBeUndefined();
});

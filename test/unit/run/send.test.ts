import { Gate } from '~/nodes/PollyBot/run/gate';
import { send, type Attempt } from '~/nodes/PollyBot/run/send';
import { virtualClock } from './virtualClock';

const ANSWERED: Attempt<string> = {
	value: 'done',
	reading: 'unmetered',
	answered: true,
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
	const limits = { maxWait, maxPause, maxRetries, waits: maxWait > 0 };
	const options = { clock, random: () => 0.5, signal: controller.signal, ...limits };
	return { clock, controller, options: { ...options, gate: new Gate(options) } };
}

/** Sends one request whose attempts come to these, one after the other, and tells when each was sent. */
async function sent(attempts: ReadonlyArray<Attempt<string>>, run?: Run) {
	const { clock, options } = openRun(run);
	const { gate } = options;
	const started = clock.now();
	const times: number[] = [];
	const attempt = async () => {
		times.push(clock.now() - started);
		return await Promise.resolve(attempts[times.length - 1] ?? ANSWERED);
	};
	const result = await clock.run(send(attempt, options));
	return { result, times, started, gate };
}

describe('a request is tried again', () => {
	it.each<[string, Array<Attempt<string>>, Run, string, number[]]>([
		['not when it was answered', [ANSWERED], {}, 'done', [0]],
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

	it('and the first time is remembered whose answer was lost', async () => {
		const lost = { ...DOWN, lost: true };
		const { result, started } = await sent([DOWN, lost, lost, ANSWERED]);
		expect(result).toEqual({ value: 'done', sentAt: started + 1750, lostAt: started + 250 });
	});
});

it('a request that the run does not wait for is blocked, and is no attempt more', async () => {
	const { result, times, gate } = await sent([LIMITED, ANSWERED], { maxWait: 0, maxRetries: 0 });
	expect(result).toEqual({ blocked: 'limited', lostAt: undefined });
	expect(times).toEqual([0]);
	expect(gate.left).toBe(0);
});

it('how long the run took to send is how much later its requests leave the window', async () => {
	const { gate, started } = await sent([DOWN, LIMITED], { maxWait: 0 });
	expect(gate.freeAt).toBe(started + 250 + 5000 + 250);
});

it('nothing is sent after the end of the run', async () => {
	const { clock, controller, options } = openRun();
	const { gate } = options;
	const first = gate.enter();
	const attempts: string[] = [];
	const attempt = (name: string) => async () => {
		attempts.push(name);
		return await Promise.resolve(ANSWERED);
	};
	// It waits in the queue, since a single request probes.
	const second = send(attempt('second'), options);
	const ticket = await first;
	if (typeof ticket === 'string') throw new Error('The first request was blocked.');
	controller.abort();
	gate.leave(ticket, 'unmetered');
	expect(await clock.run(second)).toEqual({ blocked: 'halted', lostAt: undefined });
	expect(await clock.run(send(attempt('third'), options))).toEqual({
		blocked: 'halted',
		lostAt: undefined,
	});
	expect(attempts).toEqual([]);
});

it('a request that is let in as the run ends gives its place back', async () => {
	const { clock, controller, options } = openRun();
	const { gate } = options;
	const left = jest.spyOn(gate, 'leave');
	const sending = send(async () => await Promise.resolve(ANSWERED), options);
	controller.abort();
	expect(await clock.run(sending)).toEqual({ blocked: 'halted', lostAt: undefined });
	expect(left).toHaveBeenCalledWith({ number: 1 }, 'unknown');
});

it('the waits of a run are added up: what is longer together than Max Wait is not waited for', async () => {
	const run = { maxRetries: 9, maxWait: 13_000 };
	expect((await sent([LIMITED, LIMITED], run)).result).toMatchObject({ value: 'done' });
	expect((await sent([LIMITED, LIMITED, LIMITED], run)).result).toEqual({ blocked: 'limited', lostAt: undefined });
	// A wait is 5 s, 1 s of margin and 0.25 s by chance.
	expect((await sent([LIMITED], { maxWait: 6250 })).result).toMatchObject({ value: 'done' });
	expect((await sent([LIMITED], { maxWait: 6249 })).result).toEqual({ blocked: 'limited', lostAt: undefined });
});

it('once a run waits no longer, no later request is sent', async () => {
	const { gate } = await sent([LIMITED], { maxWait: 0, maxRetries: 0 });
	expect(await gate.enter()).toBe('limited');
	expect(await gate.enter()).toBe('limited');
});

it('a run that was never limited is free at no certain time', async () => {
	const { gate } = await sent([ANSWERED]);
	expect(gate.freeAt).toBeUndefined();
});

import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Deadlines } from '~/nodes/PollyBot/pollybot/deadlines';
import { fail, ok } from '~/nodes/PollyBot/result';

const TIMEOUT = fail({ code: 'TIMEOUT' });
const CANCELLED = fail({ code: 'CANCELLED' });

/** Work that takes too long, and does not look at its signal. */
function endless() {
	const signals: AbortSignal[] = [];
	return {
		signals,
		work: async (signal: AbortSignal) => {
			signals.push(signal);
			await new Promise(() => undefined);
		},
	};
}

it('each attempt is given up when its own time is up, by one timer after the other', async () => {
	const deadlines = new Deadlines(60);
	const { work, signals } = endless();
	const first = deadlines.bound(work);
	await wait(30);
	const begun = performance.now();
	const second = deadlines.bound(work);
	expect([await first, await second]).toEqual([TIMEOUT, TIMEOUT]);
	expect(performance.now() - begun).toBeGreaterThanOrEqual(60);
	expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});

it('an attempt that has ended is left alone', async () => {
	const deadlines = new Deadlines(20);
	const signals: AbortSignal[] = [];
	const work = async (signal: AbortSignal) => {
		signals.push(signal);
		return await Promise.resolve('done');
	};
	expect(await deadlines.bound(work)).toEqual(ok('done'));
	expect(await deadlines.bound(endless().work)).toEqual(TIMEOUT);
	expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
});

it('work that throws after its time was up has not been waited for, and troubles nobody', async () => {
	const late = async () => {
		await wait(60);
		throw new Error('late');
	};
	expect(await new Deadlines(20).bound(late)).toEqual(TIMEOUT);
	await wait(80);
});

it('a cancelled execution gives up what is under way, and begins nothing: that is no timeout', async () => {
	const cancel = new AbortController();
	const deadlines = new Deadlines(60_000, cancel.signal);
	const { work, signals } = endless();
	const before = deadlines.bound(work);
	cancel.abort();
	expect([await before, await deadlines.bound(work)]).toEqual([CANCELLED, CANCELLED]);
	expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

it('the signal that cancels is let go of when the deadlines are closed', async () => {
	const { signal } = new AbortController();
	const deadlines = new Deadlines(60_000, signal);
	await deadlines.bound(async () => await Promise.resolve(1));
	expect(getEventListeners(signal, 'abort')).toHaveLength(1);
	deadlines.close();
	expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it.each([Infinity, 2 ** 40])('the longest time that a timer can wait stands instead of %d ms', (timeout) => {
	expect(new Deadlines(timeout).timeout).toBe(2 ** 31 - 1);
});

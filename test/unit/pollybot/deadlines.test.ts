import { getEventListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Deadlines } from '~/nodes/PollyBot/pollybot/deadlines';

/** Resolves when an attempt is aborted. */
const abortOf = async (signal: AbortSignal) => {
	if (signal.aborted) return;
	await new Promise((resolve) => {
		signal.addEventListener('abort', resolve, { once: true });
	});
};

it('aborts each attempt when its own time is up, by one timer after the other', async () => {
	const deadlines = new Deadlines(60);
	const first = deadlines.begin();
	await wait(30);
	const begun = performance.now();
	const second = deadlines.begin();
	await abortOf(first.signal);
	await abortOf(second.signal);
	expect(performance.now() - begun).toBeGreaterThanOrEqual(60);
	expect([first.expired(), second.expired()]).toEqual([true, true]);
});

it('leaves an attempt alone that has ended', async () => {
	const deadlines = new Deadlines(20);
	const ended = deadlines.begin();
	ended.end();
	await abortOf(deadlines.begin().signal);
	expect([ended.signal.aborted, ended.expired()]).toEqual([false, false]);
});

it('aborts what is under way, and what begins later, when the execution is cancelled: that is no timeout', () => {
	const cancel = new AbortController();
	const deadlines = new Deadlines(60_000, cancel.signal);
	const before = deadlines.begin();
	cancel.abort();
	const after = deadlines.begin();
	expect([before, after].map(({ signal, expired }) => [signal.aborted, expired()])).toEqual([
		[true, false],
		[true, false],
	]);
});

it('lets go of the signal that cancels when it is closed', () => {
	const { signal } = new AbortController();
	const deadlines = new Deadlines(60_000, signal);
	deadlines.begin().end();
	expect(getEventListeners(signal, 'abort')).toHaveLength(1);
	deadlines.close();
	expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it.each([Infinity, 2 ** 40])('takes the longest time that a timer can wait in place of %d ms', (timeout) => {
	expect(new Deadlines(timeout).timeout).toBe(2 ** 31 - 1);
});

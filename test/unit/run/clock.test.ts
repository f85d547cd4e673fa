import { getEventListeners } from 'node:events';
import { systemClock } from '~/nodes/PollyBot/run/clock';

jest.useFakeTimers();

/** Whether a wait has ended after so many milliseconds. */
async function endsWithin(wait: Promise<unknown>, ms: number): Promise<boolean> {
	let hasEnded = false;
	void wait.then(() => {
		hasEnded = true;
	});
	await jest.advanceTimersByTimeAsync(ms);
	return hasEnded;
}

describe('a wait on this machine’s clock', () => {
	it.each([1, 999, 1000, 1001, 2500])('of %d ms takes as long', async (ms) => {
		const { signal } = new AbortController();
		const wait = systemClock.sleep(ms, signal);
		expect(await endsWithin(wait, ms - 1)).toBe(false);
		expect(await endsWithin(wait, 1)).toBe(true);
	});

	it.each([0, -5])('of %d ms ends immediately', async (ms) => {
		expect(await endsWithin(systemClock.sleep(ms, new AbortController().signal), 0)).toBe(true);
	});

	it('ends immediately when the signal is aborted, and leaves no long timer', async () => {
		const controller = new AbortController();
		const waits = [60_000, 90_000].map(async (ms) => {
			await systemClock.sleep(ms, controller.signal);
		});
		await jest.advanceTimersByTimeAsync(500);
		expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
		controller.abort();
		expect(await endsWithin(Promise.all(waits), 0)).toBe(true);
		await jest.advanceTimersByTimeAsync(500);
		expect(jest.getTimerCount()).toBe(0);
	});

	it('ends immediately when the signal is aborted already', async () => {
		expect(await endsWithin(systemClock.sleep(60_000, AbortSignal.abort()), 0)).toBe(true);
	});

	it('each signal ends its own waits', async () => {
		const [one, other] = [new AbortController(), new AbortController()];
		const wait = systemClock.sleep(5000, one.signal);
		const ended = systemClock.sleep(5000, other.signal);
		other.abort();
		expect(await endsWithin(ended, 0)).toBe(true);
		expect(await endsWithin(wait, 4999)).toBe(false);
		expect(await endsWithin(wait, 1)).toBe(true);
	});
});

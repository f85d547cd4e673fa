import { retryDelay } from '~/nodes/PollyBot/run/outage';

describe('the delay before another attempt', () => {
	it.each([
		[1, 500],
		[2, 1000],
		[3, 2000],
		[4, 4000],
		[6, 16_000],
		[7, 30_000],
		[8, 30_000],
		[1000, 30_000],
	])('after %d failed attempts is between nothing and %d ms, by chance', (attempt, longest) => {
		expect(retryDelay(attempt, 0)).toBe(0);
		expect(retryDelay(attempt, 0.5)).toBe(longest / 2);
		expect(retryDelay(attempt, 0.999999)).toBeLessThan(longest);
	});

	it('is never less than the server asks for', () => {
		expect(retryDelay(1, 0.5, 90_000)).toBe(90_000);
		expect(retryDelay(3, 0.5, 10)).toBe(1000);
	});
});

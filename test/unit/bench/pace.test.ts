import fc from 'fast-check';
import { batchedInAnHour, batchingFor, HOUR, LIMIT, SHORT_WINDOW, windowsInAnHour } from '~/tools/bench/pace';

describe('the batching that HTTP Request is compared with', () => {
	it('starts no more rows in any window than PollyBot takes', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 7200 }), fc.integer({ min: 0, max: 500 }), (windowSeconds, first) => {
				const { batchSize, batchInterval } = batchingFor(windowSeconds);
				const batches = Array.from({ length: 1000 }, (_, index) => index * batchInterval);
				const from = first * batchInterval;
				const within = batches.filter((at) => at >= from && at < from + windowSeconds * 1000);
				expect(within.length * batchSize).toBeLessThanOrEqual(LIMIT);
			}),
		);
	});

	it('is 50 rows every three minutes in PollyBot’s window of an hour', () => {
		expect(batchingFor(HOUR)).toEqual({ batchSize: 50, batchInterval: 180_000 });
	});
});

describe('what was measured in a short window, told for an hour', () => {
	it('is the measured time itself where nothing waits', () => {
		expect(batchedInAnHour(1234, 50)).toBe(1234);
		expect(windowsInAnHour(1234, LIMIT)).toBe(1234);
	});

	it('has each pause and each wait as long as an hour’s window makes it', () => {
		const pause = batchingFor(SHORT_WINDOW).batchInterval;
		expect(batchedInAnHour(19 * pause, 1000)).toBe(19 * 180_000);
		expect(windowsInAnHour(2 * SHORT_WINDOW * 1000, 2500)).toBe(2 * HOUR * 1000);
	});
});

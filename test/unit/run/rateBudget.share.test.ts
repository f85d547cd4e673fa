import fc from 'fast-check';
import { Share } from '~/nodes/PollyBot/run/rateBudget';

/** Sends one request after the other, while others send `others` for each of ours. */
function shareAfter(requests: number, others: number): Share {
	const share = new Share();
	let remaining = 100_000;
	for (let request = 1; request <= requests; request += 1) {
		remaining -= 1 + others;
		share.note(request, remaining, request);
	}
	return share;
}

it('is a hundredth while nothing is known, and at least one request', () => {
	expect([1, 99, 100, 1000].map((remaining) => new Share().of(remaining))).toEqual([1, 1, 1, 10]);
});

it.each([
	[0, 1000],
	[1, 500],
	[3, 250],
])('is about the true share, and not more, with %d requests of others for each of ours', (others, expected) => {
	expect(shareAfter(5000, others).of(1000)).toBeGreaterThan(expected * 0.5);
	expect(shareAfter(5000, others).of(1000)).toBeLessThanOrEqual(expected);
});

it('notices others who come', () => {
	const share = shareAfter(2000, 0);
	let remaining = 90_000;
	for (let request = 2001; request <= 3000; request += 1) share.note(request, (remaining -= 10), request);
	expect(share.of(1000)).toBeLessThan(200);
});

it('is no limit where nothing is counted, and nothing where nothing remains', () => {
	expect([Infinity, 0, -1].map((remaining) => new Share().of(remaining))).toEqual([Infinity, 0, -1]);
});

it('whatever the counts: between one and what remains', () => {
	const counts = fc.array(fc.integer({ min: -5, max: 2000 }), { maxLength: 200, size: 'max' });
	fc.assert(
		fc.property(counts, fc.integer({ min: 1, max: 2000 }), (all, remaining) => {
			const share = new Share();
			for (const [index, count] of all.entries()) share.note(index + 1, count, index + 1);
			expect(share.of(remaining)).toBeGreaterThanOrEqual(1);
			expect(share.of(remaining)).toBeLessThanOrEqual(remaining);
		}),
	);
});

import { Outage } from '~/nodes/PollyBot/run/outage';

/** Attempts that nobody answers, numbered from `first`. */
function fail(outage: Outage, first: number, count: number, counts = true): void {
	for (let attempt = first; attempt < first + count; attempt += 1) outage.note(attempt, false, counts);
}

it('begins with the tenth failure in a row', () => {
	const outage = new Outage();
	fail(outage, 1, 9);
	expect(outage.verdict).toBe('none');
	fail(outage, 10, 1);
	expect(outage.verdict).toEqual({ pause: 1000 });
});

it('is not begun by attempts that will be tried again', () => {
	const outage = new Outage();
	fail(outage, 1, 100, false);
	expect(outage.verdict).toBe('none');
});

it('pauses four times, each twice as long, and is then over: each probe that fails counts', () => {
	const outage = new Outage();
	fail(outage, 1, 10);
	const pauses = [];
	for (let attempt = 10; outage.verdict !== 'over'; attempt += 1) {
		pauses.push(outage.verdict);
		outage.paused(attempt);
		expect(outage.verdict).toBe('none');
		fail(outage, attempt + 1, 1, false);
	}
	expect(pauses).toEqual([1000, 2000, 4000, 8000].map((pause) => ({ pause })));
});

it('is not prolonged by attempts that were sent before the pause', () => {
	const outage = new Outage();
	fail(outage, 1, 10);
	outage.paused(20);
	fail(outage, 11, 10);
	expect(outage.verdict).toBe('none');
});

it('ends with any answer, and the next one pauses again', () => {
	const outage = new Outage();
	fail(outage, 1, 10);
	outage.paused(10);
	outage.note(11, true, false);
	fail(outage, 12, 9);
	expect(outage.verdict).toBe('none');
	fail(outage, 21, 1);
	expect(outage.verdict).toEqual({ pause: 1000 });
});

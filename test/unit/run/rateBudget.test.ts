import type { LimitReading } from '~/nodes/PollyBot/pollybot/attempt';
import { RateBudget, type Ticket } from '~/nodes/PollyBot/run/rateBudget';

/** A budget whose first requests were answered as these readings say, each before the next was sent. */
function after(...readings: readonly LimitReading[]): RateBudget {
	const budget = new RateBudget();
	for (const reading of readings) budget.settle(taken(budget), reading, 1000);
	return budget;
}

function taken(budget: RateBudget): Ticket {
	const ticket = budget.take();
	if (ticket === 'busy' || 'closedUntil' in ticket) throw new Error('Nothing is left.');
	return ticket;
}

describe('how many requests are known to be left', () => {
	it.each<[string, LimitReading[], number | undefined]>([
		['before any answer', [], undefined],
		['after an answer', [{ remaining: 7, resetIn: 1 }], 7],
		['after one that says nothing', ['unknown'], undefined],
		['where nothing is counted', ['unmetered'], undefined],
		['where nothing is counted any more', [{ remaining: 7, resetIn: 1 }, 'unmetered'], 7],
		['after a lost answer, which may be counted', [{ remaining: 7, resetIn: 1 }, 'unknown'], 6],
		['after a lost answer, when one is left to ask with', [{ remaining: 1, resetIn: 1 }, 'unknown'], 1],
		['after a count below zero', [{ remaining: -3, resetIn: 1 }], 0],
		[
			'after a higher count of a later request',
			[
				{ remaining: 3, resetIn: 1 },
				{ remaining: 9, resetIn: 1 },
			],
			9,
		],
	])('%s', (_, readings, left) => {
		expect(after(...readings).left).toBe(left);
	});

	it('are fewer by those under way', () => {
		const budget = after({ remaining: 900, resetIn: 1 });
		taken(budget);
		taken(budget);
		expect(budget.left).toBe(898);
	});

	it('are not known while the window is probed', () => {
		const budget = after({ remaining: 0, resetIn: 500 });
		expect(budget.take()).toEqual({ closedUntil: 1500 });
		budget.reopen();
		expect(budget.left).toBeUndefined();
		taken(budget);
		expect(budget.take()).toBe('busy');
	});

	it('a server that did not answer is probed by one request, unless nothing is left', () => {
		const budget = after({ remaining: 7, resetIn: 1 });
		budget.probe();
		taken(budget);
		expect(budget.take()).toBe('busy');
		const empty = after({ remaining: 0, resetIn: 500 });
		empty.probe();
		expect(empty.take()).toEqual({ closedUntil: 1500 });
	});
});

it('a higher count is not believed of a request that was sent before the lower one was known', () => {
	const budget = after({ remaining: 900, resetIn: 100 });
	const [first, second] = [taken(budget), taken(budget)];
	budget.settle(second, { remaining: 4, resetIn: 100 }, 1000);
	budget.settle(first, { remaining: 8, resetIn: 900 }, 1000);
	expect(budget.left).toBe(4);
});

it('an equal count tells when the window moves on now', () => {
	const budget = after({ remaining: 200, resetIn: 100 });
	const [first, second] = [taken(budget), taken(budget)];
	budget.settle(second, { remaining: 0, resetIn: 100 }, 1000);
	budget.settle(first, { remaining: 0, resetIn: 700 }, 1000);
	expect(budget.take()).toEqual({ closedUntil: 1700 });
});

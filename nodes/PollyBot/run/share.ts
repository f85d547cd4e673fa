/** As long as little is known about who else uses the budget, one request of so many is taken for our own. */
const ASSUMED = 100;

/** A share is told from about so many of our own requests, so that others who come or go are noticed. */
const REMEMBERED = 256;

/**
 * Tells this run's share of a budget that others may use too: what remains falls by their requests as well. If every run
 * took all that remains, 30 runs with 25 requests each would send far more than the server accepts.
 */
export class Share {
	/** By how much the count has fallen, and how many of our own requests were in that; both halved from time to time. */
	private fallen = 0;
	private own = 0;
	/** What an answer said, how many requests had been sent by then, and how many have been answered since. */
	private last: { readonly remaining: number; readonly sent: number; answered: number } | undefined;

	/**
	 * Takes note of a count, once in each round trip: requests that are sent in one moment are counted in a row, as if
	 * there were no others. A count that rises tells nothing: requests have left the window meanwhile.
	 *
	 * @param request the number of the request whose answer told the count, in the order of sending
	 * @param sent how many requests have been sent so far
	 */
	note(request: number, remaining: number, sent: number): void {
		if (this.last) {
			this.last.answered += 1;
			if (request <= this.last.sent) return;
			const fall = Math.max(0, this.last.remaining - remaining);
			this.fallen += fall;
			this.own += Math.min(this.last.answered, fall);
		}
		this.last = { remaining, sent, answered: 0 };
		if (this.own <= REMEMBERED) return;
		this.fallen /= 2;
		this.own /= 2;
	}

	/**
	 * How many requests this run may have under way. Never less than one while any remains: a run whose share is smaller
	 * must come to its end too.
	 */
	of(remaining: number): number {
		if (remaining < 1 || remaining === Infinity) return remaining;
		return Math.max(1, Math.floor((remaining * (this.own + 1)) / (this.fallen + ASSUMED)));
	}
}

import type { LimitReading } from '../pollybot/attempt';

export interface Ticket {
	readonly number: number;
}

/**
 * How many requests may be under way at the same time, so that no more are sent than the server still accepts. It knows nothing
 * of the requests themselves.
 *
 * Before the first response, and after a wait for the window, a single request probes. From then on there are never more
 * requests in flight than the lowest count that is known to remain: each of them may still have to be counted. A higher
 * count is believed only from a request that was sent after the lower one had arrived, since responses come in any order.
 */
export class RateBudget {
	/** The lowest count known to remain. While probing it is 1. */
	private remaining = 1;
	private probing = true;
	underWay = 0;
	private readonly share = new Share();
	private sent = 0;
	/** How many requests had been sent when `remaining` was learnt: later ones may raise it. */
	private learntAt = 0;
	/** When the window moves on, in milliseconds since 1970 on this machine's clock. */
	private reopensAt = 0;

	/**
	 * Lets a request through, or says that a response has to come first, or that nothing is left until some time.
	 *
	 * @param number higher than that of the request before
	 */
	take(number = this.sent + 1): Ticket | 'busy' | { readonly closedUntil: number } {
		if (this.underWay < this.share.of(this.remaining)) {
			this.underWay += 1;
			this.sent = number;
			return { number };
		}
		return this.underWay > 0 ? 'busy' : { closedUntil: this.reopensAt };
	}

	/** Takes note of the response to a request that was let through. */
	settle(ticket: Ticket, reading: LimitReading, now: number): void {
		this.underWay -= 1;
		if (reading === 'unknown') {
			// The service may have counted it. One is left to ask with, or a server that is down would close the window.
			if (!this.probing && this.remaining > 1) this.remaining -= 1;
			return;
		}
		if (reading === 'unmetered') {
			if (this.probing) this.learn(Infinity);
			return;
		}
		this.share.note(ticket.number, reading.remaining, this.sent);
		if (reading.remaining <= this.remaining || ticket.number > this.learntAt) {
			this.learn(Math.max(0, reading.remaining));
			this.reopensAt = now + reading.resetIn;
		}
	}

	/** Takes note that the window has moved on: a single request probes it. */
	reopen(): void {
		this.learn(1);
		this.probing = true;
	}

	/** Has a single request probe a server that did not respond, unless nothing is left until the window moves on. */
	probe(): void {
		if (this.remaining > 0) this.reopen();
	}

	/** The count known to remain, less what is in flight; undefined while it is not known, or not counted. */
	get left(): number | undefined {
		return this.probing || this.remaining === Infinity ? undefined : this.remaining - this.underWay;
	}

	private learn(remaining: number): void {
		this.remaining = remaining;
		this.learntAt = this.sent;
		this.probing = false;
	}
}

/** As long as little is known about who else uses the budget, one request of so many is taken for our own. */
const ASSUMED = 100;

/** A share is told from about so many of our own requests, so that others who come or go are noticed. */
const REMEMBERED = 256;

/**
 * Tells this execution's share of a budget that others may use too: what remains falls by their requests as well. If every
 * one took all that remains, 30 executions with 25 requests each would send far more than the server accepts.
 */
export class Share {
	/** By how much the count has fallen, and how many of our own requests were in that; both halved from time to time. */
	private fallen = 0;
	private own = 0;
	/** What a response said, how many requests had been sent by then, and how many have got a response since. */
	private last: { readonly remaining: number; readonly sent: number; responded: number } | undefined;

	/**
	 * Takes note of a count, once in each round trip: requests that are sent in one moment are counted in a row, as if
	 * there were no others. A count that rises tells nothing: requests have left the window meanwhile.
	 *
	 * @param request the number of the request whose response told the count, in the order of sending
	 * @param sent how many requests have been sent so far
	 */
	note(request: number, remaining: number, sent: number): void {
		if (this.last) {
			this.last.responded += 1;
			if (request <= this.last.sent) return;
			const fall = Math.max(0, this.last.remaining - remaining);
			this.fallen += fall;
			this.own += Math.min(this.last.responded, fall);
		}
		this.last = { remaining, sent, responded: 0 };
		if (this.own <= REMEMBERED) return;
		this.fallen /= 2;
		this.own /= 2;
	}

	/**
	 * How many requests this execution may have under way. Never less than one while any remains: one whose share is smaller
	 * must come to its end too.
	 */
	of(remaining: number): number {
		if (remaining < 1 || remaining === Infinity) return remaining;
		return Math.max(1, Math.floor((remaining * (this.own + 1)) / (this.fallen + ASSUMED)));
	}
}

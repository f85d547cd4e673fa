import type { LimitReading } from '../pollybot/attempt';
import { Share } from './share';

/** A request that was let through. */
export interface Ticket {
	readonly number: number;
}

/**
 * How many requests may be under way at once, so that no more are sent than the server still accepts. It knows nothing
 * of the requests themselves.
 *
 * Before the first answer, and after a wait for the window, a single request probes. From then on there are never more
 * requests in flight than the lowest count that is known to remain: each of them may still have to be counted. A higher
 * count is believed only from a request that was sent after the lower one had arrived, since answers come in any order.
 */
export class RateBudget {
	/** The lowest count known to remain. While probing it is 1. */
	private remaining = 1;
	private probing = true;
	/** How many requests are under way. */
	underWay = 0;
	private readonly share = new Share();
	private sent = 0;
	/** How many requests had been sent when `remaining` was learnt: later ones may raise it. */
	private learntAt = 0;
	/** When the window moves on, in milliseconds since 1970 on this machine's clock. */
	private reopensAt = 0;

	/** Lets a request through, or says that an answer has to come first, or that nothing is left until some time. */
	take(): Ticket | 'busy' | { readonly closedUntil: number } {
		if (this.underWay < this.share.of(this.remaining)) {
			this.underWay += 1;
			this.sent += 1;
			return { number: this.sent };
		}
		return this.underWay > 0 ? 'busy' : { closedUntil: this.reopensAt };
	}

	/** Takes note of the answer to a request that was let through. */
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

	/** Has a single request probe a server that did not answer, unless nothing is left until the window moves on. */
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

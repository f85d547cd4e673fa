/** Requests at a time that an execution begins with. */
const FIRST = 25;

/** A usual wait of so many times the shortest one says that the service does not keep up. */
const SLOW = 1.5;

/** Milliseconds: a shorter wait is taken for one of so long, since a busy machine adds as much by itself. */
const SHORTEST = 10;

/** For so many rounds an execution does not try again what was too much. */
const PATIENCE = 20;

/**
 * How many requests may be under way at the same time: as many as the service keeps up with. It knows nothing of requests
 * or limits.
 *
 * A round is as many responses as may be under way, all of requests sent since that number last changed. After a good round
 * that used it all the number doubles; after the first trouble it grows by half. A failure halves it, once for all that was
 * under way; a slow round takes it back to the number that was good. What was too much is approached by halves, as in TCP's
 * BIC, and tried again only after a while. Waits are compared with the shortest ones, as in TCP's Vegas: a service gets
 * slower before it fails. A smooth gradient of latency (Netflix) reacts to every noise, and needs more than a round to find
 * 200; rounds are few, and each one is evidence.
 */
export class Pace {
	limit: number;
	private good: number;
	private tooMuch = Infinity;
	private growth = 2;
	private calmRounds = 0;
	private shortest = Infinity;
	/** What was sent up to these requests says nothing of the time since the number changed, and since it fell. */
	private changedAt = 0;
	private fellAt = 0;
	private waits: number[] = [];
	private wasFull = false;

	/**
	 * @param most requests at a time
	 * @param first requests at a time that it begins with; it falls below them for failures only
	 */
	constructor(
		private readonly most: number,
		private readonly first = FIRST,
	) {
		this.limit = Math.min(most, first);
		this.good = this.limit;
	}

	admits(underWay: number): boolean {
		if (underWay < this.limit) return true;
		this.wasFull = true;
		return false;
	}

	/**
	 * Takes note of an attempt.
	 *
	 * @param request its number in the order of sending
	 * @param sent how many have been sent so far
	 * @param wait milliseconds that were spent waiting for the response; undefined when the service failed
	 */
	note(request: number, sent: number, wait: number | undefined): void {
		if (wait === undefined) {
			if (request > this.fellAt) this.fall(sent);
		} else if (request > this.changedAt && this.waits.push(wait) >= this.limit) {
			this.endRound(sent);
		}
	}

	private fall(sent: number): void {
		this.tooMuch = this.limit;
		this.fellAt = sent;
		this.change(Math.max(1, Math.floor(this.limit / 2)), sent);
		this.good = Math.min(this.good, this.limit);
	}

	private endRound(sent: number): void {
		const wait = this.waits.sort((one, other) => one - other)[this.waits.length >> 1] ?? 0;
		const isSlow = wait > SLOW * Math.max(this.shortest, SHORTEST);
		const fallback = this.limit > this.good ? this.good : Math.min(this.limit, this.first);
		if (isSlow && fallback < this.limit) {
			this.tooMuch = this.limit;
			this.good = fallback;
			this.change(fallback, sent);
			return;
		}
		// Slow with few requests too: that is how long the service takes by now.
		this.shortest = isSlow ? wait : Math.min(wait, this.shortest);
		this.good = this.limit;
		this.change(isSlow || !this.wasFull ? this.limit : this.grow(), sent);
	}

	private grow(): number {
		if (this.tooMuch - this.limit <= Math.max(1, this.limit / 8)) {
			this.calmRounds += 1;
			if (this.calmRounds < PATIENCE) return this.limit;
			this.tooMuch = Infinity;
		}
		this.calmRounds = 0;
		const between = Math.floor((this.limit + this.tooMuch) / 2);
		return Math.min(this.most, Math.ceil(this.limit * this.growth), between);
	}

	private change(limit: number, sent: number): void {
		if (limit < this.limit) this.growth = 1.5;
		this.limit = limit;
		this.changedAt = sent;
		this.waits = [];
		this.wasFull = false;
	}
}

/** So many failures in a row without any response are an outage: the execution pauses. */
const OUTAGE_AFTER = 10;

/** Milliseconds of the pauses. After each a single attempt probes; after the last, nothing is sent any more. */
const PAUSES = [1000, 2000, 4000, 8000];

/**
 * Tells from the attempts whether the server is gone. One that is gone for a moment is waited for, and one that is gone
 * for longer must not hold up every item.
 */
export class Outage {
	private withoutResponse = 0;
	private pauses = 0;
	private isDown = false;
	/** What was sent up to this attempt says nothing about the time after the latest pause. */
	private lastBeforePause = 0;

	/**
	 * Takes note of an attempt, numbered in the order of sending.
	 *
	 * @param counts whether no response to this attempt is a failure in itself: in an outage it always is
	 */
	note(attempt: number, responded: boolean, counts: boolean): void {
		if (responded) {
			this.withoutResponse = 0;
			this.pauses = 0;
			this.isDown = false;
		} else if (attempt > this.lastBeforePause && (counts || this.withoutResponse >= OUTAGE_AFTER)) {
			this.withoutResponse += 1;
			this.isDown = this.withoutResponse >= OUTAGE_AFTER;
		}
	}

	/** What is to be done before the next attempt: nothing, a pause of so many milliseconds, or to give up. */
	get verdict(): 'none' | 'over' | { readonly pause: number } {
		if (!this.isDown) return 'none';
		const pause = PAUSES[this.pauses];
		return pause === undefined ? 'over' : { pause };
	}

	/** Takes note that a pause is over: the next attempt probes. `lastAttempt` is the last one sent before. */
	paused(lastAttempt: number): void {
		this.pauses += 1;
		this.lastBeforePause = lastAttempt;
		this.isDown = false;
	}
}

/**
 * How long to wait before a request is tried again: exponential with full jitter, capped, and never less than the server
 * asks for.
 *
 * @param attempt how many attempts have failed, from 1
 * @param random from 0 (inclusive) to 1 (exclusive)
 * @param retryAfter milliseconds that the server asks for
 * @returns milliseconds
 */
export function retryDelay(attempt: number, random: number, retryAfter = 0): number {
	return Math.max(retryAfter, random * Math.min(30_000, 500 * 2 ** (attempt - 1)));
}

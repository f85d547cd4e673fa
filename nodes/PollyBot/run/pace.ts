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

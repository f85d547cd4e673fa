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

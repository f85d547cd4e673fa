/** The longest that a timer of Node waits, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** One attempt at a request, from its start until its answer is read. */
export interface TimedAttempt {
	/** Aborted when the time is up, or when everything is to end. */
	readonly signal: AbortSignal;
	/** Whether the time was up. */
	readonly expired: () => boolean;
	/** To be called once the attempt is over. */
	readonly end: () => void;
}

/**
 * Bounds the time of each attempt as a whole: connecting, headers and body. n8n's own timeout is one of silence, which a
 * server that sends a byte now and then never reaches.
 *
 * All attempts have the same time, so they expire in the order in which they began, and one timer serves them all.
 */
export class Deadlines {
	private readonly underWay = new Map<AbortController, number>();
	/** Milliseconds for one attempt. */
	readonly timeout: number;
	private isTimed = false;
	private readonly cancel = () => {
		for (const attempt of this.underWay.keys()) attempt.abort();
	};

	/**
	 * @param timeout milliseconds for one attempt
	 * @param cancelSignal ends all attempts; it may outlive them, so `close` lets go of it
	 */
	constructor(
		timeout: number,
		private readonly cancelSignal?: AbortSignal,
	) {
		this.timeout = Math.min(timeout, LONGEST);
		cancelSignal?.addEventListener('abort', this.cancel);
	}

	begin(): TimedAttempt {
		const attempt = new AbortController();
		const end = performance.now() + this.timeout;
		this.underWay.set(attempt, end);
		if (this.cancelSignal?.aborted) attempt.abort();
		else this.time(this.timeout);
		return {
			signal: attempt.signal,
			expired: () => attempt.signal.aborted && this.cancelSignal?.aborted !== true,
			end: () => this.underWay.delete(attempt),
		};
	}

	/** Lets go of the signal that cancels. */
	close(): void {
		this.cancelSignal?.removeEventListener('abort', this.cancel);
	}

	private time(wait: number): void {
		if (this.isTimed) return;
		this.isTimed = true;
		// A signal's own timer: it keeps no process alive.
		AbortSignal.timeout(Math.ceil(wait)).addEventListener('abort', this.expire, { once: true });
	}

	private readonly expire = () => {
		this.isTimed = false;
		const now = performance.now();
		for (const [attempt, end] of this.underWay) {
			if (end > now) {
				this.time(end - now);
				return;
			}
			this.underWay.delete(attempt);
			attempt.abort();
		}
	};
}

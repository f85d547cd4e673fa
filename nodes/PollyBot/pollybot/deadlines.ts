import { fail, ok, type Result } from '../result';
import type { ApiFailure } from './failure';
import { failureOfThrown } from './thrown';

/** The longest that a timer of Node waits, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

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

	/**
	 * Does the work of one attempt, and waits for it no longer than its time.
	 *
	 * @param work what it throws is why there is no response; its signal is aborted when nobody waits for it any more
	 */
	async bound<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Result<T, ApiFailure>> {
		if (this.cancelSignal?.aborted) return fail({ code: 'CANCELLED' });
		const attempt = new AbortController();
		const { signal } = attempt;
		this.underWay.set(attempt, performance.now() + this.timeout);
		this.time(this.timeout);
		const isOver = new Promise<never>((_, reject) => {
			signal.addEventListener('abort', reject, { once: true });
		});
		try {
			return ok(await Promise.race([work(signal), isOver]));
		} catch (error) {
			if (!signal.aborted) return fail(failureOfThrown(error));
			return fail({ code: this.cancelSignal?.aborted ? 'CANCELLED' : 'TIMEOUT' });
		} finally {
			this.underWay.delete(attempt);
		}
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
			attempt.abort();
		}
	};
}

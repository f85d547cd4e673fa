import type { Attempt, Blocked, LimitReading, Send } from '../pollybot/attempt';
import type { Clock } from './clock';
import { Outage } from './outage';
import { Pace } from './pace';
import { RateBudget, type Ticket } from './rateBudget';

export interface RequestOptions {
	readonly clock: Clock;
	/** From 0 (inclusive) to 1 (exclusive). */
	readonly random: () => number;
	/** The most requests at the same time. */
	readonly maxConcurrency: number;
	/** Requests at the same time that an execution begins with. @default 25 */
	readonly firstConcurrency?: number;
	/** Attempts after the first one. */
	readonly maxRetries: number;
	/** Milliseconds: a server that asks for a longer pause before another attempt gets none. */
	readonly maxPause: number;
	/** Milliseconds that all requests together may wait for the rate limit; with 0 they never wait. */
	readonly maxWait: number;
	/** Whether requests wait for the rate limit at all; if not, one that it rejects last is blocked. */
	readonly waits: boolean;
	/** After it is aborted no request is sent, and every wait ends. */
	readonly signal: AbortSignal;
}

/** Added to every wait: servers tell the time in whole seconds, and a window may move on up to a second later. */
const MARGIN = 1000;

/** At most this is added by chance, so that several workers do not come back at the same moment. */
const JITTER = 500;

/**
 * Sends the requests of an execution in the order in which they come, as fast as the service keeps up and as the rate limit
 * allows, and tries them again where that may help.
 */
export class Requests {
	/** Milliseconds that were waited for the rate limit so far. */
	waited = 0;
	private readonly budget = new RateBudget();
	private readonly outage = new Outage();
	private readonly pace: Pace;
	private readonly queue: Array<(passage: Ticket | Blocked) => void> = [];
	/** Whether a wait or a pause is under way. */
	private isClosed = false;
	private limitedUntil: number | undefined;
	private firstSentAt: number | undefined;
	private lastSentAt = 0;
	private lastTicket = 0;

	constructor(private readonly options: RequestOptions) {
		this.pace = new Pace(options.maxConcurrency, options.firstConcurrency);
		options.signal.addEventListener('abort', this.proceed, { once: true });
	}

	readonly send: Send = async (attempt, { neverTwice = false } = {}) => {
		const { clock, random, maxRetries, maxPause, waits, signal } = this.options;
		let lostAt: number | undefined;
		for (let tries = 1; ; tries += 1) {
			const ticket = await this.enter();
			if (typeof ticket === 'string') return { blocked: ticket, lostAt };
			const sentAt = clock.now();
			const idle = clock.idle();
			const { value, responded, timedOut, limited, retryable, lost, retryAfter = 0 } = await this.make(ticket, attempt);
			if (lost) lostAt ??= sentAt;
			// A response that this machine was too busy to take says nothing of the service. A rate limit comes fast.
			const wait = retryable ? undefined : clock.idle() - idle;
			if (!limited) this.pace.note(ticket.number, this.lastTicket, wait);
			const isFinal = !retryable || (lost && neverTwice) || retryAfter > maxPause;
			const isLast = isFinal || (tries > maxRetries && (waits || !limited));
			// After a timeout enough time was lost.
			this.outage.note(ticket.number, responded, isLast || timedOut === true);
			if (isLast) return { value, sentAt, lostAt };
			this.proceed();
			if (!limited) await clock.sleep(retryDelay(tries, random(), retryAfter), signal);
		}
	};

	/**
	 * Does work that sends requests, and lets the requests that wait go only when it is over. A response by itself lets none
	 * go, but the next request of the same work does: first it must be known what the response means, since a failure may
	 * end the execution.
	 */
	readonly during = async <T>(work: () => Promise<T>): Promise<T> => await work().finally(this.proceed);

	/**
	 * When the requests of this execution will have left the window, once it waits no longer: the time when the window
	 * moves on, and the time that it took to send them. Milliseconds since 1970 on this machine's clock.
	 */
	get freeAt(): number | undefined {
		if (this.limitedUntil === undefined) return undefined;
		return this.limitedUntil + this.lastSentAt - (this.firstSentAt ?? this.lastSentAt);
	}

	/** How many requests are known to be left. */
	get left(): number | undefined {
		return this.budget.left;
	}

	private async enter(): Promise<Ticket | Blocked> {
		const passage = await new Promise<Ticket | Blocked>((resolve) => {
			this.queue.push(resolve);
			this.proceed();
		});
		if (typeof passage === 'string' || !this.options.signal.aborted) return passage;
		this.budget.settle(passage, 'unknown', this.options.clock.now());
		return 'halted';
	}

	private async make<T>(ticket: Ticket, attempt: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
		let reading: LimitReading = 'unknown';
		try {
			const made = await attempt();
			({ reading } = made);
			return made;
		} finally {
			this.budget.settle(ticket, reading, this.options.clock.now());
		}
	}

	/** Lets requests that wait go, as many as may be under way. */
	readonly proceed = (): void => {
		for (let next = this.queue[0]; next; next = this.queue[0]) {
			const passage = this.decide();
			if (passage === undefined) return;
			this.queue.shift();
			next(passage);
		}
	};

	/** What becomes of the first in the queue; undefined when it has to wait. */
	private decide(): Ticket | Blocked | undefined {
		if (this.options.signal.aborted) return 'halted';
		if (this.isClosed) return undefined;
		const outage = this.outage.verdict;
		if (outage === 'over') return 'unreachable';
		if (outage !== 'none') {
			this.closeFor(outage.pause, () => {
				this.outage.paused(this.lastTicket);
				this.budget.probe();
			});
			return undefined;
		}
		if (this.limitedUntil !== undefined) return 'limited';
		if (!this.pace.admits(this.budget.underWay)) return undefined;
		const taken = this.budget.take();
		if (taken === 'busy') return undefined;
		if ('closedUntil' in taken) return this.waitUntil(taken.closedUntil);
		this.lastSentAt = this.options.clock.now();
		this.firstSentAt ??= this.lastSentAt;
		this.lastTicket = taken.number;
		return taken;
	}

	private waitUntil(closedUntil: number): 'limited' | undefined {
		const { clock, random, maxWait } = this.options;
		const started = clock.now();
		const wait = Math.max(0, closedUntil - started) + MARGIN + random() * JITTER;
		if (this.waited + wait > maxWait) {
			this.limitedUntil = closedUntil;
			return 'limited';
		}
		this.closeFor(wait, () => {
			this.waited += clock.now() - started;
			this.budget.reopen();
		});
		return undefined;
	}

	/** Lets nobody in for some time; then a single request probes. */
	private closeFor(ms: number, then: () => void): void {
		this.isClosed = true;
		void this.options.clock.sleep(ms, this.options.signal).then(() => {
			then();
			this.isClosed = false;
			this.proceed();
		});
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

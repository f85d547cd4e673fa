import type { Clock } from './clock';
import { Outage } from './outage';
import { RateBudget, type Reading, type Ticket } from './rateBudget';

export interface GateOptions {
	readonly clock: Clock;
	/** From 0 (inclusive) to 1 (exclusive). */
	readonly random: () => number;
	/** Milliseconds that the whole run may wait for the rate limit; with 0 it never waits. */
	readonly maxWait: number;
	/** After it is aborted no request is let through, and every wait ends. */
	readonly signal: AbortSignal;
}

/**
 * Why a request is not let through: the rate limit leaves none and the run waits no longer, the server does not answer,
 * or the run has ended.
 */
export type Blocked = 'limited' | 'unreachable' | 'halted';

/**
 * Added to every wait: servers tell the time in whole seconds, so that a window may move on up to a second later than
 * they say.
 */
const MARGIN = 1000;

/** At most this is added by chance, so that several workers do not come back at the same moment. */
const JITTER = 500;

/**
 * Lets requests through in the order in which they come, as the rate limit allows, and waits for its window within
 * `maxWait`.
 */
export class Gate {
	/** Milliseconds that were waited for the rate limit so far. */
	waited = 0;
	private readonly budget = new RateBudget();
	private readonly outage = new Outage();
	private readonly queue: Array<(passage: Ticket | Blocked) => void> = [];
	/** Whether a wait or a pause is under way. */
	private isClosed = false;
	private limitedUntil: number | undefined;
	private firstSentAt: number | undefined;
	private lastSentAt = 0;
	private lastTicket = 0;

	constructor(private readonly options: GateOptions) {
		const admit = () => {
			this.admit();
		};
		options.signal.addEventListener('abort', admit, { once: true });
	}

	/** Resolves when a request may be sent, or with the reason why not. Every ticket must come back by `leave`. */
	async enter(): Promise<Ticket | Blocked> {
		return await new Promise((resolve) => {
			this.queue.push(resolve);
			this.admit();
		});
	}

	/**
	 * Takes note of what the answer to a request said of the rate limit. It lets nobody in, `admit` does: first it must be
	 * known what the answer means, since a failure may end the run.
	 */
	leave(ticket: Ticket, reading: Reading): void {
		this.budget.settle(ticket, reading, this.options.clock.now());
	}

	/**
	 * Takes note of whether an attempt was answered.
	 *
	 * @param counts whether no answer to this attempt is a failure in itself
	 */
	attempted(ticket: Ticket, answered: boolean, counts: boolean): void {
		this.outage.note(ticket.number, answered, counts);
	}

	/** Lets in who may enter by now. To be called when it is known what an answer means for its item. */
	admit(): void {
		for (let next = this.queue[0]; next; next = this.queue[0]) {
			const passage = this.decide();
			if (passage === undefined) return;
			this.queue.shift();
			next(passage);
		}
	}

	/**
	 * When the requests of this run will have left the window, once the run waits no longer: the time when the window
	 * moves on, and the time that this run took to send them. Milliseconds since 1970 on this machine's clock.
	 */
	get freeAt(): number | undefined {
		if (this.limitedUntil === undefined) return undefined;
		return this.limitedUntil + this.lastSentAt - (this.firstSentAt ?? this.lastSentAt);
	}

	/** How many requests are known to be left. */
	get left(): number | undefined {
		return this.budget.left;
	}

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
			this.admit();
		});
	}
}

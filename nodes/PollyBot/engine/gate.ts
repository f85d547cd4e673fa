import type { Clock } from './clock';
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
export type Refused = 'limited' | 'unreachable' | 'halted';

/** So many failures in a row without any answer are an outage: the run pauses. */
const UNANSWERED = 10;

/** Milliseconds of the pauses of an outage. Behind each a single attempt probes; behind the last, none is sent any more. */
const PAUSES = [1000, 2000, 4000, 8000];

/**
 * Added to every wait: servers tell the time in whole seconds, so that a window may move on up to a second later than
 * they say.
 */
const MARGIN = 1000;

/** At most this is added by chance, so that several workers do not come back at the same moment. */
const JITTER = 500;

/** Lets requests through as the rate limit allows, and waits for its window within `maxWait`. */
export class Gate {
	/** Milliseconds that were waited for the rate limit so far. */
	waited = 0;
	private readonly budget = new RateBudget();
	private unanswered = 0;
	private pauses = 0;
	private isDown = false;
	private limitedUntil: number | undefined;
	private firstSentAt: number | undefined;
	private lastSentAt = 0;
	private lastTicket = 0;
	/** What was sent up to this ticket says nothing of the time after the latest pause. */
	private lastBeforePause = 0;
	private opening: Promise<void> | undefined;
	private announce: () => void = () => {};
	private change = this.nextChange();

	constructor(private readonly options: GateOptions) {
		options.signal.addEventListener('abort', () => this.changed(), { once: true });
	}

	/** Resolves when a request may be sent. Every ticket must come back by `leave`. */
	async enter(): Promise<Ticket | Refused> {
		for (;;) {
			if (this.options.signal.aborted) return 'halted';
			if (this.isDown) {
				const pause = PAUSES[this.pauses];
				if (pause === undefined) return 'unreachable';
				await (this.opening ??= this.pauseFor(pause));
				continue;
			}
			if (this.limitedUntil !== undefined) return 'limited';
			const taken = this.budget.take();
			if (taken === 'busy') await this.change;
			else if ('closedUntil' in taken) await (this.opening ??= this.waitUntil(taken.closedUntil));
			else {
				this.lastSentAt = this.options.clock.now();
				this.firstSentAt ??= this.lastSentAt;
				this.lastTicket = taken.number;
				return taken;
			}
		}
	}

	/** Takes note of what the answer to a request said of the rate limit. */
	leave(ticket: Ticket, reading: Reading): void {
		this.budget.settle(ticket, reading, this.options.clock.now());
		this.changed();
	}

	/**
	 * Takes note of whether an attempt was answered: a server that is gone for a moment is waited for, and one that is gone
	 * for longer must not hold up every item.
	 *
	 * @param counts whether no answer to this attempt is a failure in itself: in an outage it always is
	 */
	attempted(ticket: Ticket, answered: boolean, counts: boolean): void {
		if (answered) {
			this.unanswered = 0;
			this.pauses = 0;
			this.isDown = false;
		} else if (ticket.number > this.lastBeforePause && (counts || this.unanswered >= UNANSWERED)) {
			this.unanswered += 1;
			this.isDown = this.unanswered >= UNANSWERED;
		}
		this.changed();
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

	private async waitUntil(closedUntil: number): Promise<void> {
		const { clock, random, maxWait, signal } = this.options;
		const started = clock.now();
		const wait = Math.max(0, closedUntil - started) + MARGIN + random() * JITTER;
		if (this.waited + wait > maxWait) {
			this.limitedUntil = closedUntil;
		} else {
			await clock.sleep(wait, signal);
			this.waited += clock.now() - started;
			this.budget.reopen();
		}
		this.opening = undefined;
	}

	private async pauseFor(pause: number): Promise<void> {
		await this.options.clock.sleep(pause, this.options.signal);
		this.pauses += 1;
		this.lastBeforePause = this.lastTicket;
		this.isDown = false;
		this.budget.reopen();
		this.opening = undefined;
	}

	private changed(): void {
		const announce = this.announce;
		this.change = this.nextChange();
		announce();
	}

	private async nextChange(): Promise<void> {
		await new Promise<void>((resolve) => {
			this.announce = resolve;
		});
	}
}

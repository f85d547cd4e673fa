import type { Settings } from '../parameters/settings';
import type { Attempt, Blocked, LimitReading, Send } from '../pollybot/attempt';
import type { Clock } from './clock';
import { Outage, retryDelay } from './outage';
import { Pace } from './pace';
import { RateBudget, type Ticket } from './rateBudget';

export interface RequestOptions extends Pick<
	Settings,
	'maxConcurrency' | 'firstConcurrency' | 'maxRetries' | 'maxPause' | 'maxWait'
> {
	readonly clock: Clock;
	/** From 0 (inclusive) to 1 (exclusive). */
	readonly random: () => number;
	/** Whether requests wait for the rate limit at all; if not, one that it rejects last is blocked. */
	readonly waits: boolean;
	/** After it is aborted no request is sent, and every wait ends. */
	readonly signal: AbortSignal;
}

/** Added to every wait: servers tell the time in whole seconds, and a window may move on up to a second later. */
const MARGIN = 1000;

/** At most this is added by chance, so that several workers do not come back at the same moment. */
const JITTER = 500;

/** A rate limit, and the requests that wait for it. */
class Window {
	readonly budget = new RateBudget();
	readonly queue: Array<readonly [rank: number, go: (passage: Passage | Blocked) => void]> = [];
	isClosed = false;
	/** When it moves on, once it is waited for no longer. */
	limitedUntil: number | undefined;
}

interface Passage extends Ticket {
	readonly window: Window;
}

/**
 * Sends the requests of an execution, those of the highest rank first, as fast as the service keeps up and as the rate limit
 * allows, and tries them again where that may help.
 */
export class Requests {
	/** All waits for the rate limit, in milliseconds, and until when the last one is: windows may be waited for together. */
	private waits = { total: 0, until: 0 };
	private readonly windows = new Map<string, Window>();
	private readonly outage = new Outage();
	private readonly pause = { isClosed: false };
	private readonly pace: Pace;
	private firstSentAt: number | undefined;
	private lastSentAt = 0;
	private sent = 0;
	private underWay = 0;

	constructor(private readonly options: RequestOptions) {
		this.pace = new Pace(options.maxConcurrency, options.firstConcurrency);
		options.signal.addEventListener('abort', this.proceed, { once: true });
	}

	readonly send: Send = async (attempt, { neverTwice = false, limit = '', rank = 0 } = {}) => {
		const window = this.windows.get(limit) ?? new Window();
		this.windows.set(limit, window);
		const { clock, random, maxRetries, maxPause, waits, signal } = this.options;
		let lostAt: number | undefined;
		for (let tries = 1; ; tries += 1) {
			const ticket = await this.enter(window, rank);
			if (typeof ticket === 'string') return { blocked: ticket, lostAt };
			const sentAt = clock.now();
			const idle = clock.idle();
			const { value, responded, timedOut, limited, retryable, lost, retryAfter = 0 } = await this.make(ticket, attempt);
			if (lost) lostAt ??= sentAt;
			// A response that this machine was too busy to take says nothing of the service. A rate limit comes fast.
			const wait = retryable ? undefined : clock.idle() - idle;
			if (!limited) this.pace.note(ticket.number, this.sent, wait);
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

	/** Milliseconds that were waited for the rate limit so far. */
	get waited(): number {
		return this.waits.total - Math.max(0, this.waits.until - this.options.clock.now());
	}

	/**
	 * When the requests of this execution will have left the window, once it waits no longer: the time when the window
	 * moves on, and the time that it took to send them. Milliseconds since 1970 on this machine's clock.
	 */
	get freeAt(): number | undefined {
		const limited = [...this.windows.values()].flatMap(({ limitedUntil }) => limitedUntil ?? []);
		if (limited.length === 0) return undefined;
		return Math.max(...limited) + this.lastSentAt - (this.firstSentAt ?? this.lastSentAt);
	}

	/** How many requests are left, where the fewest are; Infinity while that is not known, or not counted. */
	get left(): number {
		return Math.min(...[...this.windows.values()].map(({ budget }) => budget.left ?? Infinity));
	}

	private async enter(window: Window, rank: number): Promise<Passage | Blocked> {
		const passage = await new Promise<Passage | Blocked>((resolve) => {
			const at = window.queue.findIndex(([other]) => other < rank);
			window.queue.splice(at < 0 ? window.queue.length : at, 0, [rank, resolve]);
			this.proceed();
		});
		if (typeof passage === 'string' || !this.options.signal.aborted) return passage;
		this.settle(passage, 'unknown');
		return 'halted';
	}

	private async make<T>(passage: Passage, attempt: () => Promise<Attempt<T>>): Promise<Attempt<T>> {
		let reading: LimitReading = 'unknown';
		try {
			const made = await attempt();
			({ reading } = made);
			return made;
		} finally {
			this.settle(passage, reading);
		}
	}

	private settle(passage: Passage, reading: LimitReading): void {
		this.underWay -= 1;
		passage.window.budget.settle(passage, reading, this.options.clock.now());
	}

	/** Lets requests that wait go, as many as may be under way. */
	readonly proceed = (): void => {
		for (const window of this.windows.values()) {
			for (let next = window.queue[0]; next; next = window.queue[0]) {
				const passage = this.decide(window);
				if (passage === undefined) break;
				window.queue.shift();
				next[1](passage);
			}
		}
	};

	/** What becomes of the first in a queue; undefined when it has to wait. */
	private decide(window: Window): Passage | Blocked | undefined {
		if (this.options.signal.aborted) return 'halted';
		if (this.pause.isClosed || window.isClosed) return undefined;
		const outage = this.outage.verdict;
		if (outage === 'over') return 'unreachable';
		if (outage !== 'none') {
			this.closeFor(this.pause, outage.pause, () => {
				this.outage.paused(this.sent);
				for (const { budget } of this.windows.values()) budget.probe();
			});
			return undefined;
		}
		if (window.limitedUntil !== undefined) return 'limited';
		if (!this.pace.admits(this.underWay)) return undefined;
		const taken = window.budget.take(this.sent + 1);
		if (taken === 'busy') return undefined;
		if ('closedUntil' in taken) return this.waitUntil(window, taken.closedUntil);
		this.sent = taken.number;
		this.underWay += 1;
		this.lastSentAt = this.options.clock.now();
		this.firstSentAt ??= this.lastSentAt;
		return { ...taken, window };
	}

	private waitUntil(window: Window, closedUntil: number): 'limited' | undefined {
		const { clock, random, maxWait } = this.options;
		const started = clock.now();
		const wait = Math.max(0, closedUntil - started) + MARGIN + random() * JITTER;
		const until = Math.max(started + wait, this.waits.until);
		const total = this.waits.total + until - Math.max(started, this.waits.until);
		if (total > maxWait) {
			window.limitedUntil = closedUntil;
			return 'limited';
		}
		this.waits = { total, until };
		this.closeFor(window, wait, () => {
			window.budget.reopen();
		});
		return undefined;
	}

	/** Lets nobody in for some time; then a single request probes. */
	private closeFor(gate: { isClosed: boolean }, ms: number, then: () => void): void {
		gate.isClosed = true;
		void this.options.clock.sleep(ms, this.options.signal).then(() => {
			then();
			gate.isClosed = false;
			this.proceed();
		});
	}
}

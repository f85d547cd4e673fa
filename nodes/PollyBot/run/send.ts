import type { Clock } from './clock';
import type { Gate, Blocked } from './gate';
import type { Reading, Ticket } from './rateBudget';
import { retryDelay } from './retry';

/** What one attempt at a request came to. */
export interface Attempt<T> {
	readonly value: T;
	readonly reading: Reading;
	/** Whether there was any answer. */
	readonly answered: boolean;
	/** Whether the answer was a refusal for the rate limit: the gate then holds all requests back. */
	readonly limited: boolean;
	/** Whether no answer came within the time that one is waited for. */
	readonly timedOut?: boolean;
	/** Whether another attempt may succeed. */
	readonly retryable: boolean;
	/** Whether the request may have been carried out although no answer says so. */
	readonly lost: boolean;
	/** Milliseconds that the server asks to wait before another attempt. */
	readonly retryAfter?: number;
}

/** What a request came to after all its attempts. */
export type Sent<T> = {
	/** When the first attempt was sent whose answer was lost, in milliseconds since 1970; undefined when none was. */
	readonly lostAt?: number;
} & (
	| {
			readonly value: T;
			/** When the attempt was sent that the value is of, in milliseconds since 1970. */
			readonly sentAt: number;
			readonly blocked?: undefined;
	  }
	| { readonly blocked: Blocked; readonly value?: undefined }
);

export interface SendOptions {
	readonly gate: Gate;
	readonly clock: Clock;
	/** From 0 (inclusive) to 1 (exclusive). */
	readonly random: () => number;
	/** Attempts after the first one. */
	readonly maxRetries: number;
	/** Milliseconds: a server that asks for a longer pause before another attempt gets none. */
	readonly maxPause: number;
	/** Whether the run waits for the rate limit; if not, the gate says what becomes of a request that it blocked. */
	readonly waits: boolean;
	readonly signal: AbortSignal;
}

/** Sends a request through the gate, and tries it again where that may help. It throws only what `attempt` throws. */
export async function send<T>(attempt: () => Promise<Attempt<T>>, options: SendOptions): Promise<Sent<T>> {
	const { gate, clock, random, maxRetries, maxPause, waits, signal } = options;
	let lostAt: number | undefined;
	for (let tries = 1; ; tries += 1) {
		const ticket = await gate.enter();
		if (typeof ticket === 'string') return { blocked: ticket, lostAt };
		if (signal.aborted) {
			gate.leave(ticket, 'unknown');
			return { blocked: 'halted', lostAt };
		}
		const sentAt = clock.now();
		const {
			value,
			answered,
			timedOut,
			limited,
			retryable,
			lost,
			retryAfter = 0,
		} = await attemptThroughGate(ticket, attempt, gate);
		if (lost) lostAt ??= sentAt;
		const isLast = !retryable || (tries > maxRetries && (waits || !limited)) || retryAfter > maxPause;
		// After a timeout enough time was lost.
		gate.attempted(ticket, answered, isLast || timedOut === true);
		if (isLast) return { value, sentAt, lostAt };
		gate.admit();
		if (!limited) await clock.sleep(retryDelay(tries, random(), retryAfter), signal);
	}
}

async function attemptThroughGate<T>(
	ticket: Ticket,
	attempt: () => Promise<Attempt<T>>,
	gate: Gate,
): Promise<Attempt<T>> {
	let reading: Reading = 'unknown';
	try {
		const result = await attempt();
		({ reading } = result);
		return result;
	} finally {
		gate.leave(ticket, reading);
	}
}

const BASE = 500;
const CAP = 30_000;

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
	return Math.max(retryAfter, random * Math.min(CAP, BASE * 2 ** (attempt - 1)));
}

import type { LimitReading } from './attempt';
import type { HttpResponse } from './transport';

const DAY = 24 * 60 * 60 * 1000;

/** No wait is longer, in milliseconds: it must be a time that a date can tell. */
export const LONGEST_WAIT = 366 * DAY;

/**
 * The wait that a `Retry-After` header asks for, given in seconds or as a date. Source: RFC 9110, 10.2.3.
 *
 * @param serverNow milliseconds since 1970 on the server's clock
 * @returns milliseconds, or undefined when the header says nothing that can be read
 */
export function readRetryAfter(header: string | undefined, serverNow: number): number | undefined {
	const value = header?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_WAIT);
	const date = /[a-z]/i.test(value) ? Date.parse(value) : NaN;
	return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - serverNow), LONGEST_WAIT);
}

/**
 * What a response says of the rate limit. Times are told from the response's own `Date`, so that neither clock has to be
 * right. Source: PollyBot Leads API v1.0, Rate Limiting.
 *
 * @param now milliseconds since 1970 on this machine's clock, used where the response has no `Date`
 * @param rejection set when the service rejected the request for its rate limit, with the milliseconds that it asks for
 */
export function readRateLimit(
	{ status, headers }: HttpResponse,
	now: number,
	rejection?: { readonly retryAfter?: number },
): LimitReading {
	const reset = count(headers['x-ratelimit-reset']);
	const wait = reset === undefined ? undefined : Math.max(0, reset * 1000 - serverTime(headers.date, now));
	// The limit is one of an hour: a reset that is more than a day away is not in Unix seconds, or not meant.
	const resetIn = wait !== undefined && wait > DAY ? undefined : wait;
	if (rejection) return { remaining: 0, resetIn: rejection.retryAfter ?? resetIn ?? 0 };
	const remaining = count(headers['x-ratelimit-remaining']);
	if (remaining !== undefined) return { remaining, resetIn: resetIn ?? 0 };
	return status >= 500 ? 'unknown' : 'unmetered';
}

/** The time of a response on the server's clock, in whole seconds; this machine's where the response has no `Date`. */
export function serverTime(date: string | undefined, now: number): number {
	const parsed = Date.parse(date ?? '');
	return Number.isNaN(parsed) ? now : parsed;
}

function count(header: string | undefined): number | undefined {
	const value = header === undefined || header.trim() === '' ? NaN : Number(header);
	return Number.isFinite(value) ? value : undefined;
}

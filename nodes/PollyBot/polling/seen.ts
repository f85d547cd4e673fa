import { createHash } from 'node:crypto';
import type { Lead } from '../pollybot/envelope';
import type { Time } from '../lead/timeRange';

/** Milliseconds: leads of the last 10 minutes are remembered by ID, so one that becomes visible that late is still new. */
export const SPAN = 10 * 60_000;

/** So many known leads fill a page: they are remembered no longer than the span. */
export const CROWD = 100;

/** The most leads dated later than the service's clock that are read over: each 100 of them cost every poll a request. */
export const MOST_AHEAD = 300;

/** The earliest time that a date can tell. */
export const EARLIEST = -8.64e15;

/** A longer ID is remembered by its hash. */
const LONGEST_ID = 100;

/** A lead that was there: its ID and time. */
type Entry = readonly [id: string, moment: number];

/** What a poll leaves for the next one. Times are milliseconds since 1970, told by the service. */
export interface Seen {
	/** No lead with this time or an earlier one is new. */
	readonly after: number;
	/** The later leads that were there. */
	readonly known: readonly Entry[];
	/** How many leads there were in all, if the service said. */
	readonly total?: number;
}

/** What a poll has read. */
export interface Findings {
	readonly read: ReadonlyMap<string, Entry>;
	/** The time on the service's clock when the poll began. */
	readonly start: number;
	/** The latest time of a lead. */
	readonly latest: number;
	/** All leads later than this were read. */
	readonly reach: number;
	readonly total: number | undefined;
}

/**
 * What to remember after a poll. `after` never exceeds the time of a lead that was read, so a clock that is ahead loses
 * nothing, nor the service's time, so neither does a date in the future.
 *
 * @param seen by the poll before
 */
export function nextSeen(time: Time, seen: Seen | undefined, { read, start, latest, reach, total }: Findings): Seen {
	const all = new Map(seen?.known.map(([id, moment]) => [keyOf(time, id, moment), [id, moment] as const]));
	for (const [key, entry] of read) all.set(key, entry);
	const isGone = ([key, [, moment]]: readonly [string, Entry]) => moment > start + SPAN && !read.has(key);
	// A date far ahead would be remembered for years after its lead is gone: a few of them are.
	const hasManyGone = [...all].filter(isGone).length > MOST_AHEAD;
	const entries = [...all].flatMap((one) => (hasManyGone && isGone(one) ? [] : [one[1]]));
	const later = (after: number) => entries.filter(([, moment]) => moment > after);
	const after = Math.max(seen?.after ?? reach, Math.min(start, latest) - SPAN);
	const known = later(after);
	if (known.length < CROWD) return { after, known, total };
	const settled = Math.max(after, Math.min(start - SPAN, latest));
	return { after: settled, known: later(settled), total };
}

/** What is told once: a lead is created once, and changed any number of times. */
export function keyOf(time: Time, id: string, moment: number): string {
	return time === 'createdAt' ? id : `${moment} ${id}`;
}

/** An ID as text, of a bounded length. */
export function idOf({ id }: Lead): string {
	const text = String(id);
	return text.length <= LONGEST_ID ? text : createHash('sha256').update(text).digest('hex');
}

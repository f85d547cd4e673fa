import { createHash } from 'node:crypto';
import type { Lead } from '../pollybot/envelope';
import type { Time } from '../lead/timeRange';

/** Milliseconds: leads of the last 10 minutes are remembered by ID, so one that becomes visible that late is still new. */
export const SPAN = 10 * 60_000;

/** So many known leads fill a page: they are remembered no longer than the span. */
export const CROWD = 100;

/** No more are remembered, unless they have one time: reading them again costs every poll a request for each 100. */
const MOST_KNOWN = 2000;

/** The most leads dated later than the service's clock that are read over: each 100 of them cost every poll a request. */
export const MOST_AHEAD = 300;

/** The earliest time that a date can tell. */
export const EARLIEST = -8.64e15;

/** Later years have more digits: a service that sorts times as texts has them anywhere. */
export const LATEST_IN_ORDER = Date.UTC(9999, 11, 31);

/** A longer ID is remembered by its hash. */
const LONGEST_ID = 100;

/**
 * Why new leads cannot be told from known ones. The service does not say when, does not give the newest first, dates many
 * leads later than its own clock, or gives the same pages again and again.
 */
export type Disorder = 'untimed' | 'unsorted' | 'ahead' | 'endless';

/** A lead that was there: its ID and time. */
export type Entry = readonly [id: string, moment: number];

/** What a poll leaves for the next one. Times are milliseconds since 1970, told by the service. */
export interface Seen {
	/** The first moment at which a lead can be new. */
	readonly from: number;
	/** The leads of that moment and later ones that are not new. */
	readonly known: readonly Entry[];
	/** How many leads there were, less those that were left to the next poll; undefined if the service did not say. */
	readonly total?: number;
}

/** What a poll has read. */
export interface Findings {
	readonly read: ReadonlyMap<string, Entry>;
	/** The time on the service's clock when the poll began. */
	readonly start: number;
	/** The latest time of a lead. */
	readonly latest: number;
	/** The same without leads that are dated later than the service's clock. */
	readonly floor: number;
	/** In the first poll: all later leads were read. */
	readonly reach: number;
	/** How many leads were left to the next poll. */
	readonly left: number;
	readonly total: number | undefined;
}

/**
 * What to remember after a poll. `from` never exceeds the time of a lead that was read, so a clock that is ahead loses
 * nothing, nor the service's time, so neither does a date in the future.
 *
 * @param seen by the poll before
 */
export function nextSeen(time: Time, seen: Seen | undefined, findings: Findings): Seen {
	const { read, start, latest, floor, reach, left, total } = findings;
	const all = new Map(seen?.known.map((entry) => [keyOf(time, ...entry), entry]));
	for (const [key, entry] of read) all.set(key, entry);
	const isGone = ([key, [, moment]]: readonly [string, Entry]) => moment > start + SPAN && !read.has(key);
	// A date far ahead would be remembered for years after its lead is gone: a few of them are.
	const hasManyGone = left === 0 && [...all].filter(isGone).length > MOST_AHEAD;
	const entries = [...all].flatMap((one) => (hasManyGone && isGone(one) ? [] : [one[1]]));
	const since = (from: number): Seen => ({ from, known: entries.filter(([, moment]) => moment >= from), total });
	const earliest = seen?.from ?? reach + 1;
	const spared = since(Math.max(earliest, Math.min(start - SPAN, left > 0 ? floor : latest - SPAN)));
	const isCrowd = left === 0 && spared.known.length >= CROWD;
	const { from } = isCrowd ? since(Math.max(spared.from, Math.min(start - SPAN, latest) + 1)) : spared;
	const moments = entries.map(([, moment]) => moment).sort((a, b) => b - a);
	return since(Math.max(from, moments[MOST_KNOWN - 1] ?? EARLIEST));
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

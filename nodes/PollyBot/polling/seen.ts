import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Lead } from '../pollybot/envelope';
import { momentOf, type Time } from '../lead/timeRange';

/** Milliseconds: leads of the last 10 minutes are remembered by ID, so one that becomes visible that late is still new. */
export const SPAN = 10 * 60_000;

/** So many remembered leads fill a page: they are kept no longer than the span. */
export const CROWD = 100;

/** No more are remembered, unless they have one time: reading them again costs every poll a request for each 100. */
const MOST_KNOWN = 2000;

/** The most leads dated later than the service's clock that are read over: each 100 of them cost every poll a request. */
export const MOST_AHEAD = 300;

/** The earliest time that a date can tell. */
export const EARLIEST = -8.64e15;

/** A longer ID is remembered by its hash. */
const LONGEST_ID = 100;

/** What a poll leaves for the next one. Times are milliseconds since 1970, told by the service. */
export const seenSchema = z.object({
	/** The first moment at which a lead can be new. */
	from: z.number(),
	/** The leads of that moment and later ones that are not new: ID and time. */
	known: z.array(z.tuple([z.string(), z.number()]).readonly()).readonly(),
	/** How many leads there were, less those that were left to the next poll; undefined if the service did not say. */
	total: z.number().optional().catch(undefined),
	/** The time until which everything was told. */
	toldUntil: z.number(),
});

export type Seen = z.infer<typeof seenSchema>;

/** What a poll has read. */
export interface Findings {
	readonly read: ReadonlyMap<string, { readonly id: string; readonly moment: number }>;
	/** The time on the service's clock when the poll began. */
	readonly start: number;
	/** All leads between the last poll and this moment were read. */
	readonly floor: number;
	/** In the first poll: all later leads were read. */
	readonly reach: number;
	/** How many newer leads were left to the next poll. */
	readonly left: number;
	/** Whether none of those read can have moved, as a change, to where it was not read. */
	readonly isSettled: boolean;
	readonly total: number | undefined;
}

/**
 * What to remember after a poll. `from` never exceeds the time of a lead that was read, so a clock that is ahead loses
 * nothing, nor the service's time, so neither does a date in the future.
 *
 * @param seen by the poll before
 */
export function sumUp(time: Time, seen: Seen | undefined, findings: Findings): Seen {
	const { read, start, floor, reach, left, isSettled, total } = findings;
	const entries = new Map(seen?.known.map((entry) => [keyOf(time, ...entry), entry]));
	for (const [key, { id, moment }] of read) entries.set(key, [id, moment]);
	// A date far ahead would be remembered for years after its lead is gone: a few of them are.
	const gone = [...entries].filter(([key, [, moment]]) => moment > start + SPAN && !read.has(key));
	if (left === 0 && gone.length > MOST_AHEAD) for (const [key] of gone) entries.delete(key);
	const moments = [...entries.values()].map(([, moment]) => moment).sort((a, b) => b - a);
	const latest = latestOf([...read.values()]);
	let from = seen?.from ?? reach + 1;
	if (left > 0) from = Math.max(from, Math.min(start - SPAN, floor));
	else if (isSettled || seen === undefined) {
		from = Math.max(from, Math.min(start, latest) - SPAN);
		const isCrowd = moments.filter((moment) => moment >= from).length >= CROWD;
		if (isCrowd) from = Math.max(from, Math.min(start - SPAN, latest) + 1);
	}
	from = Math.max(from, moments[MOST_KNOWN - 1] ?? EARLIEST);
	const known = [...entries.values()].filter(([, moment]) => moment >= from);
	return { from, known, total, toldUntil: left > 0 ? from : start };
}

/** A lead as it was read. */
export interface Version {
	readonly lead: Lead;
	readonly id: string;
	readonly key: string;
	readonly moment: number;
	readonly isWanted: boolean;
}

export function versionOf(lead: Lead, time: Time, isWanted = false): Version {
	const id = idOf(lead);
	const moment = momentOf(lead, time);
	return { lead, id, moment, key: keyOf(time, id, moment), isWanted };
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

export function latestOf(all: ReadonlyArray<{ readonly moment: number }>): number {
	return all.reduce((latest, { moment }) => Math.max(latest, moment), EARLIEST);
}

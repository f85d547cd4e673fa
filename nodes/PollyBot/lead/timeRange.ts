import type { Json } from '../json';
import { asText } from './cell';

export const TIMES = ['createdAt', 'updatedAt'] as const;

export type Time = (typeof TIMES)[number];

/** Leads whose time lies between two others, which do not count themselves: milliseconds since 1970. */
export interface TimeRange {
	readonly time: Time;
	readonly after?: number;
	readonly before?: number;
}

/** Keeps the leads that are in all ranges. A lead without the time is in no range. */
export function keepInRange<Lead extends Json>(leads: readonly Lead[], ranges: readonly TimeRange[]): readonly Lead[] {
	return leads.filter((lead) =>
		ranges.every(({ time, after = -Infinity, before = Infinity }) => {
			const moment = momentOf(lead, time);
			return moment > after && moment < before;
		}),
	);
}

/**
 * Follows the time of leads while pages are read in its order, to tell when no more can be in the range. A service may not
 * sort, or not by this: as soon as a lead is out of order nothing is known, and all pages have to be read.
 */
export class SortedRange {
	private isSorted = true;
	private last: number | undefined;

	constructor(
		private readonly range: TimeRange,
		private readonly order: 'asc' | 'desc',
	) {}

	/** Tells whether the range is over after these leads, the next ones in the order of the pages. */
	isOverAfter(leads: readonly Json[]): boolean {
		for (const lead of leads) {
			const moment = momentOf(lead, this.range.time);
			const comesFirst = this.last === undefined || (this.order === 'desc' ? moment <= this.last : moment >= this.last);
			this.isSorted &&= comesFirst;
			this.last = moment;
		}
		if (!this.isSorted || this.last === undefined) return false;
		const { after = -Infinity, before = Infinity } = this.range;
		return this.order === 'desc' ? this.last <= after : this.last >= before;
	}
}

/** Reads a time in milliseconds since 1970; NaN where the lead does not tell it, which is in no order and in no range. */
export function momentOf(lead: Json, time: Time): number {
	return Date.parse(asText(lead[time]));
}

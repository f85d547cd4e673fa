import type { Lead, LeadPage } from '../pollybot/envelope';
import { momentOf, type Time } from '../lead/timeRange';
import { CROWD, EARLIEST, idOf, keyOf, MOST_AHEAD, nextSeen, SPAN, type Seen } from './seen';

/** No poll reads more: an hour's limit. */
const MOST_PAGES = 1000;

/** Later years have more digits: a service that sorts times as texts has them anywhere. */
const LATEST_IN_ORDER = Date.UTC(9999, 11, 31);

/**
 * Why new leads cannot be told from known ones. The service does not say when, does not give the newest first, dates many
 * leads later than its own clock, or gives pages without an end.
 */
export type Disorder = 'untimed' | 'unsorted' | 'ahead' | 'endless';

/** A lead as it was read. */
interface Version {
	readonly lead: Lead;
	readonly moment: number;
	readonly isWanted: boolean;
}

/**
 * Sorts out which leads are new since the last poll, as pages come in with the newest first.
 *
 * The last poll remembered the leads of the 10 minutes before it. What moves between two pages of this poll, or becomes
 * visible late, has a time within the 10 minutes before now: if this poll misses it, the next one finds it.
 */
export class Newcomers {
	/** Set when the pages allow no answer. */
	disorder: Disorder | undefined;
	/** Whether no page after those that were read can contain a new lead. */
	isOver = false;
	private readonly known: ReadonlySet<string>;
	private readonly knownIds: ReadonlySet<string>;
	private readonly read = new Map<string, readonly [id: string, time: number]>();
	/** What is new: of each lead the version that was read last. */
	private readonly found = new Map<string, Version>();
	/** Those of `read` that are dated later than the service's clock, by more than clocks differ. */
	private readonly ahead = new Map<string, number>();
	private pages = 0;
	private latest = EARLIEST;
	/** The latest of those that are not ahead. */
	private latestInTime = EARLIEST;
	/** The service's time when the first page was there. */
	private start: number | undefined;
	/** Of the first page, while no other one says otherwise. */
	private total: number | undefined;
	/** Set when the pages are read once more: leads that are older were read before. */
	private floor: number | undefined;
	/** All leads later than this were read. */
	private reach = Infinity;

	/**
	 * @param time what the pages are sorted by
	 * @param seen by the last poll; undefined in the first one, to which no lead is new
	 * @param serviceTime the time on the service's clock, asked for when a page is there
	 */
	constructor(
		private readonly time: Time,
		private readonly seen: Seen | undefined,
		private readonly serviceTime: () => number,
	) {
		const known = seen?.known ?? [];
		this.known = new Set(known.map(([id, moment]) => keyOf(this.time, id, moment)));
		this.knownIds = new Set(known.map(([id]) => id));
	}

	/**
	 * Takes note of a page, the next one or one that is read again.
	 *
	 * @param wanted those of its leads that the workflow starts on
	 */
	take({ leads, hasNext, total }: LeadPage, wanted: readonly Lead[]): void {
		const now = this.serviceTime();
		this.pages += 1;
		if (this.pages > MOST_PAGES) this.disorder ??= 'endless';
		if (this.start === undefined) this.total = total;
		else if (this.total !== total) this.total = undefined;
		this.start ??= now;
		const matching = new Set(wanted);
		let oldest = Infinity;
		for (const lead of leads) {
			const moment = momentOf(lead, this.time);
			if (Number.isNaN(moment)) this.disorder ??= 'untimed';
			if (moment > oldest && moment <= LATEST_IN_ORDER) this.disorder ??= 'unsorted';
			if (moment <= LATEST_IN_ORDER) oldest = moment;
			this.takeLead({ lead, moment, isWanted: matching.has(lead) }, now);
		}
		if (this.ahead.size > MOST_AHEAD) this.disorder ??= 'ahead';
		const isLast = !hasNext || leads.length === 0;
		this.reach = Math.min(this.reach, isLast ? EARLIEST : oldest);
		this.isOver = this.disorder !== undefined || isLast || this.isOverAt(oldest, this.start);
	}

	/**
	 * Whether a new lead can have moved to the first page, which was read before. The next poll would find it, but could not
	 * say that it is new.
	 */
	get mayHaveMoved(): boolean {
		return this.time === 'updatedAt' && this.disorder === undefined && !this.isUnchanged;
	}

	/** Begins again with the first page: only what has moved since the last beginning is missing. */
	beginAgain(): void {
		this.isOver = false;
		this.floor = this.latestInTime === EARLIEST ? this.latest : this.latestInTime;
	}

	/** The new leads that the workflow starts on, the oldest first. */
	get leads(): readonly Lead[] {
		const wanted = [...this.found.values()].filter(({ isWanted }) => isWanted).reverse();
		return wanted.sort((a, b) => a.moment - b.moment).map(({ lead }) => lead);
	}

	/** Whether a new lead is one that was not there before, and not a change of one that was. */
	isCreated(lead: Lead): boolean {
		return this.seen !== undefined && momentOf(lead, 'createdAt') > this.seen.after && !this.knownIds.has(idOf(lead));
	}

	/** The times of leads that are dated later than the service's clock, and were not yet so in the last poll. */
	get newlyAhead(): readonly number[] {
		return [...this.ahead].flatMap(([key, moment]) => (this.known.has(key) ? [] : [moment]));
	}

	/** What the next poll has to know. */
	next(): Seen {
		const { time, seen, read, start = EARLIEST, latest, reach, total } = this;
		return nextSeen(time, seen, { read, start, latest, reach, total });
	}

	/** One ID in several places of a page or on several pages is one lead. */
	private takeLead(version: Version, now: number): void {
		const { lead, moment } = version;
		const id = idOf(lead);
		const key = keyOf(this.time, id, moment);
		this.read.set(key, [id, Math.max(moment, this.read.get(key)?.[1] ?? moment)]);
		if (moment > now + SPAN) this.ahead.set(key, moment);
		else this.latestInTime = Math.max(this.latestInTime, moment);
		this.latest = Math.max(this.latest, moment);
		if (this.isNews(version)) this.found.set(id, version);
	}

	private isNews({ lead, moment }: Version): boolean {
		return this.seen !== undefined && moment > this.seen.after && !this.known.has(keyOf(this.time, idOf(lead), moment));
	}

	/** Whether the service has as many leads as in the last poll, and none of those read is new. */
	private get isUnchanged(): boolean {
		return this.found.size === 0 && this.total !== undefined && this.total === this.seen?.total;
	}

	/**
	 * Whether no lead after the last one of a page can be new. Once the span is over, a crowd is not read again if there are
	 * as many leads as before, which does not tell of changes.
	 */
	private isOverAt(oldest: number, now: number): boolean {
		const { seen, floor, latest, time } = this;
		if (floor !== undefined) return oldest <= floor;
		if (seen === undefined) return oldest <= Math.min(now - SPAN, latest);
		const isSameCrowd = time === 'createdAt' && seen.known.length >= CROWD && this.isUnchanged;
		return oldest <= seen.after || (isSameCrowd && oldest <= now - SPAN);
	}
}

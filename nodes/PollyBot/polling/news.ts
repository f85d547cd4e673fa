import type { Lead, LeadPage } from '../pollybot/envelope';
import { momentOf, type Time } from '../lead/timeRange';
import { CROWD, EARLIEST, idOf, keyOf, LATEST_IN_ORDER, MOST_AHEAD, nextSeen, SPAN } from './seen';
import type { Disorder, Entry, Seen } from './seen';

/** So many pages in a row that bring no other lead end the poll: the service repeats itself. */
const MOST_FRUITLESS = 5;

/** A lead as it was read. */
interface Version {
	readonly lead: Lead;
	readonly id: string;
	readonly key: string;
	readonly moment: number;
	readonly isWanted: boolean;
}

/**
 * Sorts out which leads are new since the last poll. Pages come in stretches, each with its newest leads first: a stretch
 * counts once it has met the known leads or the stretch before it, so that nothing between them is missing.
 *
 * The last poll remembered the leads of the 10 minutes before it. What becomes visible late has a time within the 10
 * minutes before now: if this poll misses it, the next one finds it.
 */
export class News {
	/** Set when the pages allow no answer. */
	disorder: Disorder | undefined;
	/** Whether the stretch has met what is known. */
	isOver = false;
	/** Whether a stretch counts already. */
	hasBegun = false;
	/** How many leads, newer than all that count, were left unread; about as many, where leads come and go meanwhile. */
	private left = Infinity;
	private readonly known: ReadonlySet<string>;
	private readonly knownIds: ReadonlySet<string>;
	private stretch: Version[] = [];
	private fruitless = 0;
	private readonly read = new Map<string, Entry>();
	/** What is new, the oldest first: of each lead the version that was read last. */
	private readonly found = new Map<string, Version>();
	private readonly ahead = new Set<string>();
	/** The service's time when the first page was there. */
	private start: number | undefined;
	private total: number | undefined;
	private isTotalSteady = true;
	private latest = EARLIEST;
	/** The newest moment that counts, but for leads that are ahead. */
	private floor: number | undefined;
	/** In the first poll: all later leads were read. */
	private reach = Infinity;

	/**
	 * @param time the time that the pages are sorted by
	 * @param seen by the last poll; undefined in the first one, to which no lead is new
	 * @param serviceTime the time on the service's clock, asked for when a page is there
	 */
	constructor(
		private readonly time: Time,
		private readonly seen: Seen | undefined,
		private readonly serviceTime: () => number,
	) {
		const known = seen?.known ?? [];
		this.known = new Set(known.map((entry) => keyOf(time, ...entry)));
		this.knownIds = new Set(known.map(([id]) => id));
	}

	/** Whether this is the first poll: it notes the newest leads, and tells none. */
	get isFirst(): boolean {
		return this.seen === undefined;
	}

	/** How many leads the service has more than in the last poll; undefined if it does not say. */
	get growth(): number | undefined {
		const { total, seen } = this;
		return total === undefined || seen?.total === undefined ? undefined : total - seen.total;
	}

	/** Whether no lead at the place of this one, or after it, can be new. */
	isPassed(lead: Lead): boolean {
		const { floor, seen } = this;
		const moment = momentOf(lead, this.time);
		const key = keyOf(this.time, idOf(lead), moment);
		if (floor !== undefined) return moment < floor || (moment === floor && this.read.has(key));
		const from = seen?.from ?? Infinity;
		return moment < from || (moment === from && this.known.has(key));
	}

	/**
	 * Takes note of the next page of a stretch.
	 *
	 * @param wanted those of its leads that the workflow starts on
	 */
	take({ leads, hasNext, total }: LeadPage, wanted: readonly Lead[]): void {
		const now = this.serviceTime();
		if (this.start !== undefined && this.total !== total) this.isTotalSteady = false;
		this.start ??= now;
		this.total = total;
		const matching = new Set(wanted);
		const keys = new Set(this.stretch.map(({ key }) => key));
		let last: Version | undefined;
		for (const lead of leads) {
			const moment = momentOf(lead, this.time);
			const id = idOf(lead);
			const version = { lead, id, moment, key: keyOf(this.time, id, moment), isWanted: matching.has(lead) };
			if (Number.isNaN(moment)) this.disorder ??= 'untimed';
			if (last && moment > last.moment && moment <= LATEST_IN_ORDER) this.disorder ??= 'unsorted';
			if (moment <= LATEST_IN_ORDER) last = version;
			if (moment > now + SPAN) this.ahead.add(version.key);
			this.stretch.push(version);
		}
		this.fruitless = this.stretch.every(({ key }) => keys.has(key)) ? this.fruitless + 1 : 0;
		if (this.ahead.size > MOST_AHEAD) this.disorder ??= 'ahead';
		if (this.fruitless >= MOST_FRUITLESS) this.disorder ??= 'endless';
		const isLast = !hasNext || leads.length === 0;
		this.isOver = this.disorder !== undefined || isLast || (last !== undefined && this.isOverAt(last, now));
		if (this.isFirst) this.reach = isLast ? EARLIEST : Math.min(this.reach, last?.moment ?? Infinity);
	}

	/** Ends a stretch. It counts if it has met what is known: `left` then says how many newer leads remain. */
	end(left: number | undefined): void {
		const { stretch } = this;
		this.stretch = [];
		this.isOver = false;
		this.fruitless = 0;
		if (left === undefined) return;
		this.left = left;
		this.hasBegun = true;
		for (const { id, key, moment } of stretch) {
			this.read.set(key, [id, Math.max(moment, this.read.get(key)?.[1] ?? moment)]);
			this.latest = Math.max(this.latest, moment);
		}
		const moments = stretch.flatMap(({ key, moment }) => (this.ahead.has(key) ? [] : [moment]));
		const newest = moments.length > 0 ? Math.max(...moments) : this.latest;
		this.floor = Math.max(this.floor ?? newest, newest);
		const versions = new Map(stretch.map((version) => [version.id, version]));
		for (const version of [...versions.values()].reverse()) {
			if (!this.isNews(version)) continue;
			this.found.delete(version.id);
			this.found.set(version.id, version);
		}
	}

	/** Whether a new lead can have moved to the first page, as a change. The next poll could not say that it is new. */
	get mayHaveMoved(): boolean {
		return this.time === 'updatedAt' && !this.isUnchanged;
	}

	/** The new leads that the workflow starts on, the oldest first. */
	get leads(): readonly Lead[] {
		const wanted = [...this.found.values()].filter(({ isWanted }) => isWanted);
		return wanted.sort((a, b) => a.moment - b.moment).map(({ lead }) => lead);
	}

	/** Whether a new lead is one that was not there before, and not a change of one that was. */
	isCreated(lead: Lead): boolean {
		return this.seen !== undefined && momentOf(lead, 'createdAt') >= this.seen.from && !this.knownIds.has(idOf(lead));
	}

	/** The times of leads that are dated later than the service's clock, but for those known from the last poll. */
	get newlyAhead(): readonly number[] {
		return [...this.read].flatMap(([key, [, moment]]) => (this.ahead.has(key) && !this.known.has(key) ? [moment] : []));
	}

	/** The service's time until which everything is told. */
	get toldUntil(): number {
		return this.left === 0 ? (this.start ?? EARLIEST) : this.next().from;
	}

	/** What the next poll has to know. */
	next(): Seen {
		const { time, seen, read, start = EARLIEST, latest, floor = latest, reach, left, total, isTotalSteady } = this;
		// What was counted while leads came or went only tells about how many there are.
		const isCounted = total !== undefined && (left > 0 || isTotalSteady);
		const counted = isCounted ? total - left : undefined;
		return nextSeen(time, seen, { read, start, latest, floor, reach, left, total: counted });
	}

	private isOverAt({ lead, moment }: Version, now: number): boolean {
		const newest = Math.max(...this.stretch.map((version) => version.moment));
		if (this.isFirst && this.floor === undefined) return moment <= Math.min(now - SPAN, newest);
		return this.isPassed(lead) || (moment <= now - SPAN && this.isSameCrowd);
	}

	private isNews({ key, moment }: Version): boolean {
		return this.seen !== undefined && moment >= this.seen.from && !this.known.has(key);
	}

	/** Whether the service has as many leads as in the last poll, and none of those read is new. */
	private get isUnchanged(): boolean {
		const hasNews = this.found.size > 0 || this.stretch.some((version) => this.isNews(version));
		return !hasNews && this.isTotalSteady && this.growth === 0;
	}

	/** Whether a crowd need not be read again: there are as many leads as before, which does not tell of changes. */
	private get isSameCrowd(): boolean {
		return this.time === 'createdAt' && this.known.size >= CROWD && this.isUnchanged;
	}
}

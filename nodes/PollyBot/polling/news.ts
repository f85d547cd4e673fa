import type { Lead, LeadPage } from '../pollybot/envelope';
import type { Time } from '../lead/timeRange';
import type { Disorder } from './inquiry';
import { CROWD, EARLIEST, keyOf, latestOf, MOST_AHEAD, SPAN, sumUp, versionOf, type Seen, type Version } from './seen';

/** So many pages in a row that bring no other lead end the poll: the service repeats itself. */
const MOST_FRUITLESS = 5;

/** Later years have more digits: a service that sorts times as texts has them anywhere. */
const LATEST_IN_ORDER = Date.UTC(9999, 11, 31);

/**
 * Sorts out which leads are new since the last poll. Pages come in stretches, each with its newest leads first: a stretch
 * counts once it has met the remembered leads or the stretch before it, so that nothing between them is missing.
 *
 * The last poll remembered the leads of the 10 minutes before it. What becomes visible late has a time within the 10
 * minutes before now: if this poll misses it, the next one finds it.
 */
export class News {
	/** Set when the pages do not tell. */
	disorder: Disorder | undefined;
	/** Whether the stretch has met what is known. */
	isOver = false;
	/** Whether the stretch has come to remembered leads: no backlog is left to read. */
	isAtKnown = false;
	/** How many leads come before the stretch. */
	offset = 0;
	private stretch: Version[] = [];
	private fruitless = 0;
	/** The leads of the stretches that count. */
	private readonly read = new Map<string, Version>();
	/** Those that are new, the oldest first: of each the version that was read last. */
	private readonly found = new Map<string, Version>();
	/** The newest moment that counts, but for leads that are ahead. */
	private floor: number | undefined;
	/** How many leads, newer than all that count, were left unread; about as many, where leads come and go meanwhile. */
	private left = Infinity;
	private readonly ahead = new Set<string>();
	/** The service's time when the first page was there. */
	private start: number | undefined;
	/** How many leads the service says that it has. */
	total: number | undefined;
	private isTotalSteady = true;
	private reach = Infinity;
	private readonly known: ReadonlySet<string>;
	private readonly knownIds: ReadonlySet<string>;

	/** @param seen by the last poll; undefined in the first one, to which no lead is new */
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

	/** Whether a first poll has read enough to tell later leads from older ones. */
	get canBegin(): boolean {
		return this.isFirst && this.reach < (this.start ?? EARLIEST);
	}

	/** Whether a stretch counts already, so that it can be told. */
	get hasBegun(): boolean {
		return this.floor !== undefined && this.disorder === undefined;
	}

	/** How many leads the service has more than in the last poll; undefined if it does not say. */
	get growth(): number | undefined {
		const { total, seen } = this;
		return total === undefined || seen?.total === undefined ? undefined : total - seen.total;
	}

	/** Whether no lead at the place of this one, or after it, can be new. */
	isPassed(lead: Lead): boolean {
		const { floor, known, read, seen, time } = this;
		const { moment, key } = versionOf(lead, time);
		const end = floor ?? seen?.from ?? Infinity;
		if (moment !== end) return moment < end;
		// Among few leads of that moment, one that has become visible late may come after a known one.
		const passed = floor === undefined && known.size >= CROWD ? known : read;
		return passed.has(key);
	}

	/** Takes note of the next page of a stretch. The workflow starts on the leads that are `wanted`. */
	take({ leads, hasNext, total }: LeadPage, wanted: ReadonlySet<Lead>): void {
		const now = this.serviceTime();
		const isSteady = this.start === undefined || this.total === total;
		this.isTotalSteady &&= isSteady;
		this.start ??= now;
		this.total = total;
		const keys = new Set(this.stretch.map(({ key }) => key));
		let last: Version | undefined;
		for (const lead of leads) {
			const version = versionOf(lead, this.time, wanted.has(lead));
			const { moment } = version;
			if (Number.isNaN(moment)) this.disorder ??= 'untimed';
			if (last && moment > last.moment && moment <= LATEST_IN_ORDER) this.disorder ??= 'unsorted';
			if (moment <= LATEST_IN_ORDER) last = version;
			if (moment > now + SPAN) this.ahead.add(version.key);
			this.stretch.push(version);
		}
		// While leads come and go, a page may well bring the same ones.
		this.fruitless = isSteady && this.stretch.every(({ key }) => keys.has(key)) ? this.fruitless + 1 : 0;
		if (this.ahead.size > MOST_AHEAD) this.disorder ??= 'ahead';
		if (this.fruitless >= MOST_FRUITLESS) this.disorder ??= 'endless';
		const isLast = !hasNext || leads.length === 0;
		this.isOver = isLast || (last !== undefined && this.isOverAt(last, now));
		this.isAtKnown = last !== undefined && this.known.has(last.key);
		if (this.isFirst) this.reach = isLast ? EARLIEST : Math.min(this.reach, last?.moment ?? Infinity);
	}

	/** Ends a stretch. It counts if it has met what is known: `left` then says how many newer leads remain. */
	end(left: number | undefined): void {
		const { stretch, read, found, ahead } = this;
		this.stretch = [];
		this.isOver = false;
		this.fruitless = 0;
		if (left === undefined) return;
		this.left = left;
		for (const version of [...stretch].reverse()) read.set(version.key, version);
		const inTime = stretch.filter(({ key }) => !ahead.has(key));
		this.floor = Math.max(this.floor ?? EARLIEST, latestOf(inTime.length > 0 ? inTime : [...read.values()]));
		const versions = new Map(stretch.map((version) => [version.id, version]));
		for (const version of [...versions.values()].reverse().filter((one) => this.isNews(one))) {
			found.delete(version.id);
			found.set(version.id, version);
		}
	}

	/** Whether a new lead can have moved to the first page, as a change. The next poll could not say that it is new. */
	get mayHaveMoved(): boolean {
		return this.time === 'updatedAt' && !this.isUnchanged;
	}

	/** The newest lead of the stretch that the workflow starts on. */
	get newest(): Lead | undefined {
		return this.stretch.find(({ isWanted }) => isWanted)?.lead;
	}

	/** The new leads that the workflow starts on, the oldest first. */
	get leads(): readonly Lead[] {
		const wanted = [...this.found.values()].filter(({ isWanted }) => isWanted);
		return wanted.sort((a, b) => a.moment - b.moment).map(({ lead }) => lead);
	}

	/** Whether a new lead is one that was not there before, and not a change of one that was. */
	isCreated(lead: Lead): boolean {
		const { moment, id } = versionOf(lead, 'createdAt');
		return this.seen !== undefined && moment >= this.seen.from && !this.knownIds.has(id);
	}

	/** The times of leads that are dated later than the service's clock, but for those known from the last poll. */
	get newlyAhead(): readonly number[] {
		const all = [...this.read.values()];
		return all.flatMap(({ key, moment }) => (this.ahead.has(key) && !this.known.has(key) ? [moment] : []));
	}

	/** What the next poll has to know. It is settled if all was read that there is. */
	next(isSettled: boolean): Seen {
		const { time, seen, read, start = EARLIEST, floor = EARLIEST, reach, left, total, isTotalSteady } = this;
		// What was counted while leads came or went only tells about how many there are.
		const counted = total === undefined || (left === 0 && !isTotalSteady) ? undefined : total - left;
		return sumUp(time, seen, { read, start, floor, reach, left, isSettled, total: counted });
	}

	private isOverAt({ lead, moment }: Version, now: number): boolean {
		if (this.isFirst && this.floor === undefined) return moment <= Math.min(now - SPAN, latestOf(this.stretch));
		if (this.isPassed(lead)) return moment !== this.seen?.from || !this.hasUnread;
		// A crowd need not be read again: there are as many leads as before, which does not tell of changes.
		return moment <= now - SPAN && this.time === 'createdAt' && this.known.size >= CROWD && this.isUnchanged;
	}

	/** Whether some new leads were not read: they may come after known ones of the same moment, where few are known. */
	private get hasUnread(): boolean {
		const isAffordable = this.isTotalSteady && this.known.size <= 10 * CROWD;
		return isAffordable && (this.growth ?? 0) > this.offset + this.countNews();
	}

	private isNews({ key, moment }: Version): boolean {
		return this.seen !== undefined && moment >= this.seen.from && !this.known.has(key);
	}

	/** Whether the service has as many leads as in the last poll, and none of those read is new. */
	private get isUnchanged(): boolean {
		return this.isTotalSteady && this.growth === 0 && this.countNews() === 0;
	}

	private countNews(): number {
		return this.found.size + this.stretch.filter((version) => this.isNews(version)).length;
	}
}

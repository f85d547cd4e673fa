import type { Lead } from '../api/envelope';
import { momentOf, type Time } from '../leads/timeRange';

/** What a poll leaves for the next one: the latest time of a lead, on the service's clock, and who has that very time. */
export interface Seen {
	/** Milliseconds since 1970; null where there was no lead. */
	readonly latest: number | null;
	readonly ids: readonly string[];
}

/** Why new leads cannot be told from known ones: the service does not say when, or does not give the newest first. */
export type Disorder = 'untimed' | 'unsorted';

/**
 * Sorts out which leads are new since the last poll, as pages come in with the newest first. Only times of the service
 * are compared with each other, so no clock of this machine has to be right.
 */
export class Newcomers {
	/** Set when the pages allow no answer. */
	disorder: Disorder | undefined;
	private readonly moments = new Map<string, number>();
	private readonly found = new Map<string, Lead>();
	/** Leads that are older were read in an earlier round. */
	private floor: number | null | undefined;

	/**
	 * @param time what the pages are sorted by
	 * @param seen by the last poll; undefined in the first one, to which no lead is new
	 */
	constructor(
		private readonly time: Time,
		private readonly seen: Seen | undefined,
	) {}

	/**
	 * Takes note of a page, the next one or one that is read again: what is read last of a lead counts.
	 *
	 * @param wanted those of its leads that the workflow starts on
	 */
	read(leads: readonly Lead[], wanted: readonly Lead[]): void {
		const moments = leads.map((lead) => momentOf(lead, this.time));
		if (moments.some(Number.isNaN)) this.disorder ??= 'untimed';
		if (moments.some((moment, at) => at > 0 && moment > (moments[at - 1] ?? moment))) this.disorder ??= 'unsorted';
		leads.forEach((lead, at) => {
			const id = String(lead.id);
			this.moments.set(id, moments[at] ?? NaN);
			const isNew = this.seen !== undefined && isAfter(lead, this.time, this.seen);
			if (isNew && wanted.includes(lead)) this.found.set(id, lead);
			else this.found.delete(id);
		});
	}

	/** The new leads, the oldest first. */
	get leads(): readonly Lead[] {
		const momentOfFound = (lead: Lead) => momentOf(lead, this.time);
		return [...this.found.values()].reverse().sort((a, b) => momentOfFound(a) - momentOfFound(b));
	}

	/** Begins again with the first page: only what happened since the last beginning is missing. */
	beginAgain(): void {
		this.floor = this.latestMoment();
	}

	/** Whether no page after this one can hold what is missing. */
	isOverAfter(leads: readonly Lead[]): boolean {
		const last = leads.at(-1);
		if (this.disorder !== undefined || !last) return true;
		const { floor = this.seen ? this.seen.latest : this.latestMoment() } = this;
		return floor !== null && momentOf(last, this.time) < floor;
	}

	/** What the next poll has to know. */
	next(): Seen {
		const latest = this.latestMoment();
		const known = this.seen?.latest === latest ? this.seen.ids : [];
		const ids = [...this.moments].flatMap(([id, moment]) => (moment === latest ? [id] : []));
		return { latest, ids: [...new Set([...known, ...ids])] };
	}

	/** A lead that was deleted takes nothing back: the time that was seen once stays. */
	private latestMoment(): number | null {
		let latest = this.seen?.latest ?? null;
		for (const moment of this.moments.values()) if (latest === null || moment > latest) latest = moment;
		return latest;
	}
}

/** Whether a lead's time is later than all times seen. At the very same time, whether the lead was not there then. */
export function isAfter(lead: Lead, time: Time, { latest, ids }: Seen): boolean {
	if (latest === null) return true;
	const moment = momentOf(lead, time);
	return moment > latest || (moment === latest && !ids.includes(String(lead.id)));
}

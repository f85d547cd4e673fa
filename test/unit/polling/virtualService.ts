import fc from 'fast-check';
import type { LeadPage } from '~/nodes/PollyBot/pollybot/envelope';
import type { Time } from '~/nodes/PollyBot/lead/timeRange';

const MINUTE = 60_000;

type Kind = 'create' | 'createLate' | 'createAhead' | 'change' | 'changeLate' | 'changeAll' | 'delete' | 'wait';

/** What may happen to the service, before a poll or between two pages of it. */
export type Happening = readonly [kind: Kind, amount: number, delay: number];

function happen(kind: Kind, amount: fc.Arbitrary<number>, delay: fc.Arbitrary<number> = fc.constant(0)) {
	return fc.tuple(fc.constant(kind), amount, delay);
}

const few = fc.integer({ min: 1, max: 3 });
const any = fc.nat(1000);
const late = fc.oneof(fc.constantFrom(1, MINUTE, 10 * MINUTE), fc.nat(10 * MINUTE));
const ahead = fc.constantFrom(11 * MINUTE, 180 * MINUTE, 70 * 365 * 24 * 60 * MINUTE, Infinity);
const wait = happen('wait', fc.constantFrom(1, 2, 999, 1001, 1000, MINUTE, 5 * MINUTE, 11 * MINUTE, 60 * MINUTE));
const common: Array<fc.WeightedArbitrary<Happening>> = [
	{ weight: 4, arbitrary: happen('create', few) },
	{ weight: 2, arbitrary: happen('createLate', few, late) },
	{ weight: 1, arbitrary: happen('createAhead', fc.integer({ min: 1, max: 2 }), ahead) },
	{ weight: 3, arbitrary: happen('change', any) },
	{ weight: 1, arbitrary: happen('changeLate', any, late) },
	{ weight: 3, arbitrary: wait },
];

export const happenings = fc.array(fc.oneof(...common, { weight: 2, arbitrary: happen('delete', any) }), {
	maxLength: 4,
});

const crowd = fc.integer({ min: 90, max: 220 });
/** Many leads at one moment. Nothing is deleted, which could hide from the total that another lead became visible. */
export const crowded = fc.array(
	fc.oneof(
		...common,
		{ weight: 2, arbitrary: happen('create', crowd) },
		{ weight: 1, arbitrary: happen('createLate', crowd, late) },
		{ weight: 1, arbitrary: happen('changeAll', any) },
	),
	{ maxLength: 3 },
);

/** Many leads, one after the other: more than a poll has time for. Nothing becomes visible late. */
export const backlogs = fc.array(
	fc.oneof(
		{ weight: 3, arbitrary: fc.constant<Happening>(['create', 1, 0]) },
		{ weight: 2, arbitrary: happen('create', fc.integer({ min: 1, max: 40 })) },
		{ weight: 2, arbitrary: happen('change', any) },
		{ weight: 1, arbitrary: happen('delete', any) },
		{ weight: 3, arbitrary: wait },
	),
	{ maxLength: 12 },
);

interface Version {
	readonly updatedAt: number;
	readonly visibleAt: number;
}

interface StoredLead {
	readonly id: string;
	readonly createdAt: number;
	/** In the order in which they were written. */
	readonly versions: Version[];
}

export interface ShownLead {
	readonly id: string;
	readonly createdAt: number;
	readonly updatedAt: number;
	/** Whether a change of it became visible late, or is still to. */
	readonly changedLate: boolean;
	/** Whether a change of it was ever dated before its creation, which then tells nothing. */
	readonly changedBeforeCreation: boolean;
}

/** A service with any clock and any page size. What is written may become visible later. */
export class VirtualService {
	private readonly leads: StoredLead[] = [];
	private number = 0;
	/** What was shown since something happened. */
	private shown: ShownLead[] | undefined;
	private readonly sorted = new Map<Time, LeadPage['leads']>();

	constructor(
		private now: number,
		readonly pageSize: number,
		private readonly skew: number,
	) {}

	/** What its `Date` header says. */
	get date(): number {
		return Math.floor((this.now + this.skew) / 1000) * 1000;
	}

	play(all: readonly Happening[]): void {
		if (all.length === 0) return;
		this.shown = undefined;
		this.sorted.clear();
		for (const [kind, amount, delay] of all) {
			const lead = this.leads[amount % Math.max(1, this.leads.length)];
			if (kind === 'wait') this.now += amount;
			if (kind === 'create' || kind === 'createLate') this.create(amount, this.now, this.now + delay);
			if (kind === 'createAhead') this.create(amount, Math.min(this.now + delay, 8.64e15), this.now);
			if (kind === 'change' && lead) this.change([lead], 0);
			if (kind === 'changeLate' && lead && lead.createdAt <= this.now) this.change([lead], delay);
			if (kind === 'changeAll') this.change(this.leads, delay);
			if (kind === 'delete' && lead) this.leads.splice(this.leads.indexOf(lead), 1);
		}
	}

	/** What everyone can see now. */
	visible(): ShownLead[] {
		this.shown ??= this.leads.flatMap(({ id, createdAt, versions }) => {
			const shown = versions.filter(({ visibleAt }) => visibleAt <= this.now).at(-1);
			const changedLate = versions.slice(1).some(({ updatedAt, visibleAt }) => visibleAt > updatedAt);
			const changedBeforeCreation = versions.some(({ updatedAt }) => updatedAt < createdAt);
			return shown ? [{ id, createdAt, updatedAt: shown.updatedAt, changedLate, changedBeforeCreation }] : [];
		});
		return this.shown;
	}

	/** A page of so many leads as are asked for, or fewer. */
	page(time: Time, number: number, limit: number): LeadPage {
		const size = Math.min(limit, this.pageSize);
		const sorted = this.sorted.get(time) ?? this.sort(time);
		const end = number * size;
		return { leads: sorted.slice(end - size, end), hasNext: end < sorted.length, total: sorted.length };
	}

	private sort(time: Time): LeadPage['leads'] {
		const newestFirst = [...this.visible()].reverse().sort((a, b) => b[time] - a[time]);
		const leads = newestFirst.map(({ id, createdAt, updatedAt }) => ({
			id,
			createdAt: new Date(createdAt).toISOString(),
			updatedAt: new Date(updatedAt).toISOString(),
		}));
		this.sorted.set(time, leads);
		return leads;
	}

	private create(count: number, time: number, visibleAt: number): void {
		for (let created = 0; created < count; created += 1) {
			this.number += 1;
			this.leads.push({ id: `lead_${this.number}`, createdAt: time, versions: [{ updatedAt: time, visibleAt }] });
		}
	}

	/** What is changed within a millisecond looks like one change. */
	private change(leads: readonly StoredLead[], delay: number): void {
		this.now += 1;
		for (const { versions } of leads) versions.push({ updatedAt: this.now, visibleAt: this.now + delay });
	}
}

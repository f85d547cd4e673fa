import type { Blocked } from '~/nodes/PollyBot/pollybot/attempt';
import type { Failure } from '~/nodes/PollyBot/messages/failure';
import type { Result } from '~/nodes/PollyBot/result';
import type { Finished, First, Outcome } from '~/nodes/PollyBot/run/operation';
import { performRows, type Ended, type Job, type RowsOptions } from '~/nodes/PollyBot/run/rows';

/** Work on numbered items, each of which becomes a numbered job. */
export interface Work extends RowsOptions {
	readonly count: number;
	readonly prepare: (item: number) => Result<number, Failure>;
	readonly perform: (job: number) => Promise<Outcome | { readonly blocked: Blocked }>;
	readonly keyOf: (job: number) => string | undefined;
	readonly placeOf: (job: number) => string | undefined;
	readonly repeat: (job: number, first: First) => Outcome | undefined;
	/** What becomes of an item whose request was blocked. */
	readonly unsent: () => Outcome;
	readonly recall: (item: number) => Finished | undefined;
}

/** Performs the work as an execution does. */
export async function performWork(work: Work): Promise<Ended> {
	return await performRows(
		Array.from({ length: work.count }, (_, item) => jobOf(work, item)),
		work,
	);
}

function jobOf(work: Work, item: number): Job {
	const base = { memory: {} };
	const finished = work.recall(item);
	if (finished) return { ...base, ...finished };
	const prepared = work.prepare(item);
	if (!prepared.ok) return { ...base, outcome: { failure: prepared.error } };
	const job = prepared.value;
	return {
		...base,
		key: work.keyOf(job),
		place: work.placeOf(job),
		repeat: (first) => work.repeat(job, first),
		perform: async () => {
			const performed = await work.perform(job);
			if (!('blocked' in performed)) return performed;
			return performed.blocked === 'halted' ? undefined : work.unsent();
		},
	};
}

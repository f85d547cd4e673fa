import type { Failure, Outcome } from './outcome';

/** What is to be done with a number of items. Items are numbered from 0. */
export interface Work<Job> {
	readonly count: number;
	/** Makes an item's job without any request, or says why there is none. */
	readonly prepare: (
		item: number,
	) => { readonly job: Job; readonly failure?: undefined } | { readonly failure: Failure };
	readonly perform: (job: Job, item: number) => Promise<Outcome>;
	/** Whether the first failure ends the run. All items are prepared before the first is performed. */
	readonly stopOnFailure: boolean;
	/** After it is aborted no further job is performed. */
	readonly signal?: AbortSignal;
}

/** How a run ended. Unless it stopped, every item has exactly one outcome, at its own index. */
export type Run =
	| { readonly outcomes: readonly Outcome[]; readonly stopped?: undefined }
	| {
			readonly stopped: { readonly item: number; readonly failure: Failure };
			/** What became of the items that were finished before. */
			readonly outcomes: readonly Outcome[];
	  };

const CANCELLED: Failure = { code: 'CANCELLED', message: 'The execution was stopped before this item was sent.' };

/** Runs the items, one at a time, in their order. It never throws: an exception is the failure of its item. */
export async function runItems<Job>(work: Work<Job>): Promise<Run> {
	const prepared = Array.from({ length: work.count }, (_, item) => guard(() => work.prepare(item)));
	if (work.stopOnFailure) {
		const item = prepared.findIndex(({ failure }) => failure !== undefined);
		const failure = prepared[item]?.failure;
		if (failure) return { stopped: { item, failure }, outcomes: [] };
	}
	const outcomes: Outcome[] = [];
	for (const [item, plan] of prepared.entries()) {
		const outcome = plan.failure ? plan : await performOne(work, plan.job, item);
		if (outcome.failure && work.stopOnFailure) return { stopped: { item, failure: outcome.failure }, outcomes };
		outcomes.push(outcome);
	}
	return { outcomes };
}

async function performOne<Job>(work: Work<Job>, job: Job, item: number): Promise<Outcome> {
	if (work.signal?.aborted) return { failure: CANCELLED };
	try {
		return await work.perform(job, item);
	} catch (error) {
		return { failure: exception(error) };
	}
}

function guard<T>(make: () => T): T | { readonly failure: Failure } {
	try {
		return make();
	} catch (error) {
		return { failure: exception(error) };
	}
}

function exception(error: unknown): Failure {
	return { message: error instanceof Error ? error.message : String(error) };
}

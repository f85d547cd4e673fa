import type { Blocked } from '../pollybot/attempt';
import { fail, type Result } from '../result';
import { faultOf } from './fault';
import type { Outcome, Success } from './outcome';
import type { Failure } from '../messages/failure';

/** What is to be done with a number of items. Items are numbered from 0. */
export interface Work<Job> {
	readonly count: number;
	/** At most so many items are under way at once. */
	readonly concurrency: number;
	/** Makes an item's job without any request, or says why it cannot. */
	readonly prepare: (item: number) => Result<Job, Failure>;
	/** Performs a job; `blocked` when the gate did not let one of its requests through. */
	readonly perform: (job: Job, item: number) => Promise<Outcome | { readonly blocked: Blocked }>;
	/** Items with the same key are performed one after the other, in their order. Without a key an item stands alone. */
	readonly keyOf: (job: Job) => string | undefined;
	/** Of items with the same key, only those at the same place repeat each other. */
	readonly placeOf: (job: Job) => string | undefined;
	/** What becomes of an item after an earlier one with its key and place succeeded; undefined when it is to be performed itself. */
	readonly repeat: (job: Job, first: First) => Outcome | undefined;
	/** What becomes of an item that no request is sent for: the rate limit leaves none, or the server does not answer. */
	readonly unsent: (why: Exclude<Blocked, 'halted'>) => Outcome;
	/** The success of an item in an earlier try of the same execution: it is neither prepared nor performed again. */
	readonly recall: (item: number) => Finished | undefined;
	/** Whether the first failure ends the run. All items are prepared before the first is performed. */
	readonly stopOnFailure: boolean;
	/** After it is aborted no further item is performed. */
	readonly signal: AbortSignal;
	/** Aborts the signal: a failure has ended the run. */
	readonly halt: () => void;
	/** Takes an item from its first request until what became of it is known, and has ended the run where it does. */
	readonly during: (work: () => Promise<void>) => Promise<void>;
	/** Called with an item that succeeded. */
	readonly settled: (item: number, finished: Finished) => void;
}

/** An item that succeeded, with what its job had. */
export interface Finished {
	readonly outcome: Outcome & { readonly success: Success };
	readonly key?: string;
	readonly place?: string;
}

/** The first item of several with the same key and place that succeeded. */
export interface First {
	readonly item: number;
	readonly success: Success;
}

/** How a run ended. Unless it stopped, every item has exactly one outcome, at its own index. */
export type Run =
	| { readonly outcomes: readonly Outcome[]; readonly stopped?: undefined }
	| {
			readonly stopped: { readonly item: number; readonly failure: Failure };
			/** What became of the items that were finished. */
			readonly outcomes: readonly Outcome[];
	  };

const CANCELLED: { readonly failure: Failure } = {
	failure: { code: 'CANCELLED', message: 'The execution was stopped before this item was finished.' },
};

/** Runs the items. It never throws: an exception is the failure of its item. */
export async function runItems<Job>(work: Work<Job>): Promise<Run> {
	const links: Array<Link<Job>> = [];
	const outcomes = new Array<Outcome | undefined>(work.count).fill(undefined);
	for (let item = 0; item < work.count; item += 1) {
		const finished = work.recall(item);
		const prepared = finished ? undefined : guard(() => work.prepare(item));
		if (finished) links.push({ item, key: finished.key, place: finished.place });
		if (prepared?.ok) links.push(linkOf(work, item, prepared.value));
		outcomes[item] = prepared?.error ? { failure: prepared.error } : finished?.outcome;
	}
	if (!work.stopOnFailure || links.length === work.count) await performAll(work, links, outcomes);
	if (work.stopOnFailure) return concludeStopped(outcomes);
	const unfinished = findCause(outcomes) ?? CANCELLED;
	return { outcomes: outcomes.map((outcome) => outcome ?? unfinished) };
}

/** The first failure that all items share, if one ended the run: those that were not finished fail by it too. */
function findCause(outcomes: ReadonlyArray<Outcome | undefined>): { readonly failure: Failure } | undefined {
	for (const outcome of outcomes) if (outcome?.failure && outcome.cause) return { failure: outcome.cause };
	return undefined;
}

/** The lowest failing item ends the run; one that the end itself made fail, or cancelled, does so when no other failed. */
function concludeStopped(outcomes: ReadonlyArray<Outcome | undefined>): Run {
	const cause = outcomes.findIndex((outcome) => outcome?.failure && !outcome.halted);
	const item = cause < 0 ? outcomes.findIndex((outcome) => outcome?.failure) : cause;
	const failure = outcomes[item]?.failure;
	const finished = outcomes.filter((outcome) => outcome !== undefined);
	if (failure) return { stopped: { item, failure }, outcomes: finished };
	if (finished.length === outcomes.length) return { outcomes: finished };
	return { stopped: { item: outcomes.indexOf(undefined), failure: CANCELLED.failure }, outcomes: finished };
}

async function performAll<Job>(
	work: Work<Job>,
	links: ReadonlyArray<Link<Job>>,
	outcomes: Array<Outcome | undefined>,
): Promise<void> {
	const chains = groupByKey(links).values();
	const runner = async () => {
		for (const chain of chains) {
			if (work.signal.aborted) return;
			await performChain(work, chain, outcomes);
		}
	};
	const runners = Math.min(work.concurrency, links.length);
	await Promise.all(Array.from({ length: runners }, runner));
}

/** One item of a chain; without a job it was finished in an earlier try. */
interface Link<Job> {
	readonly item: number;
	readonly key?: string;
	readonly place?: string;
	readonly prepared?: { readonly job: Job };
}

function linkOf<Job>(work: Work<Job>, item: number, job: Job): Link<Job> {
	return { item, key: work.keyOf(job), place: work.placeOf(job), prepared: { job } };
}

/** The items with the same key, each chain at the place of its first item. */
function groupByKey<Job>(links: ReadonlyArray<Link<Job>>): Map<unknown, Array<Link<Job>>> {
	const chains = new Map<unknown, Array<Link<Job>>>();
	for (const link of links) {
		const key = link.key ?? link.item;
		const chain = chains.get(key);
		if (chain) chain.push(link);
		else chains.set(key, [link]);
	}
	return chains;
}

/**
 * Performs the items of a chain until one succeeds; the others at its place share its fate. When one fails, the next is
 * tried.
 */
async function performChain<Job>(
	work: Work<Job>,
	chain: ReadonlyArray<Link<Job>>,
	outcomes: Array<Outcome | undefined>,
): Promise<void> {
	const firsts = new Map<string | undefined, First>();
	const shared = new Map<string | undefined, Outcome>();
	for (const { item, key, place, prepared } of chain) {
		await work.during(async () => {
			const first = firsts.get(place);
			const repeat = prepared && (shared.get(place) ?? (first && work.repeat(prepared.job, first)));
			const repeated = repeat && { ...repeat, repeated: true };
			const outcome = outcomes[item] ?? repeated ?? (prepared && (await performOne(work, prepared.job, item)));
			outcomes[item] = outcome;
			if (outcome?.success && !first) firsts.set(place, { item, success: outcome.success });
			if (outcome?.deferred || (outcome?.failure && outcome.shared)) shared.set(place, outcome);
			if (outcome?.failure && (work.stopOnFailure || outcome.cause)) work.halt();
			if (outcome?.success) work.settled(item, { outcome, key, place });
		});
	}
}

/** Undefined when the run ended before the item was finished. */
async function performOne<Job>(work: Work<Job>, job: Job, item: number): Promise<Outcome | undefined> {
	if (work.signal.aborted) return undefined;
	try {
		const outcome = await work.perform(job, item);
		if (!('blocked' in outcome)) return outcome;
		return outcome.blocked === 'halted' ? undefined : work.unsent(outcome.blocked);
	} catch (error) {
		return faultOf(error, true);
	}
}

function guard<T>(make: () => Result<T, Failure>): Result<T, Failure> {
	try {
		return make();
	} catch (error) {
		return fail(faultOf(error, false).failure);
	}
}

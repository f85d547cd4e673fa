import { faultOf, type Failure } from '../messages/failure';
import type { First, ItemMemory, Outcome } from './operation';

export interface Job {
	/** Items with the same key are performed one after the other, in their order. Without a key an item stands alone. */
	readonly key?: string;
	/** Of items with the same key, only those at the same place repeat each other. */
	readonly place?: string;
	/** What is known before anything is sent: the row is invalid, or an earlier try of the execution finished it. */
	readonly outcome?: Outcome;
	/** Keeps the success of the item for a later try of the execution. */
	readonly memory: ItemMemory;
	/** Returns undefined when the execution ended before the item was finished. Not needed where the outcome is known. */
	readonly perform?: () => Promise<Outcome | undefined>;
	/** Returns what becomes of the item after an earlier one with its key and place; undefined to perform it. */
	readonly repeat?: (first: First) => Outcome | undefined;
}

export interface RowsOptions {
	readonly concurrency: number;
	/** Whether the first failure ends the execution. An item that is invalid from the beginning then ends it before any request. */
	readonly stopOnFailure: boolean;
	/** After it is aborted no further item is performed. */
	readonly signal: AbortSignal;
	/** Aborts the signal: a failure has ended the execution. */
	readonly halt: () => void;
	/** Holds other requests back until it is known what the responses to those of this work mean. */
	readonly during: (work: () => Promise<void>) => Promise<void>;
}

/** How the items of an execution ended. Unless it stopped, every item has exactly one outcome, at its own index. */
export interface Ended {
	readonly outcomes: readonly Outcome[];
	readonly stopped?: { readonly item: number; readonly failure: Failure };
}

const CANCELLED: { readonly failure: Failure } = {
	failure: { code: 'CANCELLED', message: 'The execution was stopped before this row was finished. Run it again.' },
};

/** Performs the jobs of all items. It never throws: an exception is the failure of its item. */
export async function performRows(jobs: readonly Job[], options: RowsOptions): Promise<Ended> {
	const outcomes = jobs.map(({ outcome }) => outcome);
	const isInvalid = outcomes.some((outcome) => outcome?.failure);
	if (!(options.stopOnFailure && isInvalid)) await performChains(jobs, outcomes, options);
	if (options.stopOnFailure) return concludeStopped(outcomes);
	// If a failure that all items share ended the execution, those that were not finished fail by it too.
	const cause = outcomes.map((outcome) => (outcome?.failure ? outcome.cause : undefined)).find(Boolean);
	const unfinished = cause ? { failure: cause } : CANCELLED;
	return { outcomes: outcomes.map((outcome) => outcome ?? unfinished) };
}

/** The lowest failing item ends the execution; one that the end itself made fail does so when no other failed. */
function concludeStopped(outcomes: ReadonlyArray<Outcome | undefined>): Ended {
	const cause = outcomes.findIndex((outcome) => outcome?.failure && !outcome.halted);
	const item = cause < 0 ? outcomes.findIndex((outcome) => outcome?.failure) : cause;
	const failure = outcomes[item]?.failure;
	const finished = outcomes.filter((outcome) => outcome !== undefined);
	if (failure) return { stopped: { item, failure }, outcomes: finished };
	if (finished.length === outcomes.length) return { outcomes: finished };
	return { stopped: { item: outcomes.indexOf(undefined), failure: CANCELLED.failure }, outcomes: finished };
}

async function performChains(
	jobs: readonly Job[],
	outcomes: Array<Outcome | undefined>,
	options: RowsOptions,
): Promise<void> {
	// Each chain at the place of its first item. Invalid items are in none.
	const chains = new Map<string | number, number[]>();
	for (const [item, { key = item, outcome }] of jobs.entries()) {
		if (outcome?.failure) continue;
		const chain = chains.get(key) ?? [];
		chain.push(item);
		chains.set(key, chain);
	}
	const rest = chains.values();
	const worker = async () => {
		for (let next = rest.next(); !next.done && !options.signal.aborted; next = rest.next()) {
			await performChain(next.value, jobs, outcomes, options);
		}
	};
	await Promise.all(Array.from({ length: Math.min(options.concurrency, jobs.length) }, worker));
}

/**
 * Performs the items of a chain until one succeeds; the others at its place share its fate. When one fails, the next is
 * tried.
 */
async function performChain(
	chain: readonly number[],
	jobs: readonly Job[],
	outcomes: Array<Outcome | undefined>,
	{ stopOnFailure, signal, halt, during }: RowsOptions,
): Promise<void> {
	const firsts = new Map<string | undefined, First>();
	const shared = new Map<string | undefined, Outcome>();
	for (const item of chain) {
		const job = jobs[item];
		if (!job) continue;
		const { key, place, memory } = job;
		const first = firsts.get(place);
		await during(async () => {
			const repeat = shared.get(place) ?? (first && job.repeat?.(first));
			const outcome = job.outcome ?? (repeat && { ...repeat, repeated: true }) ?? (await performOne(job, signal));
			outcomes[item] = outcome;
			if (outcome?.success && !outcome.repeated) firsts.set(place, { item, success: outcome.success });
			if (outcome?.deferred || (outcome?.failure && outcome.shared)) shared.set(place, outcome);
			if (outcome?.failure && (stopOnFailure || outcome.cause)) halt();
			if (outcome?.success) memory.finished = { outcome, key, place };
		});
	}
}

async function performOne({ perform }: Job, signal: AbortSignal): Promise<Outcome | undefined> {
	if (signal.aborted || !perform) return undefined;
	try {
		return await perform();
	} catch (error) {
		return faultOf(error, true);
	}
}

const memories = new WeakMap<object, ItemMemory>();

/**
 * The memory of an input item over the tries of one execution. The item object is the key: Retry On Fail runs the node again
 * over the very same objects, and every other execution has new ones. A memory is freed together with its item.
 */
export function memoryOf(item: object): ItemMemory {
	const memory = memories.get(item) ?? {};
	memories.set(item, memory);
	return memory;
}

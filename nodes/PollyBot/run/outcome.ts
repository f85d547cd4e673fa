import type { Json } from '../json';
import type { Failure } from '../messages/failure';

/** What an item leads to on one of the node's outputs, by the output's name: mostly one item, for a search any number. */
export interface Success {
	readonly output: string;
	readonly items: readonly Json[];
	/** What was sent and the answer does not hold; absent where it holds everything. */
	readonly loss?: Loss;
}

/** Names of fields that were sent, or of keys inside one (`metadata.utm_source`). */
export interface Loss {
	/** Those that the answer does not hold at all. */
	readonly missing: readonly string[];
	/** Those that it holds another choice for. */
	readonly changed: readonly string[];
}

/** What became of one item: a success, a failure, or a deferred row. */
export type Outcome = {
	/** Whether the item repeats the key of an earlier one, and so was not performed. */
	readonly repeated?: boolean;
} & (
	| { readonly success: Success; readonly failure?: undefined; readonly deferred?: undefined }
	| {
			readonly failure: Failure;
			/** Whether the other items with the same key fail alike, without being performed. */
			readonly shared?: boolean;
			/** Whether the end of the run kept the item from being finished: not what ended it. */
			readonly halted?: boolean;
			/** Why every other item would fail too, if so: it ends the requests of the run. */
			readonly cause?: Failure;
			readonly success?: undefined;
			readonly deferred?: undefined;
	  }
	| { readonly deferred: true; readonly success?: undefined; readonly failure?: undefined }
);

/** Says how far an execution came that stopped at a failure: how many leads, or what else it is about, are done. */
export function summarise(finished: readonly Outcome[], output: string, done: string, noun = 'lead'): string {
	const were = (count: number) => (count === 1 ? `1 ${noun} was` : `${count} ${noun}s were`);
	const count = finished.filter(({ success }) => success?.output === output && !success.items[0]?.duplicate).length;
	const unconfirmed = finished.filter(({ failure }) => failure?.code === 'UNCONFIRMED').length;
	const stored = count === 0 ? `No ${noun} was ${done}.` : `${were(count)} ${done} before the run stopped.`;
	return unconfirmed === 0 ? stored : `${stored} ${were(unconfirmed)} not confirmed, and may be ${done} or not.`;
}

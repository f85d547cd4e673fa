import type { OwnCode, ServiceCode } from '../codes';

/** Why an item failed. `message` is a sentence for the person who builds the workflow; what is not known is absent. */
export interface Failure {
	/** Our code, where the service gave none. */
	readonly code?: OwnCode;
	readonly serviceCode?: ServiceCode;
	readonly message: string;
	readonly description?: string;
	/** The field of the item that is to blame, and what was found in it. */
	readonly field?: string;
	readonly value?: unknown;
	readonly httpStatus?: number;
}

/** The JSON of one item. */
export type Json = Readonly<Record<string, unknown>>;

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

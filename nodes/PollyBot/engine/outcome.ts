/** Why an item failed. `message` is a sentence for the person who builds the workflow; what is not known is absent. */
export interface Failure {
	readonly code?: string;
	readonly message: string;
	readonly description?: string;
	/** The field of the item that is to blame, and what was found in it. */
	readonly field?: string;
	readonly value?: unknown;
	readonly httpStatus?: number;
}

/** What became of one item: json for one of the node's outputs (by its name), or a failure. */
export type Outcome =
	| { readonly output: string; readonly json: Readonly<Record<string, unknown>>; readonly failure?: undefined }
	| { readonly failure: Failure };

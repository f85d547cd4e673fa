/** Our own codes, beside those of the service: see the interface's list of codes. */
export type OwnCode = 'NOT_FOUND' | 'TIMEOUT' | 'NETWORK' | 'REDIRECT' | 'NOT_POLLYBOT' | 'CANCELLED';

/** What is known of a request that did not succeed. The sentences for people are made in `explain.ts`. */
export interface ApiFailure {
	/** The service's code or one of ours; absent when the service gave none and the status tells none. */
	readonly code?: string;
	/** HTTP status of the answer; absent when there was no answer. */
	readonly status?: number;
	/** The service's own words: `error`, and `details.message`. */
	readonly serviceMessage?: string;
	readonly serviceDetail?: string;
	readonly field?: string;
	readonly value?: unknown;
	/** Of DUPLICATE_EMAIL: the lead that has the email already. */
	readonly existingLeadId?: string;
	/** Of RATE_LIMIT_EXCEEDED: seconds until another request may be sent. */
	readonly retryAfterSeconds?: number;
	/** Of REDIRECT: where the answer points to. */
	readonly location?: string;
	/** Of NETWORK: the system's error code, such as ECONNREFUSED. */
	readonly systemCode?: string;
}

/** An answer's content or why there is none: expected failures are values. */
export type ApiResult<T> =
	{ readonly ok: true; readonly data: T } | { readonly ok: false; readonly failure: ApiFailure };

/** What a response said of the rate limit. */
export type LimitReading =
	/** How many requests were left when the server handled this one, and in how many milliseconds the window moves on. */
	| { readonly remaining: number; readonly resetIn: number }
	/** The server counts no requests. */
	| 'unmetered'
	/** No response came, or one that says nothing of the limit. */
	| 'unknown';

/** What one attempt at a request came to, and what that says about further ones. */
export interface Attempt<T> {
	readonly value: T;
	readonly reading: LimitReading;
	readonly responded: boolean;
	/** Whether no response came within the time that one is waited for. */
	readonly timedOut?: boolean;
	/** Whether the service rejected the request for its rate limit: all requests are then held back. */
	readonly limited: boolean;
	readonly retryable: boolean;
	/** Whether the request may have been carried out although no response says so. */
	readonly lost: boolean;
	/** Milliseconds that the service asks to wait before another attempt. */
	readonly retryAfter?: number;
}

/**
 * Why a request is not sent: the rate limit leaves none and the execution waits no longer, the server does not respond,
 * or the execution has ended.
 */
export type Blocked = 'limited' | 'unreachable' | 'halted';

/** What a request came to after all its attempts. */
export type Sent<T> = {
	/** When the first attempt was sent whose response was lost, in milliseconds since 1970; undefined when none was. */
	readonly lostAt?: number;
} & (
	| {
			readonly value: T;
			/** When the attempt was sent that the value is of, in milliseconds since 1970. */
			readonly sentAt: number;
			readonly blocked?: undefined;
	  }
	| { readonly blocked: Blocked; readonly value?: undefined }
);

export interface SendOptions {
	/** Whether a request whose response was lost is not sent again, since it may have been carried out. @default false */
	readonly neverTwice?: boolean;
	/** The name of a separate rate limit that counts it. @default that of the API key */
	readonly limit?: string;
	/** Of the requests that wait, the highest rank goes first: a row's second one, without which its first was in vain. @default 0 */
	readonly rank?: number;
}

/** Sends a request: when, and how often it is attempted, is up to the sender. It throws only what `attempt` throws. */
export type Send = <T>(attempt: () => Promise<Attempt<T>>, options?: SendOptions) => Promise<Sent<T>>;

export const sendOnce: Send = async (attempt) => {
	const sentAt = Date.now();
	const { value, lost } = await attempt();
	return { value, sentAt, lostAt: lost ? sentAt : undefined };
};

/** What a fault does to one request. Unless it says otherwise, the request is carried out first. */
export type FaultEffect =
	/** The answer is held back; with `part: 'body'` the headers go out immediately, and only the body is late. */
	| { kind: 'latency'; ms: number; part?: 'body' }
	/** Only with `after`, the request is carried out first. Without a body: the error envelope for that status. */
	| { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string>; after?: boolean }
	/** The connection is destroyed, before or after the request is carried out. */
	| { kind: 'drop'; when: 'before' | 'after' }
	/** A login page, as a proxy in front of the service would answer. Not carried out. */
	| { kind: 'html'; status?: number }
	/** Not carried out. */
	| { kind: 'redirect'; status?: number; location: string }
	/** The connection is closed after half of the body, or `at` the end of the headers. */
	| { kind: 'cut'; at?: 'headers' | 'half' }
	/** An answer without a body. Only with `after`, the request is carried out first. */
	| { kind: 'empty'; status?: number; after?: boolean }
	/** The record without `{success, data}` around it, as a newer service may answer. */
	| { kind: 'bare' }
	/** Silence, with the connection left open: from the start, after the headers, or after half of the body. */
	| { kind: 'stall'; at: 'start' | 'headers' | 'half' }
	/** For ever, every `everyMs`: one more character of a header, or, after the headers, one space. */
	| { kind: 'drip'; part: 'headers' | 'body'; everyMs: number }
	/**
	 * As fast as the client reads: header lines for ever, or spaces before the JSON of the body, for ever or as many
	 * `bytes` as given. With `gzip` these spaces travel as about a thousandth of their size.
	 */
	| { kind: 'flood'; part: 'headers' | 'body'; bytes?: number; gzip?: boolean }
	/** Every page of a list says that there is another one: with the first page's leads, or with new ones each time. */
	| { kind: 'pages'; leads: 'same' | 'new' }
	| Altered;

/** The service's response, altered. */
interface Altered {
	kind: 'altered';
	/** Merged into the JSON of the body as RFC 7396 says: null removes a key, a list replaces what was there. */
	patch?: unknown;
	headers?: Record<string, string>;
	/** Text before the body, such as a BOM. */
	before?: string;
	/** How many times the body is sent, one after the other. @default 1 */
	repeat?: number;
	/** The characters of the body as bytes of Latin-1, whatever the headers say. */
	charset?: 'latin1';
	/** The body compressed; `cut` leaves out the second half of the compressed bytes, and the headers agree. */
	gzip?: 'whole' | 'cut';
	/** Added to the Content-Length: below 0 it promises too little, above 0 the rest never comes. */
	lengthOff?: number;
	/** The statuses of interim responses before the answer. */
	interim?: Array<100 | 103>;
}

export type EffectOf<Kind extends FaultEffect['kind']> = Extract<FaultEffect, { kind: Kind }>;

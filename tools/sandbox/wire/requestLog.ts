/** One request to the API, and what was answered. Entries are in the order in which the requests arrived. */
export interface LoggedRequest {
	/** When it arrived, in ms since the epoch, on this machine's clock. */
	at: number;
	method: string;
	/** As it was sent, without the query. */
	path: string;
	query: Record<string, string>;
	/** Names in lower case. The Authorization header is whole: tests look for it, and all keys are made up. */
	headers: Record<string, string>;
	rawBody: string;
	/** The parsed body, or undefined if it is not valid JSON. */
	body: unknown;
	/** Undefined while there is no response, and for good if the connection was dropped. */
	status?: number;
	/** Names in lower case. */
	responseHeaders: Record<string, string>;
	/** The answer's parsed JSON, or its text if it is not valid JSON; undefined if it is empty. */
	responseBody?: unknown;
	/** The status that the API itself meant, whatever became of its response; undefined if the request was not carried out. */
	carriedOut?: number;
	/** The kind of the fault that was played, if one was. */
	fault?: string;
	/** Bytes of the answer that went out, headers included; undefined until the answer is over. */
	sentBytes?: number;
	/** Whether the client closed the connection before it had the whole response; undefined until the response is over. */
	clientClosed?: boolean;
}

type Headers = Record<string, number | string | string[] | undefined>;

/** Headers as text, with their names in lower case; a repeated one is joined, as HTTP reads it. */
export function flatHeaders(headers: Headers): Record<string, string> {
	const present = Object.entries(headers).filter(([, value]) => value !== undefined);
	return Object.fromEntries(present.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

/** The path and the query of a request's target. */
export function splitTarget(target: string): { path: string; query: Record<string, string> } {
	const [path = '', ...query] = target.split('?');
	return { path, query: Object.fromEntries(new URLSearchParams(query.join('?'))) };
}

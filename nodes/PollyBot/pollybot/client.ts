import type { Json } from '../json';
import { fail, type Result } from '../result';
import type { Attempt, Send, SendOptions, Sent } from './attempt';
import {
	readChatReply,
	readDeletion,
	readLead,
	readPage,
	readRateLimit,
	readRetryAfter,
	serverTime,
	type Lead,
	type LeadPage,
} from './envelope';
import { isFieldRejected, isLimited, isLost, isRetryable, type ApiFailure } from './failure';
import { chatPath, leadPath, leadsPath, listPath, type Chatbot, type ListQuery, type Scope } from './paths';
import type { HttpResponse, HttpRequest, Transport } from './transport';

/** What a request came to: a value of the service's, or what went wrong. */
type Reply<T> = Promise<Sent<Result<T, ApiFailure>>>;

type Reader<T> = (response: HttpResponse) => Result<T, ApiFailure>;

/** A response that needs no other attempt. */
const FINAL = { responded: true, limited: false, retryable: false, lost: false } as const;

/** PollyBot's leads API, one method an endpoint, each one request. Only what the transport throws is thrown. */
export class PollyBotClient {
	readonly statusFilter = new StatusFilter();
	private clockOffset: number | undefined;

	/**
	 * @param send makes the attempts at each request
	 * @param now milliseconds since 1970 on this machine's clock
	 */
	constructor(
		private readonly transport: Transport,
		private readonly send: Send,
		private readonly now: () => number,
	) {}

	/**
	 * POST collection. Source: PollyBot Leads API v1.0, Create Lead.
	 *
	 * @param lead of JSON values only
	 * @param options a lead without an email is sent never twice: nothing would tell a second one from it
	 */
	async createLead(scope: Scope, lead: object, options?: SendOptions): Reply<Lead> {
		const body = JSON.stringify(lead);
		return await this.request({ method: 'POST', path: leadsPath(scope), body }, readLead, options);
	}

	/** GET one lead. Source: PollyBot Leads API v1.0, Get Lead. */
	async getLead(scope: Scope, leadId: string): Reply<Lead> {
		return await this.request({ method: 'GET', path: leadPath(scope, leadId) }, readLead, { rank: 1 });
	}

	/**
	 * GET collection: one page, of at most 100 leads. Source: PollyBot Leads API v1.0, List Leads.
	 *
	 * @param query with the status as it is documented: it is sent as the service wants it spelled
	 */
	async listLeads(
		scope: Scope,
		query: ListQuery & { readonly page?: number; readonly limit: number },
	): Reply<LeadPage> {
		return await this.statusFilter.ask(query, async (spell) => {
			const attempt = async () =>
				await this.attempt({ method: 'GET', path: listPath(scope, spell()) }, (response) =>
					readPage(response, query.limit),
				);
			return await this.send(attempt);
		});
	}

	/**
	 * PUT one lead: only the fields sent change, metadata is merged, null clears a field. Source: PollyBot Leads API v1.0,
	 * Update Lead.
	 *
	 * @param changes of JSON values only
	 */
	async updateLead(scope: Scope, leadId: string, changes: object): Reply<Lead> {
		const body = JSON.stringify(changes);
		return await this.request({ method: 'PUT', path: leadPath(scope, leadId), body }, readLead, { rank: 2 });
	}

	/** DELETE one lead, for good. Source: PollyBot Leads API v1.0, Delete Lead. */
	async deleteLead(scope: Scope, leadId: string): Reply<{ readonly deletedAt?: string }> {
		return await this.request({ method: 'DELETE', path: leadPath(scope, leadId) }, readDeletion, { rank: 2 });
	}

	/**
	 * POST a message, which is sent never twice: each one is answered and billed. Source: PollyBot API v1.0, Send Message.
	 *
	 * @param message of JSON values only
	 */
	async sendMessage(chatbot: Chatbot, message: object): Reply<Json> {
		// Otherwise the chatbot's own setting decides whether the response is streamed.
		const body = JSON.stringify({ ...message, stream: false });
		const path = chatPath(chatbot);
		return await this.request({ method: 'POST', path, body }, readChatReply, { neverTwice: true, limit: path });
	}

	/**
	 * A time of this machine's clock on the service's clock, as its responses have told it: never later than it really was.
	 *
	 * @returns milliseconds since 1970
	 */
	serviceTime(time: number): number {
		return time + (this.clockOffset ?? 0);
	}

	private async request<T>(request: HttpRequest, read: Reader<T>, options?: SendOptions): Reply<T> {
		return await this.send(async () => await this.attempt(request, read), options);
	}

	private async attempt<T>(request: HttpRequest, read: Reader<T>): Promise<Attempt<Result<T, ApiFailure>>> {
		const sent = await this.transport(request);
		if (!sent.ok) {
			const timedOut = sent.error.code === 'TIMEOUT';
			// A request that n8n did not send tells nothing about the server.
			const responded = sent.error.unsent !== undefined;
			return { value: sent, reading: 'unknown', responded, timedOut, ...adviceOf(sent.error) };
		}
		const response = sent.value;
		const now = this.now();
		const serverNow = serverTime(response.headers.date, now);
		// A response takes its time and tells it in whole seconds: the largest difference seen is the truest.
		if (response.headers.date !== undefined) {
			this.clockOffset = Math.max(this.clockOffset ?? -Infinity, serverNow - now);
		}
		const value = read(response);
		if (value.ok) return { ...FINAL, value, reading: readRateLimit(response, now) };
		const header = readRetryAfter(response.headers['retry-after'], serverNow);
		const failure = { ...value.error, retryAfter: header ?? value.error.retryAfter };
		const reading = readRateLimit(response, now, isLimited(failure) ? failure : undefined);
		return { ...FINAL, ...adviceOf(failure), value: fail(failure), reading };
	}
}

function adviceOf(failure: ApiFailure): Pick<Attempt<never>, 'limited' | 'retryable' | 'lost' | 'retryAfter'> {
	const limited = isLimited(failure);
	return {
		limited,
		retryable: isRetryable(failure),
		lost: isLost(failure),
		// Of a rate limit the wait is not this request's alone.
		retryAfter: limited ? undefined : failure.retryAfter,
	};
}

/** What a request for a list came to; without a value it was not sent. */
interface Listed {
	readonly value?: Result<unknown, ApiFailure>;
}

/**
 * How the service wants statuses spelled in the filter of a list: in small letters as the documents of v1.0 have them, or
 * in capitals as newer services do. It tells only by rejecting the other spelling, so what it takes is remembered.
 */
export class StatusFilter {
	/** Whether the service is known to want capitals: may be set to what was found out earlier. */
	inCapitals = false;

	/**
	 * Asks for a list, and once more in the other spelling when the service rejects the status.
	 *
	 * @param query the status as it is documented
	 * @param list sends the request; it has the query spelled when it is really sent, because more may be known by then
	 * @returns the first response when neither spelling is taken: the status is then as the user gave it
	 */
	async ask<T extends Listed>(query: ListQuery, list: (spelled: () => ListQuery) => Promise<T>): Promise<T> {
		let inCapitals = this.inCapitals;
		const first = await list(() => {
			inCapitals = this.inCapitals;
			return spell(query, inCapitals);
		});
		const other = spell(query, !inCapitals);
		if (!isStatusRejected(first) || other.status === spell(query, inCapitals).status) return first;
		// Requests that wait meanwhile go out in the other spelling immediately.
		this.inCapitals = !inCapitals;
		const second = await list(() => other);
		if (!isStatusRejected(second)) return second;
		this.inCapitals = inCapitals;
		return first;
	}
}

function spell(query: ListQuery, inCapitals: boolean): ListQuery {
	const { status } = query;
	return inCapitals && typeof status === 'string' ? { ...query, status: status.toUpperCase() } : query;
}

function isStatusRejected({ value }: Listed): boolean {
	return value?.ok === false && isFieldRejected(value.error, 'status');
}

import { fail, type Result } from '../result';
import { readDeletion, readLead, readPage, type Deletion, type Lead, type LeadPage } from './envelope';
import { isLimited, isLost, isRetryable, type ApiFailure } from './failure';
import { leadPath, leadsPath, listPath, type ListQuery, type Scope } from './paths';
import { readRateLimit, readRetryAfter, serverTime } from './rateLimit';
import type { HttpAnswer, HttpRequest, Transport } from './transport';

/** One attempt at a request: what came of it, and what its answer says about further ones. */
export interface Exchange<T> {
	readonly value: Result<T, ApiFailure>;
	readonly reading: ReturnType<typeof readRateLimit>;
	/** Whether there was any answer. */
	readonly answered: boolean;
	/** Whether no answer came in time. */
	readonly timedOut?: boolean;
	/** Whether the service refused the request for its rate limit. */
	readonly limited: boolean;
	readonly retryable: boolean;
	/** Whether the request may have been carried out although no answer says so. */
	readonly lost: boolean;
	/** Milliseconds that the service asks to wait before another attempt. */
	readonly retryAfter?: number;
}

/** An answer that needs no other attempt. */
const ANSWERED = { answered: true, limited: false, retryable: false, lost: false } as const;

/** PollyBot's leads API, one method an endpoint, each one attempt at one request. Only what the transport throws is thrown. */
export class PollyBotClient {
	private clockOffset: number | undefined;

	/** @param now milliseconds since 1970 on this machine's clock */
	constructor(
		private readonly transport: Transport,
		private readonly now: () => number,
	) {}

	/**
	 * POST collection. Source: PollyBot Leads API v1.0, Create Lead.
	 *
	 * @param lead of JSON values only
	 */
	async createLead(scope: Scope, lead: object): Promise<Exchange<Lead>> {
		return await this.exchange({ method: 'POST', path: leadsPath(scope), body: JSON.stringify(lead) }, readLead);
	}

	/** GET one lead. Source: PollyBot Leads API v1.0, Get Lead. */
	async getLead(scope: Scope, leadId: string): Promise<Exchange<Lead>> {
		return await this.exchange({ method: 'GET', path: leadPath(scope, leadId) }, readLead);
	}

	/** GET collection: one page, of at most 100 leads. Source: PollyBot Leads API v1.0, List Leads. */
	async listLeads(
		scope: Scope,
		query: ListQuery & { readonly page?: number; readonly limit: number },
	): Promise<Exchange<LeadPage>> {
		return await this.exchange({ method: 'GET', path: listPath(scope, query) }, (answer) =>
			readPage(answer, query.limit),
		);
	}

	/**
	 * PUT one lead: only the fields sent change, metadata is merged, null clears a field. Source: PollyBot Leads API v1.0,
	 * Update Lead.
	 *
	 * @param changes of JSON values only
	 */
	async updateLead(scope: Scope, leadId: string, changes: object): Promise<Exchange<Lead>> {
		const body = JSON.stringify(changes);
		return await this.exchange({ method: 'PUT', path: leadPath(scope, leadId), body }, readLead);
	}

	/** DELETE one lead, for good. Source: PollyBot Leads API v1.0, Delete Lead. */
	async deleteLead(scope: Scope, leadId: string): Promise<Exchange<Deletion>> {
		return await this.exchange({ method: 'DELETE', path: leadPath(scope, leadId) }, readDeletion);
	}

	/**
	 * A time of this machine's clock on the service's clock, as its answers have told it: never later than it really was.
	 *
	 * @returns milliseconds since 1970
	 */
	serviceTime(time: number): number {
		return time + (this.clockOffset ?? 0);
	}

	private async exchange<T>(
		request: HttpRequest,
		read: (answer: HttpAnswer) => Result<T, ApiFailure>,
	): Promise<Exchange<T>> {
		const sent = await this.transport(request);
		if (!sent.ok) {
			const timedOut = sent.error.code === 'TIMEOUT';
			// A request that n8n did not send tells nothing about the server.
			const answered = sent.error.unsent !== undefined;
			return { value: sent, reading: 'unknown', answered, timedOut, ...judge(sent.error) };
		}
		const answer = sent.value;
		this.learnClock(answer);
		const now = this.now();
		const value = read(answer);
		if (value.ok) return { ...ANSWERED, value, reading: readRateLimit(answer, now) };
		const header = readRetryAfter(answer.headers['retry-after'], serverTime(answer.headers.date, now));
		const known = { ...value.error, retryAfter: header ?? value.error.retryAfter };
		return {
			...ANSWERED,
			...judge(known),
			value: fail(known),
			reading: readRateLimit(answer, now, isLimited(known) ? known : undefined),
		};
	}

	/** An answer takes its time and tells it in whole seconds: the largest difference seen is the truest. */
	private learnClock({ headers }: HttpAnswer): void {
		if (headers.date === undefined) return;
		const now = this.now();
		this.clockOffset = Math.max(this.clockOffset ?? -Infinity, serverTime(headers.date, now) - now);
	}
}

function judge(failure: ApiFailure): Pick<Exchange<never>, 'limited' | 'retryable' | 'lost' | 'retryAfter'> {
	const limited = isLimited(failure);
	return {
		limited,
		retryable: isRetryable(failure),
		lost: isLost(failure),
		// The wait after a refusal for the rate limit is the gate's, which holds all requests back.
		retryAfter: limited ? undefined : failure.retryAfter,
	};
}

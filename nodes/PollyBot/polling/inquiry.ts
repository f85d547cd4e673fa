import { PollyBotClient } from '../pollybot/client';
import type { Connection } from '../pollybot/connection';
import type { Lead, LeadPage } from '../pollybot/envelope';
import type { ApiFailure } from '../pollybot/failure';
import type { PageRequest } from '../pollybot/pages';
import type { Transport } from '../pollybot/transport';
import { systemClock } from '../run/clock';
import { Requests } from '../run/requests';
import { explain, inSeconds } from '../messages/explain';
import { type Failure, redactFailure } from '../messages/failure';
import { keepMatching } from '../lead/matching';
import { fail, type Result } from '../result';
import type { Question } from './question';

/** Milliseconds for one attempt at a request, and for which PollyBot may ask to wait before another one. */
export const TIMEOUT = 30_000;

/** The next poll is soon enough: no request waits for the rate limit. */
const LIMITS = { maxConcurrency: 1, maxRetries: 3, maxPause: TIMEOUT, maxWait: 0, waits: false };

/**
 * Why new leads cannot be told from known ones. The service does not say when, does not give the newest first, dates many
 * leads later than its own clock, or gives the same pages again and again.
 */
export type Disorder = 'untimed' | 'unsorted' | 'ahead' | 'endless';

/** Why a poll reads no further: the rate limit, its time, or what the service gives. */
export type Refusal = 'limited' | 'slow' | Disorder | ApiFailure;

/** What one poll asks the service. */
export class Inquiry {
	private readonly client: PollyBotClient;
	private readonly started = performance.now();

	/** @param budget milliseconds for all requests together, after which `signal` is aborted */
	constructor(
		transport: Transport,
		private readonly connection: Connection,
		readonly question: Question,
		private readonly budget: number,
		private readonly signal: AbortSignal,
	) {
		const requests = new Requests({ ...LIMITS, clock: systemClock, random: Math.random, signal });
		this.client = new PollyBotClient(transport, requests.send, systemClock.now);
	}

	/** Where responses have no `Date`, this machine's clock stands in for the service's. */
	readonly serviceTime = (): number => this.client.serviceTime(systemClock.now());

	/** How the service wants statuses spelled: known from the last poll, and after this one. */
	get statuses(): { inCapitals: boolean } {
		return this.client.statusFilter;
	}

	async read(request: PageRequest): Promise<Result<LeadPage, Refusal>> {
		const { scope, query } = this.question;
		const { value, blocked } = await this.client.listLeads(scope, { ...query, ...request });
		return value ?? fail(blocked === 'limited' ? blocked : { code: 'NETWORK' });
	}

	/** The leads of a page that the workflow starts on. */
	match(leads: readonly Lead[]): readonly Lead[] {
		return keepMatching(leads, this.question.query);
	}

	/** How much of the poll's time is left, from 1 to 0. */
	timeLeft(): number {
		return this.signal.aborted ? 0 : Math.max(0, 1 - (performance.now() - this.started) / this.budget);
	}

	/** Explains a rejection in words for the person who built the workflow. */
	explain(refusal: Refusal): Failure {
		const { connection, question, budget } = this;
		const { scope } = question;
		if (refusal === 'limited') return { code: 'RATE_LIMIT_EXCEEDED', message: LIMITED };
		if (refusal === 'slow') return { code: 'TIMEOUT', message: explainSlow(budget) };
		if (typeof refusal === 'string') return { code: 'NOT_POLLYBOT', message: DISORDERS[refusal] };
		const words = explain(refusal, { baseUrl: connection.baseUrl, scope, timeout: TIMEOUT, asker: 'poll' });
		const { code, serviceCode, status: httpStatus } = refusal;
		return redactFailure({ code, serviceCode, httpStatus, ...words }, connection.apiKey);
	}
}

const LIMITED = "PollyBot's rate limit for this API key is used up. Test again later.";

function explainSlow(budget: number): string {
	const time = inSeconds(Math.round(budget / 1000));
	return `PollyBot responds so slowly that a poll, which has ${time}, could read no new lead. The next poll tries again.`;
}

const DISORDERS: Readonly<Record<Disorder, string>> = {
	untimed:
		'PollyBot returned a lead without a valid time, so the trigger cannot tell which leads are new. Report this to PollyBot, or use PollyBot Trigger.',
	unsorted:
		"PollyBot ignored the sort order, so the trigger cannot tell which leads are new. Choose another event in 'Trigger On', or use PollyBot Trigger.",
	ahead:
		'More than 300 leads in PollyBot have a time in the future, and each poll would have to read them all. Correct or delete these leads, or use PollyBot Trigger.',
	endless:
		'PollyBot returns page after page without an end, so the new leads cannot be found. Report this to PollyBot.',
};

import { PollyBotClient } from '../pollybot/client';
import type { Connection } from '../pollybot/connection';
import type { Lead } from '../pollybot/envelope';
import type { ApiFailure } from '../pollybot/failure';
import { PAGE_SIZES } from '../pollybot/pages';
import type { Transport } from '../pollybot/transport';
import { systemClock } from '../run/clock';
import { Requests } from '../run/requests';
import { explain } from '../messages/explain';
import { type Failure, redactFailure } from '../messages/failure';
import { keepMatching } from '../lead/matching';
import { fail, ok, type Result } from '../result';
import { News } from './news';
import type { Question } from './question';
import type { Source } from './readNews';
import type { Disorder } from './seen';

/** Milliseconds for one attempt at a request, and for which PollyBot may ask to wait before another one. */
export const TIMEOUT = 30_000;
const MOST_RETRIES = 3;

/** Why a poll tells nothing. */
export type Refusal = 'limited' | 'slow' | Disorder | ApiFailure;

/** The requests of one poll. */
export class Inquiry {
	private readonly client: PollyBotClient;
	private readonly started = performance.now();

	/**
	 * Sends no request that the rate limit does not allow, and never waits for it: the next poll is soon enough.
	 *
	 * @param budget milliseconds for all requests together
	 */
	constructor(
		transport: Transport,
		private readonly connection: Connection,
		readonly question: Question,
		private readonly budget: number,
		private readonly signal: AbortSignal,
	) {
		const limits = { maxConcurrency: 1, maxRetries: MOST_RETRIES, maxPause: TIMEOUT, maxWait: 0, waits: false };
		const requests = new Requests({ ...limits, clock: systemClock, random: Math.random, signal });
		this.client = new PollyBotClient(transport, requests.send, systemClock.now);
	}

	/** Where responses have no `Date`, this machine's clock stands in for the service's. */
	readonly serviceTime = (): number => this.client.serviceTime(systemClock.now());

	/** How the service wants statuses spelled: known from the last poll, and after this one. */
	get statuses(): { inCapitals: boolean } {
		return this.client.statusFilter;
	}

	readonly source: Source<Refusal> = {
		read: async (request) => {
			const { scope, query } = this.question;
			const { value, blocked } = await this.client.listLeads(scope, { ...query, ...request });
			if (blocked) return { refusal: blocked === 'limited' ? blocked : { code: 'NETWORK' } };
			return value.ok ? value.value : { refusal: value.error, isTooLarge: value.error.isTooLarge };
		},
		match: (leads) => keepMatching(leads, this.question.query),
		timeLeft: () => (this.signal.aborted ? 0 : Math.max(0, 1 - (performance.now() - this.started) / this.budget)),
	};

	/** The leads of the first page that match. */
	async readNewest(): Promise<Result<readonly Lead[], Refusal>> {
		const { read, match } = this.source;
		const [largest, ...smaller] = PAGE_SIZES;
		let page = await read({ page: 1, limit: largest });
		for (const limit of smaller) if ('refusal' in page && page.isTooLarge) page = await read({ page: 1, limit });
		if ('refusal' in page) return fail(page.refusal);
		const news = new News(this.question.time, undefined, this.serviceTime);
		const matching = match(page.leads);
		news.take(page, matching);
		return news.disorder === undefined ? ok(matching) : fail(news.disorder);
	}

	/** A refusal in words for the person who built the workflow. */
	explain(refusal: Refusal): Failure {
		const { connection, question, budget } = this;
		const { scope } = question;
		if (refusal === 'limited') return LIMITED;
		if (refusal === 'slow') return { code: 'TIMEOUT', message: explainSlow(budget) };
		if (typeof refusal === 'string') return { code: 'NOT_POLLYBOT', message: DISORDERS[refusal] };
		const situation = { baseUrl: connection.baseUrl, scope, timeout: TIMEOUT, asker: 'poll' } as const;
		const { message, description } = explain(refusal, situation);
		const { code, serviceCode, status } = refusal;
		return redactFailure({ code, serviceCode, message, description, httpStatus: status }, connection.apiKey);
	}
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

const LIMITED: Failure = {
	code: 'RATE_LIMIT_EXCEEDED',
	message: "PollyBot's rate limit for this API key is used up. Test again later.",
};

function explainSlow(budget: number): string {
	const seconds = Math.round(budget / 1000);
	return `PollyBot responds so slowly that no new lead could be read within the ${seconds} seconds of a poll. The next poll tries again.`;
}

import { PollyBotClient } from '../pollybot/client';
import type { Connection } from '../pollybot/connection';
import type { Lead, LeadPage } from '../pollybot/envelope';
import type { ApiFailure } from '../pollybot/failure';
import { PAGE_SIZES, type NoPage, type PageRequest } from '../pollybot/pages';
import type { Transport } from '../pollybot/transport';
import { systemClock } from '../run/clock';
import { Requests } from '../run/requests';
import { explain } from '../messages/explain';
import { type Failure, redactFailure } from '../messages/failure';
import { keepMatching } from '../lead/matching';
import { fail, ok, type Result } from '../result';
import { Newcomers, type Disorder } from './newcomers';
import type { Question } from './question';
import { readNewcomers } from './readNewcomers';
import type { Seen } from './seen';

/** Milliseconds for one attempt at a request, and for which PollyBot may ask to wait before another one. */
export const TIMEOUT = 30_000;
const MOST_RETRIES = 3;

/** Why a poll tells nothing. */
export type Refusal = 'limited' | Disorder | ApiFailure;

/** The requests of one poll. */
export class Inquiry {
	private readonly client: PollyBotClient;

	/** Sends no request that the rate limit does not allow, and never waits for it: the next poll is soon enough. */
	constructor(
		transport: Transport,
		private readonly connection: Connection,
		readonly question: Question,
		signal: AbortSignal,
	) {
		const limits = { maxConcurrency: 1, maxRetries: MOST_RETRIES, maxPause: TIMEOUT, maxWait: 0, waits: false };
		const requests = new Requests({ ...limits, clock: systemClock, random: Math.random, signal });
		this.client = new PollyBotClient(transport, requests.send, systemClock.now);
	}

	/**
	 * Reads pages until all new leads are known.
	 *
	 * @param seen by the last poll; undefined in the first one
	 * @param inCapitals how the service wants statuses spelled, as far as that is known
	 * @returns the leads, and what is now known of that
	 */
	async read(
		seen: Seen | undefined,
		inCapitals: boolean | undefined,
	): Promise<Result<{ newcomers: Newcomers; inCapitals: boolean }, Refusal>> {
		const { statusFilter } = this.client;
		statusFilter.inCapitals = inCapitals ?? false;
		const newcomers = this.newcomers(seen);
		const refused = await readNewcomers(newcomers, this.readPage, this.match);
		if (refused !== undefined) return fail(refused);
		if (newcomers.disorder !== undefined) return fail(newcomers.disorder);
		return ok({ newcomers, inCapitals: statusFilter.inCapitals });
	}

	/** The leads of the first page that match. */
	async readNewest(): Promise<Result<readonly Lead[], Refusal>> {
		const [largest, ...smaller] = PAGE_SIZES;
		let page = await this.readPage({ page: 1, limit: largest });
		for (const limit of smaller)
			if ('refusal' in page && page.isTooLarge) page = await this.readPage({ page: 1, limit });
		if ('refusal' in page) return fail(page.refusal);
		const newcomers = this.newcomers(undefined);
		const matching = this.match(page.leads);
		newcomers.take(page, matching);
		return newcomers.disorder === undefined ? ok(matching) : fail(newcomers.disorder);
	}

	/** A refusal in words for the person who built the workflow. */
	explain(refusal: Refusal): Failure {
		const { connection, question } = this;
		const { scope, time } = question;
		if (refusal === 'limited') return explainLimit();
		if (typeof refusal === 'string') return { code: 'NOT_POLLYBOT', message: DISORDERS[refusal](time) };
		const { message, description } = explain(refusal, {
			baseUrl: connection.baseUrl,
			scope,
			timeout: TIMEOUT,
			asker: 'poll',
		});
		const { code, serviceCode, status } = refusal;
		return redactFailure({ code, serviceCode, message, description, httpStatus: status }, connection.apiKey);
	}

	/** Where responses have no `Date`, this machine's clock stands in for the service's. */
	private newcomers(seen: Seen | undefined): Newcomers {
		return new Newcomers(this.question.time, seen, () => this.client.serviceTime(systemClock.now()));
	}

	private readonly match = (leads: readonly Lead[]): readonly Lead[] => keepMatching(leads, this.question.query);

	private readonly readPage = async (
		request: PageRequest,
	): Promise<LeadPage | ({ readonly refusal: Refusal } & NoPage)> => {
		const { scope, query } = this.question;
		const { value, blocked } = await this.client.listLeads(scope, { ...query, ...request });
		if (blocked) return { refusal: blocked === 'limited' ? blocked : { code: 'NETWORK' } };
		return value.ok ? value.value : { refusal: value.error, isTooLarge: value.error.isTooLarge };
	};
}

const DISORDERS: Readonly<Record<Disorder, (time: string) => string>> = {
	untimed: (time) =>
		`PollyBot lists a lead without a valid "${time}", so new leads cannot be told from known ones. Use PollyBot Trigger (webhook) instead, or report this to PollyBot.`,
	unsorted: (time) =>
		`PollyBot does not list its leads by "${time}", so new leads cannot be told from known ones. This PollyBot cannot be polled for this event: choose another one in 'Trigger On', or use PollyBot Trigger (webhook) instead.`,
	ahead: (time) =>
		`PollyBot lists more than 300 leads whose "${time}" is later than its own clock. Each poll would have to read them all to find the new ones. Correct or delete these leads, or use PollyBot Trigger (webhook) instead.`,
	endless: () =>
		'PollyBot gives page after page without an end, or more than 100,000 new leads. So the new ones cannot be found. To begin again with those that come from now on, change a parameter of the trigger, such as a filter. If this does not help, report it to PollyBot.',
};

function explainLimit(): Failure {
	return {
		code: 'RATE_LIMIT_EXCEEDED',
		message: "PollyBot's rate limit for this API key is used up. Test again later.",
	};
}

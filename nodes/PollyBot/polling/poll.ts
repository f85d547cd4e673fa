import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { PollyBotClient } from '../api/client';
import { readConnection, type Connection } from '../api/connection';
import { Deadlines } from '../api/deadlines';
import type { Lead, LeadPage } from '../api/envelope';
import type { ApiFailure } from '../api/failure';
import type { PageRequest } from '../api/pages';
import { StatusFilter } from '../api/statusFilter';
import { CREDENTIAL, n8nTransport } from '../api/transport';
import { systemClock } from '../engine/clock';
import { Gate } from '../engine/gate';
import type { Failure } from '../engine/outcome';
import { send } from '../engine/send';
import { explain } from '../errors/explain';
import { explainCredential } from '../errors/explainCredential';
import { nodeError } from '../errors/nodeError';
import { redactFailure } from '../errors/redact';
import { selectFields } from '../leads/outputFields';
import { keepMatching } from '../leads/matching';
import { fail, ok, type Result } from '../result';
import { eventOf, eventOfSample } from './events';
import { recall, remember } from './memory';
import { Newcomers, type Disorder } from './newcomers';
import { readNewcomers } from './readNewcomers';
import { readQuestion, type Question } from './question';

/** Milliseconds for one attempt at a request, and for which PollyBot may ask to wait before another one. */
const TIMEOUT = 30_000;
const MOST_RETRIES = 3;

/** The polls that have not ended: n8n may start the next one meanwhile, which would tell the same leads. */
const underWay = new Set<string>();

/**
 * One poll: starts the workflow with all leads that are new since the last one, the oldest first.
 *
 * @returns null when nothing is to be started
 * @throws NodeOperationError or NodeApiError, which n8n records; nothing is remembered then, and the next poll asks again
 */
export async function poll(node: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const key = `${node.getWorkflow().id}:${node.getNode().id}`;
	if (underWay.has(key)) {
		node.logger.debug('PollyBot Polling Trigger skipped a poll, because the one before it has not ended.');
		return null;
	}
	underWay.add(key);
	try {
		return await pollOnce(node);
	} finally {
		underWay.delete(key);
	}
}

async function pollOnce(node: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	const credential = await node.getCredentials(CREDENTIAL);
	const connection = readConnection(credential);
	if (!connection.ok) throw nodeError(node, { code: 'CONFIGURATION', message: explainCredential(connection.error) });
	const question = readQuestion(node, connection.value);
	if (!question.ok) {
		const { message } = question.error;
		throw nodeError(node, redactFailure({ code: 'CONFIGURATION', message }, connection.value.apiKey));
	}
	const deadlines = new Deadlines(TIMEOUT);
	const halt = new AbortController();
	try {
		const transport = n8nTransport(node, connection.value, credential, deadlines);
		const client = new PollyBotClient(transport, systemClock.now);
		const asked = new Inquiry(client, connection.value, question.value, halt.signal);
		return node.getMode() === 'manual' ? await showSample(node, asked) : await tellNews(node, asked);
	} finally {
		deadlines.close();
		halt.abort();
	}
}

/** Tells what is new, and remembers it when all of it is known. */
async function tellNews(node: IPollFunctions, inquiry: Inquiry): Promise<INodeExecutionData[][] | null> {
	const { question } = inquiry;
	const staticData = node.getWorkflowStaticData('node');
	const memory = recall(staticData, question.text);
	const newcomers = new Newcomers(question.time, memory);
	const answer = await inquiry.read(newcomers, memory?.inCapitals);
	if (!answer.ok && answer.error === 'limited') {
		node.logger.warn(
			"PollyBot Polling Trigger skipped a poll, because PollyBot's rate limit for the API key is used up. The next poll gives what is new since the last one.",
		);
		return null;
	}
	if (!answer.ok) throw nodeError(node, inquiry.explain(answer.error));
	const items = newcomers.leads.flatMap((lead) => {
		const event = memory && eventOf(lead, question.event, memory);
		return event === undefined ? [] : [itemOf(lead, event, question)];
	});
	remember(staticData, { question: question.text, ...newcomers.next(), inCapitals: answer.value });
	return items.length === 0 ? null : [items];
}

/** The newest lead, for a test in the editor: nothing is remembered. */
async function showSample(node: IPollFunctions, inquiry: Inquiry): Promise<INodeExecutionData[][]> {
	const { question } = inquiry;
	const page = await inquiry.readNewest(new Newcomers(question.time, undefined));
	if (!page.ok) throw nodeError(node, inquiry.explain(page.error));
	const [lead] = page.value;
	if (lead) return [[itemOf(lead, eventOfSample(lead, question.event), question)]];
	const message =
		'PollyBot has no lead yet that this trigger could start with. Create one that fits the filters, and test again.';
	throw nodeError(node, { message });
}

function itemOf(lead: Lead, event: 'created' | 'updated', { output }: Question): INodeExecutionData {
	const json: IDataObject = { ...(selectFields(lead, output) as IDataObject), event };
	return { json };
}

/** Why a poll tells nothing. */
type Refusal = 'limited' | Disorder | ApiFailure;

/** The requests of one poll. */
class Inquiry {
	constructor(
		private readonly client: PollyBotClient,
		private readonly connection: Connection,
		readonly question: Question,
		private readonly signal: AbortSignal,
	) {}

	/**
	 * Reads pages until all new leads are known.
	 *
	 * @param inCapitals how the service wants statuses spelled, as far as that is known
	 * @returns what is now known of that
	 */
	async read(newcomers: Newcomers, inCapitals: boolean | undefined): Promise<Result<boolean, Refusal>> {
		const statusFilter = new StatusFilter(inCapitals);
		const { query } = this.question;
		const refused = await readNewcomers(newcomers, this.pageReader(statusFilter), (leads) =>
			keepMatching(leads, query),
		);
		if (refused !== undefined) return fail(refused);
		return newcomers.disorder === undefined ? ok(statusFilter.inCapitals) : fail(newcomers.disorder);
	}

	/** The leads of the first page that fit. */
	async readNewest(newcomers: Newcomers): Promise<Result<readonly Lead[], Refusal>> {
		const page = await this.pageReader(new StatusFilter())({ page: 1, limit: 100 });
		if ('refusal' in page) return fail(page.refusal);
		const matching = keepMatching(page.leads, this.question.query);
		newcomers.read(page.leads, matching);
		return newcomers.disorder === undefined ? ok(matching) : fail(newcomers.disorder);
	}

	/** A refusal in words for the person who built the workflow. */
	explain(refusal: Refusal): Failure {
		const { connection, question } = this;
		const { scope, time } = question;
		if (refusal === 'limited') return explainLimit();
		if (typeof refusal === 'string') return { code: 'NOT_POLLYBOT', message: DISORDERS[refusal](time) };
		const situation = { baseUrl: connection.baseUrl, scope, timeout: TIMEOUT, isPoll: true };
		const { message, description } = explain(refusal, situation);
		const { code, status } = refusal;
		return redactFailure({ code, message, description, httpStatus: status }, connection.apiKey);
	}

	/** Sends no request that the rate limit does not allow, and never waits for it: the next poll is soon enough. */
	private pageReader(
		statusFilter: StatusFilter,
	): (request: PageRequest) => Promise<LeadPage | { readonly refusal: Refusal }> {
		const { client, signal } = this;
		const { scope, query } = this.question;
		const limits = { clock: systemClock, random: Math.random, signal, maxWait: 0 };
		const gate = new Gate(limits);
		const options = { ...limits, gate, maxRetries: MOST_RETRIES, maxPause: TIMEOUT, waits: false };
		return async (request) => {
			const { value, blocked } = await statusFilter.ask(
				query,
				async (spell) => await send(() => client.listLeads(scope, { ...spell(), ...request }), options),
			);
			if (blocked) return { refusal: blocked === 'limited' ? blocked : { code: 'NETWORK' } };
			return value.ok ? value.value : { refusal: value.error };
		};
	}
}

const DISORDERS: Readonly<Record<Disorder, (time: string) => string>> = {
	untimed: (time) =>
		`PollyBot lists a lead without a valid "${time}", so new leads cannot be told from known ones. Use PollyBot Trigger (webhook) instead, or report this to PollyBot.`,
	unsorted: (time) =>
		`PollyBot does not list its leads by "${time}", so new leads cannot be told from known ones. This PollyBot cannot be polled for this event: choose another one in 'Trigger On', or use PollyBot Trigger (webhook) instead.`,
};

function explainLimit(): Failure {
	return {
		code: 'RATE_LIMIT_EXCEEDED',
		message: "PollyBot's rate limit for this API key is used up. Test again later.",
	};
}

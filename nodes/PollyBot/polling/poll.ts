import { randomUUID } from 'node:crypto';
import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { readConnection } from '../pollybot/connection';
import { Deadlines } from '../pollybot/deadlines';
import type { Lead } from '../pollybot/envelope';
import { CREDENTIAL, n8nTransport } from '../pollybot/transport';
import { BAD_CREDENTIALS } from '../messages/sentences';
import { nodeError, redactFailure } from '../messages/failure';
import { selectFields } from '../lead/outputFields';
import { Inquiry, TIMEOUT } from './inquiry';
import { News } from './news';
import { budgetOf, forgets, recall, remember } from './notes';
import { eventOf, readQuestion, type Question } from './question';
import { NewsReader } from './readNews';
import { forgetTold, idOfTrigger, isOutdated, noteTold } from './told';

/** The triggers with a poll under way. */
const polling = new Set<string>();

/** Milliseconds for a poll in an n8n that does not say how much it gives. */
const BUDGET = 30_000;

/** So many pages are read for a test in the editor: it gives the first lead that fits. */
const SAMPLED_PAGES = 10;

/** What a poll without news costs at most: for more, it is worth an execution to have it noted. */
const CHEAP = 10;

/**
 * One poll: starts the workflow with all leads that are new since the last one, the oldest first, or with as many of them
 * as there is time for. In a test in the editor, which may come at any time: the newest lead.
 *
 * @returns null when nothing is to be started
 * @throws NodeOperationError or NodeApiError, which n8n records; nothing is remembered then, and the next poll asks again
 */
export async function poll(node: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	if (node.getMode() === 'manual') return await ask(node, showSample);
	const trigger = idOfTrigger(node);
	if (polling.has(trigger)) return skip(node, 'because the one before it has not ended');
	polling.add(trigger);
	try {
		return await ask(node, tellNews);
	} finally {
		polling.delete(trigger);
	}
}

/** The next poll asks for everything that is new, so nothing is lost. */
function skip(node: IPollFunctions, why: string): null {
	node.logger.debug(`PollyBot Polling Trigger skipped a poll, ${why}.`);
	return null;
}

async function ask<T>(node: IPollFunctions, tell: (node: IPollFunctions, inquiry: Inquiry) => Promise<T>): Promise<T> {
	const credential = await node.getCredentials(CREDENTIAL);
	const connection = readConnection(credential);
	if (!connection.ok) throw nodeError(node, { code: 'CONFIGURATION', message: BAD_CREDENTIALS[connection.error] });
	const question = readQuestion(node, connection.value);
	if (!question.ok) throw nodeError(node, redactFailure(question.error, connection.value.apiKey));
	const budget = budgetOf(node) ?? BUDGET;
	const signal = AbortSignal.timeout(budget);
	const deadlines = new Deadlines(TIMEOUT, signal);
	try {
		const transport = n8nTransport(node, connection.value, credential, deadlines);
		return await tell(node, new Inquiry(transport, connection.value, question.value, budget, signal));
	} finally {
		deadlines.close();
	}
}

/** Tells what is new, and remembers it. */
async function tellNews(node: IPollFunctions, inquiry: Inquiry): Promise<INodeExecutionData[][] | null> {
	const { question, statuses } = inquiry;
	const staticData = node.getWorkflowStaticData('node');
	const { seen, inCapitals = false, mark: given } = recall(staticData, question);
	if (isOutdated(node, question.origin, given))
		return skip(node, 'because n8n has not saved what the last one remembers');
	if (given === undefined) forgetTold(node);
	statuses.inCapitals = inCapitals;
	const news = new News(question.time, seen, inquiry.serviceTime);
	const reader = new NewsReader(news, inquiry);
	const refusal = await reader.readAll();
	if (refusal !== undefined && !news.hasBegun) {
		if (refusal !== 'limited') throw nodeError(node, inquiry.explain(refusal));
		node.logger.warn(
			"PollyBot Polling Trigger skipped a poll, because PollyBot's rate limit for the API key is used up. The next poll gives what is new since the last one.",
		);
		return null;
	}
	if (news.newlyAhead.length > 0) node.logger.warn(describeAhead(news.newlyAhead, question));
	const items = news.leads.flatMap((lead) => itemOf(lead, question, news.isCreated(lead)));
	const mark = given === undefined || items.length > 0 ? randomUUID() : given;
	remember(staticData, question, news.next(refusal === undefined), { inCapitals: statuses.inCapitals, mark });
	if (items.length > 0) {
		noteTold(node, { origin: question.origin, given, mark });
		return [items];
	}
	// An execution without an item runs no other node, and has n8n save what is remembered.
	return forgets(node, staticData) && (given === undefined || reader.requests > CHEAP) ? [[]] : null;
}

function describeAhead(moments: readonly number[], { time }: Question): string {
	const latest = new Date(Math.max(...moments)).toISOString();
	return `PollyBot Polling Trigger found leads whose "${time}" is later than PollyBot's own clock: ${moments.length}, the latest at ${latest}. Each starts the workflow once, and leads with earlier times are still told.`;
}

/** The newest lead that fits, for a test in the editor: nothing is remembered. */
async function showSample(node: IPollFunctions, inquiry: Inquiry): Promise<INodeExecutionData[][]> {
	const news = new News(inquiry.question.time, undefined, inquiry.serviceTime);
	const reader = new NewsReader(news, inquiry);
	for (let offset = 0; !news.newest && reader.requests < SAMPLED_PAGES;) {
		const page = await reader.readPage(offset);
		if (!page.ok) throw nodeError(node, inquiry.explain(page.error));
		const { leads, hasNext } = page.value;
		if (!hasNext || leads.length === 0) break;
		offset += leads.length;
	}
	if (news.newest) return [itemOf(news.newest, inquiry.question)];
	const message =
		'PollyBot has no lead yet that this trigger could start with, at least among the newest 1,000. Create one that fits the filters, and test again.';
	throw nodeError(node, { message });
}

/** @param isCreated undefined for a sample */
function itemOf(lead: Lead, { event: wanted, output }: Question, isCreated?: boolean): INodeExecutionData[] {
	const event = eventOf(lead, wanted, isCreated);
	return event === undefined ? [] : [{ json: { ...selectFields(lead, output), event } }];
}

import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { readConnection } from '../pollybot/connection';
import { Deadlines } from '../pollybot/deadlines';
import type { Lead } from '../pollybot/envelope';
import { CREDENTIAL, n8nTransport } from '../pollybot/transport';
import { explainCredential } from '../messages/explain';
import { nodeError, redactFailure } from '../messages/failure';
import { selectFields } from '../lead/outputFields';
import { eventOf, eventOfSample } from './events';
import { Inquiry, TIMEOUT } from './inquiry';
import { News } from './news';
import { budgetOf, forgets, recall, remember } from './notes';
import { readQuestion, type Question } from './question';
import { NewsReader } from './readNews';

/** The polls that have not ended: n8n may start the next one meanwhile, which would tell the same leads. */
const underWay = new Set<string>();

/** Milliseconds for a poll in an n8n that does not say how much it gives. */
const BUDGET = 30_000;

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
	const key = `${node.getWorkflow().id}:${node.getNode().id}`;
	if (underWay.has(key)) {
		node.logger.debug('PollyBot Polling Trigger skipped a poll, because the one before it has not ended.');
		return null;
	}
	underWay.add(key);
	try {
		return await ask(node, tellNews);
	} finally {
		underWay.delete(key);
	}
}

async function ask<T>(node: IPollFunctions, tell: (node: IPollFunctions, inquiry: Inquiry) => Promise<T>): Promise<T> {
	const credential = await node.getCredentials(CREDENTIAL);
	const connection = readConnection(credential);
	if (!connection.ok) throw nodeError(node, { code: 'CONFIGURATION', message: explainCredential(connection.error) });
	const question = readQuestion(node, connection.value);
	if (!question.ok) {
		const { message } = question.error;
		throw nodeError(node, redactFailure({ code: 'CONFIGURATION', message }, connection.value.apiKey));
	}
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
	const { question } = inquiry;
	const staticData = node.getWorkflowStaticData('node');
	const notes = recall(staticData, question);
	const { source, statuses } = inquiry;
	statuses.inCapitals = notes.inCapitals ?? false;
	const news = new News(question.time, notes.seen, inquiry.serviceTime);
	const reader = new NewsReader(news, source);
	const stop = await reader.readAll();
	if (news.disorder !== undefined) throw nodeError(node, inquiry.explain(news.disorder));
	if (stop !== undefined && !news.hasBegun) {
		const refusal = stop === 'spent' ? 'slow' : stop.refusal;
		if (refusal !== 'limited') throw nodeError(node, inquiry.explain(refusal));
		node.logger.warn(
			"PollyBot Polling Trigger skipped a poll, because PollyBot's rate limit for the API key is used up. The next poll gives what is new since the last one.",
		);
		return null;
	}
	if (news.newlyAhead.length > 0) node.logger.warn(describeAhead(news.newlyAhead, question));
	const items = news.leads.flatMap((lead) => {
		const event = eventOf(lead, question.event, news.isCreated(lead));
		return event === undefined ? [] : [itemOf(lead, event, question)];
	});
	remember(staticData, question, { seen: news.next(), toldUntil: news.toldUntil, inCapitals: statuses.inCapitals });
	if (items.length > 0) return [items];
	// An execution without an item runs no other node, and has n8n save what is remembered.
	return forgets(node, staticData) && (news.isFirst || reader.requests > CHEAP) ? [[]] : null;
}

function describeAhead(moments: readonly number[], { time }: Question): string {
	const latest = new Date(Math.max(...moments)).toISOString();
	return `PollyBot Polling Trigger found ${moments.length} lead(s) whose "${time}" is later than PollyBot's own clock, the latest at ${latest}. Each starts the workflow once, and leads with earlier times are still told.`;
}

/** The newest lead, for a test in the editor: nothing is remembered. */
async function showSample(node: IPollFunctions, inquiry: Inquiry): Promise<INodeExecutionData[][]> {
	const { question } = inquiry;
	const newest = await inquiry.readNewest();
	if (!newest.ok) throw nodeError(node, inquiry.explain(newest.error));
	const [lead] = newest.value;
	if (lead) return [[itemOf(lead, eventOfSample(lead, question.event), question)]];
	const message =
		'PollyBot has no lead yet that this trigger could start with. Create one that fits the filters, and test again.';
	throw nodeError(node, { message });
}

function itemOf(lead: Lead, event: 'created' | 'updated', { output }: Question): INodeExecutionData {
	const json: IDataObject = { ...(selectFields(lead, output) as IDataObject), event };
	return { json };
}

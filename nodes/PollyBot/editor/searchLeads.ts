import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { readScope } from '../parameters/scope';
import { sendOnce } from '../pollybot/attempt';
import { PollyBotClient } from '../pollybot/client';
import { readConnection } from '../pollybot/connection';
import { Deadlines } from '../pollybot/deadlines';
import type { Lead } from '../pollybot/envelope';
import { isPathSegment } from '../pollybot/paths';
import { CREDENTIAL, n8nTransport } from '../pollybot/transport';
import { explainCredential, explainLookUp } from '../messages/explain';
import { nodeError } from '../messages/nodeError';
import { redactFailure } from '../messages/failure';
import { strip } from '../text';

const TIMEOUT = 30_000;
const PAGE = 50;
const LONGEST_LABEL = 150;

/** A service that knows no `limit` may give all its leads at once. */
const MOST_RESULTS = 1000;

/**
 * Fills the list of leads while a person types: the service searches, and further pages come as they scroll.
 *
 * @throws NodeOperationError with a sentence that the editor shows in place of the list
 */
export async function searchLeads(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const credential = await this.getCredentials(CREDENTIAL);
	const opened = readConnection(credential);
	if (!opened.ok) throw nodeError(this, { message: explainCredential(opened.error) });
	const connection = opened.value;
	const { apiKey, baseUrl, chatbotId } = connection;
	const refuse = (message: string) => nodeError(this, redactFailure({ message }, apiKey));
	const scope = readScope({ get: (path) => this.getCurrentNodeParameter(path), chatbotId });
	if (!scope.ok) throw refuse(scope.error.message);
	if (scope.value !== 'workspace' && scope.value.chatbotId.startsWith('=')) {
		throw refuse("The leads cannot be listed while 'Chatbot ID' is an expression. Choose the lead by its ID.");
	}
	const client = new PollyBotClient(
		n8nTransport(this, connection, credential, new Deadlines(TIMEOUT)),
		sendOnce,
		Date.now,
	);
	const page = Number(paginationToken ?? 1);
	const { value } = await client.listLeads(scope.value, { search: filter && strip(filter), page, limit: PAGE });
	const failure = value?.error ?? { code: 'CANCELLED' };
	if (!value?.ok) throw refuse(explainLookUp(failure, { baseUrl, scope: scope.value, timeout: TIMEOUT }, apiKey));
	const { leads, hasNext } = value.value;
	return {
		results: leads.slice(0, MOST_RESULTS).flatMap(offer),
		...(hasNext && leads.length > 0 ? { paginationToken: String(page + 1) } : {}),
	};
}

/**
 * A lead as it is offered. n8n keeps ID and name in the node, and evaluates a text that begins with `=` in each execution.
 * No lead has such an ID. A name, which anybody may give themselves, is put in quotes.
 */
function offer(lead: Lead): INodeListSearchItems[] {
	const id = String(lead.id);
	const isUsable = isPathSegment(id) && id === strip(id) && !id.startsWith('=');
	const label = labelOf(lead) || id;
	return isUsable ? [{ name: label.startsWith('=') ? `“${label}”` : label, value: lead.id }] : [];
}

/** The name, and how the lead is reached: not each one has an email. */
function labelOf({ name, email, phone, discord }: Lead): string {
	const texts = [name, email, phone, discord].map((text) => (typeof text === 'string' ? strip(text) : ''));
	const [label = '', ...ways] = texts.map((text) => text.slice(0, LONGEST_LABEL));
	const address = ways.find((way) => way !== '') ?? '';
	return label && address ? `${label} (${address})` : label + address;
}

import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';
import { explainLookUp } from '../messages/explain';
import { nodeError, redactFailure } from '../messages/failure';
import { BAD_CREDENTIALS } from '../messages/sentences';
import { readScope } from '../parameters/scope';
import { sendOnce } from '../pollybot/attempt';
import { PollyBotClient } from '../pollybot/client';
import { readConnection } from '../pollybot/connection';
import { Deadlines } from '../pollybot/deadlines';
import type { Lead, LeadPage } from '../pollybot/envelope';
import { type ListQuery, type Scope, isPathSegment } from '../pollybot/paths';
import { CREDENTIAL, n8nTransport } from '../pollybot/transport';
import { strip } from '../text';

const TIMEOUT = 30_000;
const LONGEST_LABEL = 150;

/**
 * Has PollyBot asked while a person fills in a panel.
 *
 * @throws NodeOperationError with a sentence that the editor shows instead of the list, as `list` does
 */
async function openLookUp(node: ILoadOptionsFunctions) {
	const credential = await node.getCredentials(CREDENTIAL);
	const opened = readConnection(credential);
	if (!opened.ok) throw nodeError(node, { message: BAD_CREDENTIALS[opened.error] });
	const connection = opened.value;
	const { apiKey, baseUrl } = connection;
	const reject = (message: string) => nodeError(node, redactFailure({ message }, apiKey));
	const transport = n8nTransport(node, connection, credential, new Deadlines(TIMEOUT));
	const client = new PollyBotClient(transport, sendOnce, Date.now);
	return {
		connection,
		reject,
		list: async (scope: Scope, query: ListQuery & { readonly limit: number }): Promise<LeadPage> => {
			const { value } = await client.listLeads(scope, query);
			if (value?.ok) return value.value;
			throw reject(explainLookUp(value?.error ?? { code: 'CANCELLED' }, { baseUrl, scope, timeout: TIMEOUT }, apiKey));
		},
	};
}

/**
 * Whether an ID can be offered. n8n keeps ID and name in the node, and evaluates a text that begins with `=` in each
 * execution: no lead and no chatbot has such an ID.
 */
function isUsableId(id: string): boolean {
	return isPathSegment(id) && id === strip(id) && !id.startsWith('=');
}

/** A name, which anybody may give themselves, is put in quotes where n8n would evaluate it. */
function safeLabel(label: string): string {
	return label.startsWith('=') ? `“${label}”` : label;
}

/** The newest leads that are looked at: PollyBot lists no chatbots. */
const NEWEST = { sortBy: 'createdAt', sortOrder: 'desc', page: 1, limit: 100 };

const text = z.string().transform(strip).catch('');

const chatbotSchema = z.object({
	chatbotId: text,
	chatbots: z.object({ id: text, name: text }).catch({ id: '', name: '' }),
});

/**
 * Fills the list of chatbots with those that the newest leads of the workspace belong to.
 *
 * @throws NodeOperationError with a sentence that the editor shows instead of the list
 */
export async function searchChatbots(this: ILoadOptionsFunctions): Promise<INodeListSearchResult> {
	const { list, reject } = await openLookUp(this);
	const { leads } = await list('workspace', NEWEST);
	const names = new Map<string, string>();
	for (const { id, name } of leads.map(chatbotOf)) if (isUsableId(id)) names.set(id, name || (names.get(id) ?? ''));
	if (names.size === 0) {
		throw reject(
			'The newest leads do not say which chatbots there are. Choose By ID, and paste the ID of yours from PollyBot, or the widget code of your website.',
		);
	}
	return { results: [...names].map(offerChatbot) };
}

function chatbotOf(lead: Lead): { readonly id: string; readonly name: string } {
	const { chatbotId, chatbots } = chatbotSchema.parse({ chatbotId: lead.chatbotId, chatbots: lead.chatbots });
	return chatbots.id === '' ? { id: chatbotId, name: '' } : chatbots;
}

function offerChatbot([id, name]: readonly [string, string]): INodeListSearchItems {
	return { name: safeLabel(name === '' ? id : `${name.slice(0, LONGEST_LABEL)} (${id})`), value: id };
}

const PAGE = 50;

/** A service that knows no `limit` may give all its leads in one response. */
const MOST_RESULTS = 1000;

/**
 * Fills the list of leads while a person types: the service searches, and further pages come as they scroll.
 *
 * @throws NodeOperationError with a sentence that the editor shows instead of the list
 */
export async function searchLeads(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const { connection, list, reject } = await openLookUp(this);
	const { chatbotId } = connection;
	const scope = readScope({ get: (path) => this.getCurrentNodeParameter(path), chatbotId });
	if (!scope.ok) throw reject(scope.error.message);
	if (scope.value !== 'workspace' && scope.value.chatbotId.startsWith('=')) {
		throw reject("The leads cannot be listed while 'Chatbot ID' is an expression. Choose the lead by its ID.");
	}
	const page = Number(paginationToken ?? 1);
	const { leads, hasNext } = await list(scope.value, { search: filter && strip(filter), page, limit: PAGE });
	return {
		results: leads.slice(0, MOST_RESULTS).flatMap(offerLead),
		...(hasNext && leads.length > 0 ? { paginationToken: String(page + 1) } : {}),
	};
}

function offerLead(lead: Lead): INodeListSearchItems[] {
	const id = String(lead.id);
	return isUsableId(id) ? [{ name: safeLabel(labelOf(lead) || id), value: lead.id }] : [];
}

/** The name, and how the lead is reached: not each one has an email. */
function labelOf({ name, email, phone, discord }: Lead): string {
	const texts = [name, email, phone, discord].map((text) => (typeof text === 'string' ? strip(text) : ''));
	const [label = '', ...ways] = texts.map((text) => text.slice(0, LONGEST_LABEL));
	const address = ways.find((way) => way !== '') ?? '';
	return label && address ? `${label} (${address})` : label + address;
}

import { NodeOperationError, type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { PollyBotClient } from '../api/client';
import { readConnection } from '../api/connection';
import { Deadlines } from '../api/deadlines';
import type { Lead } from '../api/envelope';
import { explain } from '../errors/explain';
import { explainCredential } from '../errors/explainCredential';
import { CREDENTIAL, n8nTransport } from '../api/transport';
import { strip } from '../invisible';
import { findScope } from '../actions/lead/fields/scope';

const TIMEOUT = 30_000;
const PAGE = 50;
const LONGEST_LABEL = 200;

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
	const refuse = (message: string) => new NodeOperationError(this.getNode(), message);
	const credential = await this.getCredentials(CREDENTIAL);
	const opened = readConnection(credential);
	if (!opened.ok) throw refuse(explainCredential(opened.error));
	const connection = opened.value;
	const scope = findScope((name) => this.getCurrentNodeParameter(name), connection.chatbotId);
	if (!scope.ok) throw refuse(scope.error.message);
	if (scope.value !== 'workspace' && scope.value.chatbotId.startsWith('=')) {
		throw refuse("The leads cannot be listed while 'Chatbot ID' is an expression. Choose the lead by its ID.");
	}
	const client = new PollyBotClient(n8nTransport(this, connection, credential, new Deadlines(TIMEOUT)), Date.now);
	const page = Number(paginationToken ?? 1);
	const { value } = await client.listLeads(scope.value, { search: filter && strip(filter), page, limit: PAGE });
	if (!value.ok) {
		const situation = { baseUrl: connection.baseUrl, scope: scope.value, timeout: TIMEOUT };
		throw refuse(explain(value.error, situation).message);
	}
	const { leads, hasNext } = value.value;
	return {
		results: leads.map((lead) => ({
			name: (labelOf(lead) || String(lead.id)).slice(0, LONGEST_LABEL),
			value: lead.id,
		})),
		...(hasNext && leads.length > 0 ? { paginationToken: String(page + 1) } : {}),
	};
}

/** The name, and how the lead is reached: not each one has an email. */
function labelOf({ name, email, phone, discord }: Lead): string {
	const texts = [name, email, phone, discord].map((text) => (typeof text === 'string' ? strip(text) : ''));
	const [label = '', ...ways] = texts;
	const address = ways.find((way) => way !== '') ?? '';
	return label && address ? `${label} (${address})` : label + address;
}

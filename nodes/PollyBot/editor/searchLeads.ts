import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { readScope } from '../parameters/scope';
import type { Lead } from '../pollybot/envelope';
import { strip } from '../text';
import { isUsableId, openLookUp, safeLabel } from './lookUp';

const PAGE = 50;
const LONGEST_LABEL = 150;

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
		results: leads.slice(0, MOST_RESULTS).flatMap(offer),
		...(hasNext && leads.length > 0 ? { paginationToken: String(page + 1) } : {}),
	};
}

function offer(lead: Lead): INodeListSearchItems[] {
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

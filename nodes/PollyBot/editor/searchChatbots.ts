import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { z } from 'zod';
import type { Lead } from '../pollybot/envelope';
import { strip } from '../text';
import { isUsableId, openLookUp, safeLabel } from './lookUp';

/** The newest leads that are looked at: PollyBot lists no chatbots. */
const NEWEST = { sortBy: 'createdAt', sortOrder: 'desc', page: 1, limit: 100 };

const LONGEST_NAME = 150;

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
	return { results: [...names].map(offer) };
}

function chatbotOf(lead: Lead): { readonly id: string; readonly name: string } {
	const { chatbotId, chatbots } = chatbotSchema.parse({ chatbotId: lead.chatbotId, chatbots: lead.chatbots });
	return chatbots.id === '' ? { id: chatbotId, name: '' } : chatbots;
}

function offer([id, name]: readonly [string, string]): INodeListSearchItems {
	return { name: safeLabel(name === '' ? id : `${name.slice(0, LONGEST_NAME)} (${id})`), value: id };
}

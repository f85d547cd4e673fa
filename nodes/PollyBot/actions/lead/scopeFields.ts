import type { INodeProperties } from 'n8n-workflow';
import { isPathSegment, type Scope } from '../../api/paths';
import { readText } from '../../leads/cell';
import { accepted, refused, type Checked } from '../../leads/refusal';
import type { ParameterReader } from '../parameters';

const show = { resource: ['lead'] };

/** Which leads an operation is about: one chatbot's, or the whole workspace's. */
export const scopeFields: INodeProperties[] = [
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Chatbot', value: 'chatbot', description: 'The lead belongs to one chatbot' },
			{ name: 'Workspace', value: 'workspace', description: 'The lead belongs to the workspace, to whatever chatbot' },
		],
		default: 'chatbot',
		description: 'Whether the lead belongs to one chatbot or to the workspace',
		displayOptions: { show },
	},
	{
		displayName: 'Chatbot ID',
		name: 'chatbotId',
		type: 'string',
		default: '',
		placeholder: 'Empty: the one in the credential',
		description:
			'The chatbot that the lead belongs to, such as cb_1234567890abcdef. Empty: the Chatbot ID of the credential.',
		displayOptions: { show: { ...show, scope: ['chatbot'] } },
	},
];

/**
 * The scope that the parameters name for an item.
 *
 * @param defaultChatbotId the chatbot of the credential, used where the node names none
 */
export function readScope(read: ParameterReader, item: number, defaultChatbotId: string): Checked<Scope> {
	if (read('scope', item, 'chatbot') === 'workspace') return accepted('workspace');
	const given = read('chatbotId', item, '');
	const text = readText(given);
	if (!text.ok) {
		return refused(
			'chatbotId',
			given,
			'The field "chatbotId" must be text, but holds a list or an object. Map it to an ID.',
		);
	}
	const chatbotId = text.value || defaultChatbotId;
	if (chatbotId === '') {
		return refused(
			'chatbotId',
			undefined,
			'No chatbot is named. Enter the Chatbot ID in the node or in the PollyBot API credential, or set Scope to Workspace.',
		);
	}
	if (isPathSegment(chatbotId)) return accepted({ chatbotId });
	return refused('chatbotId', chatbotId, `"${chatbotId}" is no Chatbot ID. Copy the ID from PollyBot.`);
}

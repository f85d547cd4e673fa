import type { INodeProperties } from 'n8n-workflow';
import { isPathSegment, leadsPath, type Scope } from '../pollybot/paths';
import { readText } from '../lead/cell';
import { invalid, type Invalid, quoteField } from '../lead/invalid';
import { ok, type Result } from '../result';
import type { RunContext } from '../run/operation';

/** Which leads an operation is about: one chatbot's, or the whole workspace's. */
export const scopeFields: INodeProperties[] = [
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Chatbot', value: 'chatbot', description: 'Only the leads of one chatbot' },
			{ name: 'Workspace', value: 'workspace', description: 'All leads of the workspace, whatever their chatbot' },
		],
		default: 'chatbot',
		description: 'Whether to work with the leads of one chatbot or of the whole workspace',
	},
	{
		displayName: 'Chatbot ID',
		name: 'chatbotId',
		type: 'string',
		default: '',
		placeholder: 'e.g. cb_1234567890abcdef',
		description: "The chatbot that the leads belong to. If this is empty, the 'Chatbot ID' of the credential is used.",
		displayOptions: { show: { scope: ['chatbot'] } },
	},
];

/** The scope that the parameters name for an item. */
export function readScope(run: RunContext, item: number): Result<Scope, Invalid> {
	const scope = findScope((name) => run.read(name, item, ''), run.chatbotIdOf(item));
	if (scope.ok) run.scopes.add(leadsPath(scope.value));
	return scope;
}

/**
 * The scope that parameters name.
 *
 * @param defaultChatbotId the chatbot of the credential, used if the node names none
 */
export function findScope(read: (name: string) => unknown, defaultChatbotId: string): Result<Scope, Invalid> {
	if (read('scope') === 'workspace') return ok('workspace');
	const given = read('chatbotId');
	const text = readText(given);
	if (!text.ok) {
		const message = `The field ${quoteField('chatbotId')} must be text, but holds a list or an object. Map it to an ID.`;
		return invalid('chatbotId', given, message);
	}
	const chatbotId = text.value || defaultChatbotId;
	if (chatbotId === '') {
		const message =
			"No chatbot is named. Enter a 'Chatbot ID' in the node or in the PollyBot API credential, or set 'Scope' to Workspace.";
		return invalid('chatbotId', undefined, message);
	}
	if (isPathSegment(chatbotId)) return ok({ chatbotId });
	return invalid('chatbotId', chatbotId, `"${chatbotId}" is not a valid 'Chatbot ID'. Copy the ID from PollyBot.`);
}

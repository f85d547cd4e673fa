import type { INodeProperties } from 'n8n-workflow';
import { ownValue } from '../json';
import { readText } from '../lead/cell';
import type { Failure } from '../messages/failure';
import { chatbotIdIn, isPathSegment, leadsPath, type Chatbot, type Scope } from '../pollybot/paths';
import { fail, ok, type Failed, type Result } from '../result';
import type { Parameter, Source } from './parameter';

const chatbotProperty: INodeProperties = {
	displayName: 'Chatbot ID',
	name: 'chatbotId',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	description:
		'The chatbot that the leads belong to. Its ID is in PollyBot, and in the widget code on your website: paste either.',
	hint: 'Leave empty to use the chatbot of the credential',
	modes: [
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. cmhm6o40a05h8mn12dv3tc456',
		},
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a chatbot…',
			hint: 'Those of the newest 100 leads. Enter the ID of any other by hand.',
			typeOptions: { searchListMethod: 'searchChatbots' },
		},
	],
};

const scopeOption: INodeProperties = {
	displayName: 'Scope',
	name: 'scope',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Chatbot', value: 'chatbot', description: 'Only the leads of one chatbot' },
		{ name: 'Workspace', value: 'workspace', description: 'All leads of the workspace, whatever their chatbot' },
	],
	default: 'chatbot',
	description: 'Which leads to work with',
};

/** Which leads are meant: those of one chatbot, or of the whole workspace. */
export const scope: Parameter<Scope> = { fields: [chatbotProperty], options: [scopeOption], read: readScope };

/** The chatbot that a message is for. */
export const chatbot: Parameter<Chatbot> = {
	fields: [
		{
			...chatbotProperty,
			description: 'The chatbot to ask. Its ID is in PollyBot, and in the widget code on your website: paste either.',
		},
	],
	read: (source) => readChatbot(source, ''),
};

type ScopeSource = Pick<Source, 'get' | 'chatbotId' | 'notes'>;

export function readScope(source: ScopeSource): Result<Scope, Failure> {
	return source.get(`options.${scopeOption.name}`, scopeOption.default) === 'workspace'
		? count(source, 'workspace')
		: readChatbot(source, ", or set 'Scope' (in the options) to Workspace");
}

/**
 * Reads the chatbot that the parameters name, or else the credential's.
 *
 * @param orElse what else can be done where none is named
 */
function readChatbot(source: ScopeSource, orElse: string): Result<Chatbot, Failure> {
	const parameter = source.get(chatbotProperty.name, '');
	// A text may stand instead of the locator.
	const isLocator = ['__rl', 'mode'].some((name) => ownValue(parameter, name) !== undefined);
	const given = isLocator ? ownValue(parameter, 'value') : parameter;
	const text = readText(given);
	if (!text.ok) return reject(given, "'Chatbot ID' must be text, but contains a list or an object. Map it to an ID.");
	const chatbotId = chatbotIdIn(text.value) || source.chatbotId;
	if (chatbotId === '') {
		return reject(
			undefined,
			`No chatbot is named. Enter a 'Chatbot ID' in the node or in the PollyBot API credential${orElse}.`,
		);
	}
	if (isPathSegment(chatbotId)) return count(source, { chatbotId });
	return reject(chatbotId, `"${chatbotId}" is not a valid chatbot ID. Copy the ID from PollyBot.`);
}

function reject(value: unknown, message: string): Failed<Failure> {
	return fail({ code: 'CONFIGURATION', field: chatbotProperty.name, value, message });
}

/** Counts the items of each scope. */
function count<S extends Scope>({ notes }: ScopeSource, found: S) {
	const path = leadsPath(found);
	notes?.scopes.set(path, (notes.scopes.get(path) ?? 0) + 1);
	return ok(found);
}

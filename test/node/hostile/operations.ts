import type { INodeParameters } from 'n8n-workflow';
import type { FaultRule, Sandbox } from '~/tools/sandbox';
import { mapped } from '../sandboxed';

/** An operation on the way to one of its requests. Each has a different chatbot, which identifies its requests. */
export interface OperationCase {
	readonly name: string;
	readonly operation: string;
	readonly method: string;
	/** Whether the rows' emails are PollyBot's already. */
	readonly known: boolean;
	/** Whether the request may create a lead, or have a message answered. */
	readonly creates: boolean;
	readonly parameters: INodeParameters;
	/** What the request asks for, where the operation does not tell. */
	readonly asks?: 'list' | 'chatbot';
	/** Options that bring it to this request. */
	readonly options?: INodeParameters;
}

const leadId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
const known = { known: true, creates: false };

/** Tags that are added to those of the lead, which is therefore fetched first. */
const ADDS_TAG = { additionalFields: { tags: 'a' } };
const ADDS = { mergeWithExisting: ['tags'] };

export const OPERATIONS: readonly OperationCase[] = [
	{ name: 'create', operation: 'create', method: 'POST', known: false, creates: true, parameters: mapped() },
	{
		name: 'create, existing lead',
		operation: 'create',
		method: 'GET',
		...known,
		parameters: mapped({ onDuplicate: 'returnExisting' }),
	},
	{ name: 'upsert', operation: 'upsert', method: 'POST', known: false, creates: true, parameters: mapped() },
	{ name: 'upsert, known lead', operation: 'upsert', method: 'PUT', ...known, parameters: mapped() },
	{
		name: 'upsert, known lead that is added to',
		operation: 'upsert',
		method: 'GET',
		...known,
		parameters: mapped(ADDS_TAG),
		options: ADDS,
	},
	{ name: 'get', operation: 'get', method: 'GET', ...known, parameters: { leadId } },
	{
		name: 'send message',
		operation: 'sendMessage',
		method: 'POST',
		known: false,
		creates: true,
		asks: 'chatbot',
		parameters: { resource: 'chat', message: '={{ $json.name }}' },
	},
	{ name: 'getAll', operation: 'getAll', method: 'GET', ...known, parameters: { limit: 250 } },
	{
		name: 'update',
		operation: 'update',
		method: 'PUT',
		...known,
		parameters: { leadId, updateFields: { phone: '555' } },
	},
	{
		name: 'update, lead that is added to',
		operation: 'update',
		method: 'GET',
		...known,
		parameters: { leadId, updateFields: { tags: 'a' } },
		options: ADDS,
	},
	{ name: 'delete', operation: 'delete', method: 'DELETE', ...known, parameters: { leadId } },
	{
		name: 'delete, lead found by its email',
		operation: 'delete',
		method: 'GET',
		asks: 'list',
		...known,
		parameters: { leadId: { __rl: true, mode: 'email', value: '={{ $json.email }}' } },
	},
];

/** What the request asks for. */
export function reads({ operation, asks }: OperationCase): 'lead' | 'list' | 'deletion' | 'chatbot' {
	if (asks === 'chatbot') return asks;
	if (asks === 'list' || operation === 'getAll') return 'list';
	return operation === 'delete' ? 'deletion' : 'lead';
}

export function chatbotOf({ name }: OperationCase): string {
	return `cb_${name.replace(/\W+/g, '_')}`;
}

export const CHATBOTS = OPERATIONS.map(chatbotOf);

/** The requests of an operation that a fault is meant for. */
export function matchOf(operation: OperationCase): FaultRule['match'] {
	return { method: operation.method, path: new RegExp(`/chatbots/${chatbotOf(operation)}/(leads|chat)`) };
}

/** A field that no operation sends or gives: an item that has it is an input row that was passed on. */
export const INPUT_MARK = 'isInput';

/** Rows for one execution of an operation, whose leads are PollyBot's already where it needs them. */
export function rowsFor(operation: OperationCase, run: string, count: number, sandbox: Sandbox) {
	return Array.from({ length: count }, (_, index) => {
		const row = { name: `Zoë ${index}`, email: `${chatbotOf(operation)}.${run}.${index}@example.com` };
		const id = operation.known ? sandbox.addLead({ ...row, chatbotId: chatbotOf(operation) }).id : undefined;
		return { ...row, id, [INPUT_MARK]: true };
	});
}

import type { INodeProperties } from 'n8n-workflow';
import { isPathSegment, type Scope } from '../pollybot/paths';
import { readText } from '../lead/cell';
import { emailKey, readEmail } from '../lead/email';
import { showInvisible } from '../text';
import { ok, type Result } from '../result';
import type { RunContext } from '../run/operation';
import { readScope } from './scope';
import { readField, quoteField } from '../lead/invalid';
import { type Failure, failInvalid } from '../messages/failure';

/** Which lead an operation is about: chosen from a list that searches PollyBot, or named by its ID or its email. */
export const leadIdField: INodeProperties = {
	displayName: 'Lead',
	name: 'leadId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The lead to work with: from the list, by its ID or by its email',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a lead…',
			typeOptions: { searchListMethod: 'searchLeads', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. cmipr3rf400t3n42y5plvmhd5',
			hint: 'The field "id" of a lead. In items of the Duplicate output it is "existingLeadId".',
		},
		{
			displayName: 'By Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. nathan@example.com',
			hint: 'PollyBot is searched for the lead with exactly this address, which costs one more request. If several leads have it, none of them is changed.',
		},
	],
};

/** One lead of the service, by its id. */
export interface Target {
	readonly scope: Scope;
	readonly leadId: string;
}

/** How the parameters name a lead: by its ID, or by an email that is to be looked up. */
export type Wanted = Target | { readonly scope: Scope; readonly email: string };

/** The ID in the parameter, which may also hold a whole lead. Empty if there is no ID. */
function readLeadId(parameter: unknown): string {
	const located = fieldOf(parameter, 'id') ?? fieldOf(parameter, 'value') ?? parameter;
	const text = readText(fieldOf(located, 'id') ?? located);
	return text.ok ? text.value : '';
}

function fieldOf(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null
		? Object.entries(value).find(([field]) => field === name)?.[1]
		: undefined;
}

/** The lead that the parameters name for an item, or why they name no lead. */
export function readWanted(run: RunContext, item: number): Result<Wanted, Failure> {
	const scope = readScope(run, item);
	if (!scope.ok) return failInvalid(scope.error, 'CONFIGURATION');
	const parameter = run.read('leadId', item, '');
	if (fieldOf(parameter, 'mode') === 'email') return readWantedEmail(scope.value, parameter);
	const leadId = readLeadId(parameter);
	if (isPathSegment(leadId)) return ok({ scope: scope.value, leadId });
	const message =
		leadId === ''
			? `The field ${quoteField('leadId')} is empty. Choose a lead from the list, or map the ID of one.`
			: `The field ${quoteField('leadId')} ("${showInvisible(leadId)}") is not the ID of a lead. Map the field "id" of a lead.`;
	return failInvalid({ field: 'leadId', value: leadId, message });
}

/** The email that the parameter holds: it may be a whole lead in place of its email. */
function readWantedEmail(scope: Scope, parameter: unknown): Result<Wanted, Failure> {
	const value = fieldOf(parameter, 'value');
	const email = readField('leadId', fieldOf(value, 'email') ?? value, readEmail);
	if (!email.ok) return failInvalid(email.error);
	if (email.value !== '') return ok({ scope, email: email.value });
	const message = `The field ${quoteField('leadId')} is empty. Map the email of a lead.`;
	return failInvalid({ field: 'leadId', value, message });
}

/** Items about the same lead have the same key: they are performed one after the other. */
export function keyOf(wanted: Wanted): string {
	return JSON.stringify([wanted.scope, 'email' in wanted ? { email: emailKey(wanted.email) } : wanted.leadId]);
}

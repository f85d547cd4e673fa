import type { INodeProperties } from 'n8n-workflow';
import { ownValue } from '../json';
import { readText, type Reading } from '../lead/cell';
import { readEmail } from '../lead/email';
import { isLeadId, isPathSegment } from '../pollybot/paths';
import { fail, ok } from '../result';
import { showInvisible } from '../text';
import { field, type Parameter } from './parameter';

const leadId: INodeProperties = {
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

/** How an item names a lead: by its ID, or by an email that is to be looked up. */
export type TargetLead = { readonly leadId: string; readonly email?: undefined } | { readonly email: string };

/** Which lead an operation is about: chosen from a list that searches PollyBot, or named by its ID or its email. */
export const targetLead: Parameter<TargetLead> = field(leadId, (parameter) =>
	ownValue(parameter, 'mode') === 'email' ? readTargetEmail(parameter) : readLeadId(parameter),
);

/** The parameter may also contain a whole lead instead of its ID. */
function readLeadId(parameter: unknown): Reading<TargetLead> {
	const located = ownValue(parameter, 'id') ?? ownValue(parameter, 'value') ?? parameter;
	const given = ownValue(located, 'id') ?? located;
	const text = readText(given);
	const id = text.ok ? text.value : '';
	if (typeof given === 'number' ? isLeadId(given) : isPathSegment(id)) return ok({ leadId: id });
	return fail(
		id === ''
			? 'is empty. Choose a lead from the list, or map the ID of one.'
			: `("${showInvisible(id)}") is not the ID of a lead. Map the field "id" of a lead.`,
	);
}

/** The parameter may also contain a whole lead instead of its email. */
function readTargetEmail(parameter: unknown): Reading<TargetLead> {
	const value = ownValue(parameter, 'value');
	const email = readEmail(ownValue(value, 'email') ?? value);
	if (!email.ok) return email;
	return email.value === '' ? fail('is empty. Map the email of a lead.') : ok({ email: email.value });
}

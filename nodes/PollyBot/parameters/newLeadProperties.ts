import type { INodeProperties } from 'n8n-workflow';
import { LEAD_FIELDS, newLeadFields, topLevelFields, type LeadField } from '../lead/fields';
import { customFieldPairs, metadataJson, metadataPairs } from './pairs';
import { AS_TOOL, hideAsTool, NOT_AS_TOOL, optionsOf, propertyOf, showIf, sortByName } from './properties';

export const dataToSend: INodeProperties = {
	displayName: 'Data to Send',
	name: 'dataToSend',
	type: 'options',
	options: [
		{
			name: 'Auto-Map Input Data',
			value: 'autoMapInputData',
			description: 'Use when the input fields are named name, email, phone and so on',
		},
		{
			name: 'Define Below for Each Field',
			value: 'defineBelow',
			description: 'Set the value of each field of the lead yourself',
		},
	],
	default: 'defineBelow',
	description: 'Where the fields of the lead come from',
	displayOptions: NOT_AS_TOOL,
};

/** A tool's input item is the agent's own, and never mapped. */
const dataToSendOfTool: INodeProperties = {
	displayName: dataToSend.displayName,
	name: dataToSend.name,
	type: 'hidden',
	default: 'defineBelow',
	displayOptions: { show: AS_TOOL },
};

const AUTO_MAP = { dataToSend: ['autoMapInputData'] };
const DEFINE_BELOW = { dataToSend: ['defineBelow'] };

const autoMapNotice: INodeProperties = {
	displayName:
		"Input fields such as name, email and phone fill the lead, in many languages. All others are sent as metadata, or with 'Store Other Fields In' (in the options) as custom fields, which pollybot.app needs. To see the result without sending anything, turn on 'Check Only' there.",
	name: 'autoMapNotice',
	type: 'notice',
	default: '',
};

export const inputsToIgnore: INodeProperties = {
	displayName: 'Inputs to Ignore',
	name: 'inputsToIgnore',
	type: 'string',
	default: '',
	placeholder: 'e.g. submittedAt, formMode',
	description:
		'Input fields to leave out, separated by commas. Put a name that contains a comma in double quotes. An expression may give a list.',
};

/** An option, because n8n cannot hide a field by what is chosen in a collection. */
export const otherInputsToIgnore: INodeProperties = {
	...inputsToIgnore,
	description: `Input fields that 'Include Other Input Fields' leaves out, separated by commas. Put a name that contains a comma in double quotes.`,
	displayOptions: { show: { '/dataToSend': ['defineBelow'] }, ...NOT_AS_TOOL },
};

export const includeRemaining: INodeProperties = {
	displayName: 'Include Other Input Fields',
	name: 'includeRemaining',
	type: 'boolean',
	default: false,
	description:
		'Whether to store all other input fields with the lead: those that "Auto-Map Input Data" would not use for a field of the lead',
	displayOptions: { show: { '/dataToSend': ['defineBelow'] }, ...NOT_AS_TOOL },
};

export const storeExtraFieldsIn: INodeProperties = {
	displayName: 'Store Other Fields In',
	name: 'storeExtraFieldsIn',
	type: 'options',
	options: [
		{ name: 'Custom Fields', value: 'customFields', description: 'For pollybot.app' },
		{ name: 'Metadata', value: 'metadata', description: "For PollyBot API v1.0: pollybot.app doesn't store metadata" },
	],
	default: 'metadata',
	description: 'Where to store input fields that are not fields of a lead',
	displayOptions: NOT_AS_TOOL,
};

export const allowMissingEmail: INodeProperties = {
	displayName: 'Allow Leads Without Email',
	name: 'allowMissingEmail',
	type: 'boolean',
	default: false,
	description:
		"Whether to send rows without an email too, such as those with only a phone number. They are never compared with other leads, and PollyBot API v1.0 rejects them. n8n still requires something in 'Email': enter an expression that may be empty.",
};

export const additionalFields: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	options: sortByName([
		customFieldPairs,
		metadataJson,
		...newLeadFields.filter(([, { isNewer }]) => isNewer).map(propertyOf),
	]),
};

/** What the panel says about a lead without a status. */
export interface NoStatus {
	readonly name: string;
	readonly description: string;
}

const documented = topLevelFields.filter(([name]) => name !== 'status').map(topLevelProperty);

const beforeStatus: readonly INodeProperties[] = [
	dataToSend,
	dataToSendOfTool,
	hideAsTool(showIf(autoMapNotice, AUTO_MAP)),
	hideAsTool(showIf(inputsToIgnore, AUTO_MAP)),
	...documented.map((property) => showIf(property, DEFINE_BELOW)),
];

const afterStatus = [metadataPairs, additionalFields].map((property) => showIf(property, DEFINE_BELOW));

/** How a lead is mapped from the input: automatically, or field by field. */
export function newLeadProperties(noStatus: NoStatus): INodeProperties[] {
	const status: INodeProperties = {
		...propertyOf(['status', LEAD_FIELDS.status]),
		options: optionsOf(LEAD_FIELDS.status.choices, noStatus),
		default: '',
		description:
			'The status of the lead. In an expression, any spelling works. pollybot.app sets that of a new lead itself.',
	};
	return [...beforeStatus, showIf(status, DEFINE_BELOW), ...afterStatus];
}

function topLevelProperty(entry: readonly [string, LeadField]): INodeProperties {
	const property = propertyOf(entry);
	if (entry[1].isRequired) return { ...property, required: true };
	return { ...property, description: `${property.description}. Not sent when empty.` };
}

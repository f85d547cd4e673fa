import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { company, customFields, discord, message, preferredMethod, tags, urgency } from './additionalFields';
import { statusOptionsOr } from './statusOptions';

/** The operations whose lead is mapped from the input. */
const MAPPING_OPERATIONS = ['create', 'upsert'];

const show = { resource: ['lead'], operation: MAPPING_OPERATIONS };

/** A tool's input item is the agent's own, and never mapped: there all fields are defined. */
const asNode = { ...show, '@tool': [false] };
const asTool = { ...show, '@tool': [true] };

const inputsToIgnore: INodeProperties = {
	displayName: 'Inputs to Ignore',
	name: 'inputsToIgnore',
	type: 'string',
	default: '',
	placeholder: 'e.g. submittedAt, formMode',
	description:
		'Input fields that are not sent, with commas between their names; put a name that has a comma in it in double quotes. An expression may give a list.',
};

/** The fields of a lead, each given by itself. */
const fieldsBelow: INodeProperties[] = [
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Nathan Smith',
		description: "The lead's full name",
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'name@email.com',
		description: "The lead's email address. PollyBot keeps one lead for each address in a workspace.",
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +1-555-123-4567',
		description: "The lead's phone number. Not sent when empty.",
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'string',
		default: '',
		placeholder: 'e.g. website',
		description: 'Where the lead comes from: website, referral, webinar. Not sent when empty.',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: statusOptionsOr({ name: 'Not Set', description: 'Send no status: PollyBot decides' }),
		default: 'new',
		description: 'Where the lead stands: new, contacted, qualified, converted, lost or follow_up',
		displayOptions: { show: { operation: ['create'] } },
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: statusOptionsOr({
			name: 'Leave As It Is',
			description: 'Send no status: a lead that is known keeps its own, a new one gets what PollyBot gives it',
		}),
		default: '',
		description: 'Where the lead stands: new, contacted, qualified, converted, lost or follow_up',
		displayOptions: { show: { operation: ['upsert'] } },
	},
	{
		displayName: 'Specify Metadata',
		name: 'specifyMetadata',
		type: 'options',
		options: [
			{ name: 'Using Fields Below', value: 'keypair' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'keypair',
		description: 'How to enter what else is known of the lead, such as UTM parameters, company or answers',
	},
	{
		displayName: 'Metadata',
		name: 'metadata',
		type: 'assignmentCollection',
		default: {},
		description: 'Anything else to store with the lead. Drag input fields here.',
		displayOptions: { show: { specifyMetadata: ['keypair'] } },
	},
	{
		displayName: 'Metadata (JSON)',
		name: 'metadataJson',
		type: 'json',
		default: '{}',
		placeholder: '{"utm_source": "google", "interests": ["product_a"]}',
		description: 'Anything else to store with the lead, as a JSON object',
		displayOptions: { show: { specifyMetadata: ['json'] } },
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [company, customFields, discord, message, preferredMethod, tags, urgency],
	},
];

/** How a lead is mapped from the input: automatically, or field by field. */
export const leadFields: INodeProperties[] = [
	{
		displayName: 'Data to Send',
		name: 'dataToSend',
		type: 'options',
		options: [
			{
				name: 'Auto-Map Input Data',
				value: 'autoMapInputData',
				description: 'Use when the input fields are named name, email, phone and so on; all others go into metadata',
			},
			{
				name: 'Define Below for Each Field',
				value: 'defineBelow',
				description: 'Say for each field of the lead where its value comes from',
			},
		],
		default: 'defineBelow',
		description: 'Where the fields of the lead come from',
		displayOptions: { show: asNode },
	},
	{
		displayName:
			'Input fields named “name” (also “full name”, or “first name” and “last name”), “email”, “phone” (also “mobile”), “source”, “status” and “metadata” fill the lead, in whatever case and with or without blanks and dashes. All others that are not empty are stored in its metadata, unless Inputs to Ignore names them.',
		name: 'autoMapNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { ...asNode, dataToSend: ['autoMapInputData'] } },
	},
	{ ...inputsToIgnore, displayOptions: { show: { ...asNode, dataToSend: ['autoMapInputData'] } } },
	...fieldsBelow.map((field) => shown(field, { ...asNode, dataToSend: ['defineBelow'] })),
	...fieldsBelow.map((field) => shown(field, asTool)),
	{
		...inputsToIgnore,
		// n8n cannot hide a field by what is chosen inside a collection such as Options.
		description:
			'Used with the option Add Remaining Input Fields to Metadata: input fields that are not added, with commas between their names; put a name that has a comma in it in double quotes',
		hint: 'Only for the option “Add Remaining Input Fields to Metadata”',
		displayOptions: { show: { ...asNode, dataToSend: ['defineBelow'] } },
	},
];

function shown(field: INodeProperties, when: NonNullable<IDisplayOptions['show']>): INodeProperties {
	return { ...field, displayOptions: { show: { ...when, ...field.displayOptions?.show } } };
}

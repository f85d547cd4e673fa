import type { INodeProperties } from 'n8n-workflow';

/** The operations whose lead is mapped from the input. */
const MAPPING_OPERATIONS = ['create'];

const show = { resource: ['lead'], operation: MAPPING_OPERATIONS };
const showDefined = { ...show, dataToSend: ['defineBelow'] };

const statusOptions = [
	{ name: 'Contacted', value: 'contacted' },
	{ name: 'Converted', value: 'converted' },
	{ name: 'Follow Up', value: 'follow_up' },
	{ name: 'Lost', value: 'lost' },
	{ name: 'New', value: 'new' },
	{ name: 'Not Set', value: '', description: 'Send no status: PollyBot decides' },
	{ name: 'Qualified', value: 'qualified' },
];

const inputsToIgnore: INodeProperties = {
	displayName: 'Inputs to Ignore',
	name: 'inputsToIgnore',
	type: 'string',
	default: '',
	placeholder: 'e.g. row_number, internal_notes',
	description: 'Input fields that are not sent, with commas between their names',
};

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
		displayOptions: { show },
	},
	{
		displayName:
			'Input fields named name (or first name and last name), email, phone, source, status and metadata fill the lead, in whatever case and with or without blanks and dashes. All other fields are stored in its metadata.',
		name: 'autoMapNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { ...show, dataToSend: ['autoMapInputData'] } },
	},
	{ ...inputsToIgnore, displayOptions: { show: { ...show, dataToSend: ['autoMapInputData'] } } },
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Nathan Smith',
		description: "The lead's full name",
		displayOptions: { show: showDefined },
	},
	{
		displayName: 'Email',
		name: 'email',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'name@email.com',
		description: "The lead's email address. PollyBot keeps one lead for each address in a workspace.",
		displayOptions: { show: showDefined },
	},
	{
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +1-555-123-4567',
		description: "The lead's phone number. Not sent when empty.",
		displayOptions: { show: showDefined },
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'string',
		default: '',
		placeholder: 'e.g. website',
		description: 'Where the lead comes from: website, referral, webinar. Not sent when empty.',
		displayOptions: { show: showDefined },
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: statusOptions,
		default: 'new',
		description: 'Where the lead stands',
		displayOptions: { show: showDefined },
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
		displayOptions: { show: showDefined },
	},
	{
		displayName: 'Metadata',
		name: 'metadata',
		type: 'assignmentCollection',
		default: {},
		description: 'Anything else to store with the lead. Drag input fields here.',
		displayOptions: { show: { ...showDefined, specifyMetadata: ['keypair'] } },
	},
	{
		displayName: 'Metadata (JSON)',
		name: 'metadataJson',
		type: 'json',
		default: '{}',
		placeholder: '{"utm_source": "google", "interests": ["product_a"]}',
		description: 'Anything else to store with the lead, as a JSON object',
		displayOptions: { show: { ...showDefined, specifyMetadata: ['json'] } },
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			{ displayName: 'Company', name: 'company', type: 'string', default: '', placeholder: 'e.g. Tech Corp' },
			{
				displayName: 'Custom Fields (JSON)',
				name: 'customFields',
				type: 'json',
				default: '{}',
				description: "The values of your workspace's custom fields, as a JSON object",
			},
			{ displayName: 'Discord', name: 'discord', type: 'string', default: '', placeholder: 'e.g. nathan_smith' },
			{
				displayName: 'Message',
				name: 'message',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				description: 'What the lead wrote, at most 1,000 characters',
			},
			{
				displayName: 'Preferred Method',
				name: 'preferredMethod',
				type: 'options',
				options: [
					{ name: 'Discord', value: 'discord' },
					{ name: 'Email', value: 'email' },
					{ name: 'Phone', value: 'phone' },
				],
				default: 'email',
				description: 'How the lead wants to be contacted',
			},
			{
				displayName: 'Tags',
				name: 'tags',
				type: 'string',
				default: '',
				placeholder: 'e.g. trade fair, newsletter',
				description: 'At most 10 tags with commas between them. An expression may give a list.',
			},
			{
				displayName: 'Urgency',
				name: 'urgency',
				type: 'options',
				options: [
					{ name: 'High', value: 'high' },
					{ name: 'Low', value: 'low' },
					{ name: 'Medium', value: 'medium' },
				],
				default: 'medium',
				description: 'How soon the lead wants an answer',
			},
		],
		displayOptions: { show: showDefined },
	},
	{
		...inputsToIgnore,
		// n8n cannot hide a field by what is chosen inside a collection such as Options.
		description:
			'Used with the option Add Remaining Input Fields to Metadata: input fields that are not added, with commas between their names',
		displayOptions: { show: showDefined },
	},
];

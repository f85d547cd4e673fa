import type { INodeProperties } from 'n8n-workflow';

/** The newer fields of a lead, for the collections of create, upsert and update. */
export const company: INodeProperties = {
	displayName: 'Company',
	name: 'company',
	type: 'string',
	default: '',
	placeholder: 'e.g. Tech Corp',
	description: 'The company that the lead works for, at most 100 characters',
};

export const customFields: INodeProperties = {
	displayName: 'Custom Fields (JSON)',
	name: 'customFields',
	type: 'json',
	default: '{}',
	placeholder: '{"budget": 5000}',
	description: 'The values of your workspace\'s custom fields, as a JSON object such as {"budget": 5000}',
};

export const discord: INodeProperties = {
	displayName: 'Discord',
	name: 'discord',
	type: 'string',
	default: '',
	placeholder: 'e.g. nathan_smith',
	description: "The lead's name on Discord, at most 50 characters",
};

export const message: INodeProperties = {
	displayName: 'Message',
	name: 'message',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. I would like a demo next week',
	description: 'What the lead wrote, at most 1,000 characters',
};

export const preferredMethod: INodeProperties = {
	displayName: 'Preferred Contact Method',
	name: 'preferredMethod',
	type: 'options',
	options: [
		{ name: 'Discord', value: 'discord' },
		{ name: 'Email', value: 'email' },
		{ name: 'Phone', value: 'phone' },
	],
	default: 'email',
	description: 'How the lead wants to be contacted: email, phone or discord',
};

export const tags: INodeProperties = {
	displayName: 'Tags',
	name: 'tags',
	type: 'string',
	default: '',
	placeholder: 'e.g. trade fair, newsletter',
	description:
		'At most 10 tags, with commas between them; put a tag that has a comma in it in double quotes. An expression may give a list.',
};

export const urgency: INodeProperties = {
	displayName: 'Urgency',
	name: 'urgency',
	type: 'options',
	options: [
		{ name: 'High', value: 'high' },
		{ name: 'Low', value: 'low' },
		{ name: 'Medium', value: 'medium' },
	],
	default: 'medium',
	description: 'How soon the lead wants an answer: low, medium or high',
};

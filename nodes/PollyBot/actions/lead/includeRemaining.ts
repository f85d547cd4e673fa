import type { INodeProperties } from 'n8n-workflow';

/** An option of create and upsert. */
export const includeRemaining: INodeProperties = {
	displayName: 'Add Remaining Input Fields to Metadata',
	name: 'includeRemaining',
	type: 'boolean',
	default: false,
	description: 'Whether to store the input fields that are not mapped above in the metadata too',
	displayOptions: { show: { '/dataToSend': ['defineBelow'], '@tool': [false] } },
};

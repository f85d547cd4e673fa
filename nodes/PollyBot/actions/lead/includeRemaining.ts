import type { INodeProperties } from 'n8n-workflow';

/** An option of create and upsert. */
export const includeRemaining: INodeProperties = {
	displayName: 'Add Remaining Input Fields to Metadata',
	name: 'includeRemaining',
	type: 'boolean',
	default: false,
	description:
		'Whether to store in the metadata too what Auto-Map Input Data would: all input fields but those named like name, email, phone, source or status. Leave others out with Inputs to Ignore.',
	displayOptions: { show: { '/dataToSend': ['defineBelow'], '@tool': [false] } },
};

import type { INodeProperties } from 'n8n-workflow';
import { create } from './create';
import { leadFields } from './leadFields';
import { scopeFields } from './scopeFields';

/** The lead resource as the editor shows it: its operations, and the fields of each. */
export const leadDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['lead'] } },
		options: [{ name: 'Create', value: 'create', description: 'Create a lead', action: 'Create a lead' }],
		default: 'create',
	},
	...scopeFields,
	...leadFields,
	...create.fields,
];

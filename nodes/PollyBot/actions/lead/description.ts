import type { INodeProperties } from 'n8n-workflow';
import { create } from './create';
import { deleteLead } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { leadFields } from './leadFields';
import { leadIdField } from './leadId';
import { scopeFields } from './scopeFields';
import { update } from './update';
import { upsert } from './upsert';

/** The lead resource as the editor shows it: its operations, and the fields of each. */
export const leadDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['lead'] } },
		options: [
			{ name: 'Create', value: 'create', description: 'Create a lead', action: 'Create a lead' },
			{
				name: 'Create or Update',
				value: 'upsert',
				description: 'Create a new record, or update the current one if it already exists (upsert)',
				action: 'Create or update a lead',
			},
			{ name: 'Delete', value: 'delete', description: 'Delete a lead for good', action: 'Delete a lead' },
			{ name: 'Get', value: 'get', description: 'Get one lead with all its fields', action: 'Get a lead' },
			{ name: 'Get Many', value: 'getAll', description: 'List or search leads', action: 'Get many leads' },
			{
				name: 'Update',
				value: 'update',
				description: 'Change some fields of a lead, and leave the others',
				action: 'Update a lead',
			},
		],
		default: 'create',
	},
	...scopeFields,
	leadIdField,
	...leadFields,
	...create.fields,
	...upsert.fields,
	...get.fields,
	...getAll.fields,
	...update.fields,
	...deleteLead.fields,
];

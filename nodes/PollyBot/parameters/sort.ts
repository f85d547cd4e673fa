import type { INodeProperties } from 'n8n-workflow';
import { readText } from '../lead/cell';
import { ok } from '../result';
import { rejectValue, type Parameter } from './parameter';
import { optionsOf } from './properties';

const sortFields: INodeProperties[] = [
	{
		displayName: 'Sort By',
		name: 'sortBy',
		type: 'options',
		options: optionsOf({
			createdAt: 'Created At',
			updatedAt: 'Updated At',
			name: 'Name',
			email: 'Email',
			status: 'Status',
			priority: 'Priority',
		}),
		default: 'createdAt',
		description: 'The field that PollyBot sorts the leads by',
	},
	{
		displayName: 'Sort Order',
		name: 'sortOrder',
		type: 'options',
		options: optionsOf({ asc: 'Ascending', desc: 'Descending' }),
		default: 'desc',
		description: 'Ascending lists A to Z and oldest first',
	},
];

/** In which order leads are listed; a text that is empty leaves it to PollyBot. */
export interface Sort {
	readonly sortBy: string;
	readonly sortOrder: string;
}

export const sort: Parameter<Sort> = {
	fields: [
		{
			displayName: 'Sort',
			name: 'sort',
			type: 'collection',
			placeholder: 'Add Sort Rule',
			default: {},
			options: sortFields,
		},
	],
	read({ get }) {
		const sorted = { sortBy: '', sortOrder: '' };
		for (const property of sortFields) {
			const value = get(`sort.${property.name}`, '');
			const text = readText(value);
			if (!text.ok) return rejectValue(property, value, text.error);
			Object.assign(sorted, { [property.name]: text.value });
		}
		return ok(sorted);
	},
};

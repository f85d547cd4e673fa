import type { INodePropertyOptions } from 'n8n-workflow';

/** The documented statuses of a lead. Source: PollyBot Leads API v1.0, Lead. */
export const statusOptions: INodePropertyOptions[] = [
	{ name: 'Contacted', value: 'contacted' },
	{ name: 'Converted', value: 'converted' },
	{ name: 'Follow Up', value: 'follow_up' },
	{ name: 'Lost', value: 'lost' },
	{ name: 'New', value: 'new' },
	{ name: 'Qualified', value: 'qualified' },
];

/** The documented statuses and one that is empty, sorted by their names. */
export function statusOptionsOr(empty: Omit<INodePropertyOptions, 'value'>): INodePropertyOptions[] {
	return [...statusOptions, { ...empty, value: '' }].sort((one, other) => one.name.localeCompare(other.name));
}

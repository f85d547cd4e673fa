import type { INodeProperties } from 'n8n-workflow';
import { triggerFilters } from '../actions/lead/fields/filters';
import { outputProperties } from '../actions/lead/fields/output';
import { scopeFields } from '../actions/lead/fields/scope';
import type { EventName } from './events';

const CHOICES: Readonly<Record<EventName, { readonly name: string; readonly description: string }>> = {
	leadCreated: { name: 'Lead Created', description: 'A lead was created' },
	leadCreatedOrUpdated: { name: 'Lead Created or Updated', description: 'A lead was created or changed' },
	leadUpdated: { name: 'Lead Updated', description: 'A lead was changed' },
};

/** The parameters of the polling trigger. n8n adds Poll Times. */
export const pollingFields: INodeProperties[] = [
	{
		displayName:
			'Each poll costs one request, plus one for each 100 new leads. A poll every minute uses 60 of the 1,000 requests an hour that PollyBot allows for an API key. The first poll of an active workflow starts nothing: it only notes which leads exist.',
		name: 'costNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: Object.entries(CHOICES).map(([value, choice]) => ({ ...choice, value })),
		default: 'leadCreated',
	},
	...scopeFields,
	triggerFilters,
	...outputProperties,
];

/** The node's subtitle: what it starts on. */
export const pollingSubtitle = `={{ ${JSON.stringify(Object.fromEntries(Object.entries(CHOICES).map(([value, { name }]) => [value, name])))}[$parameter["event"]] }}`;

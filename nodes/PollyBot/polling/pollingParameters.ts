import type { INodeProperties } from 'n8n-workflow';
import type { Time } from '../lead/timeRange';
import { triggerFilters } from '../parameters/filters';
import { triggerOutput } from '../parameters/output';
import { readMoment } from '../parameters/moment';
import { field } from '../parameters/parameter';
import { scope } from '../parameters/scope';
import { ok } from '../result';

/** What a workflow can start on, and the time that tells of it. */
export const EVENTS = {
	leadCreated: { name: 'Lead Created', description: 'A lead was created', time: 'createdAt' },
	leadCreatedOrUpdated: {
		name: 'Lead Created or Updated',
		description: 'A lead was created or changed',
		time: 'updatedAt',
	},
	leadUpdated: { name: 'Lead Updated', description: 'A lead was changed', time: 'updatedAt' },
} as const satisfies Readonly<
	Record<string, { readonly name: string; readonly description: string; readonly time: Time }>
>;

export type EventName = keyof typeof EVENTS;

const COST =
	"Each poll uses one request, plus one for each 100 new leads, of the 1,000 an hour that PollyBot allows for an API key. The first poll of a published workflow only records which leads exist, unless you set 'Start From'.";

const isEvent = (value: unknown): value is EventName => typeof value === 'string' && Object.hasOwn(EVENTS, value);

const event = field<EventName>(
	{
		displayName: 'Trigger On',
		name: 'event',
		type: 'options',
		noDataExpression: true,
		options: Object.entries(EVENTS).map(([value, { name, description }]) => ({ name, value, description })),
		default: 'leadCreated',
	},
	(value) => ok(isEvent(value) ? value : 'leadCreated'),
);

/** Milliseconds since 1970; undefined if the first poll tells nothing. */
const startFrom = field(
	{
		displayName: 'Start From',
		name: 'startFrom',
		type: 'dateTime',
		default: '',
		description:
			'The first poll starts the workflow with the leads that are newer than this time, in the time zone of the workflow unless the time names one. If this is empty, it only notes which leads exist. If you change it, the trigger begins again from there.',
	},
	(value, { timezone }) => readMoment(value, timezone),
);

export const pollingParameters = { event, scope, startFrom, filters: triggerFilters, output: triggerOutput };

/** The panel of the polling trigger. n8n adds Poll Times. */
export const pollingFields: INodeProperties[] = [
	{
		displayName: COST,
		name: 'costNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { event: ['leadCreated'] } },
	},
	{
		displayName: `A workflow that changes the lead it was started with starts itself again, without end. Prevent it with a filter that the changed lead no longer matches, such as 'Status', or with <a href="https://docs.n8n.io/integrations/builtin/core-nodes/n8n-nodes-base.removeduplicates/" target="_blank">Remove Duplicates</a> on ID and updatedAt, both after this node and after the change (Scope: Workflow). ${COST}`,
		name: 'changesNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { event: ['leadUpdated', 'leadCreatedOrUpdated'] } },
	},
	...Object.values(pollingParameters).flatMap(({ fields = [] }) => fields),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...(scope.options ?? [])],
	},
];

const NAMES = Object.fromEntries(Object.entries(EVENTS).map(([value, { name }]) => [value, name]));

/** The node's subtitle: what it starts on. */
export const pollingSubtitle = `={{ ${JSON.stringify(NAMES)}[$parameter["event"]] }}`;

import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { ListQuery } from '../../api/paths';
import { accepted, refused, type Checked } from '../../leads/refusal';
import { cleanStatus } from '../../leads/status';
import { bulkOptions } from '../bulkOptions';
import type { Operation, RunContext } from '../operation';
import { failed, refusal } from './failures';
import { collectLeads } from './pages';
import { readScope } from './scopeFields';
import { statusOptionsOr } from './statusOptions';

const show = { resource: ['lead'], operation: ['getAll'] };

const fields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		hint: 'PollyBot gives 100 leads for one request',
		displayOptions: { show: { ...show, returnAll: [false] } },
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Priority',
				name: 'priority',
				type: 'options',
				options: [
					{ name: 'High', value: 'HIGH' },
					{ name: 'Low', value: 'LOW' },
					{ name: 'Medium', value: 'MEDIUM' },
					{ name: 'Urgent', value: 'URGENT' },
				],
				default: 'HIGH',
				description: 'Only leads with this priority: LOW, MEDIUM, HIGH or URGENT',
			},
			{
				displayName: 'Search',
				name: 'search',
				type: 'string',
				default: '',
				placeholder: 'e.g. nathan',
				description: 'Only leads with this text in their name or email, such as nathan or @example.com',
			},
			{
				displayName: 'Source',
				name: 'source',
				type: 'string',
				default: '',
				placeholder: 'e.g. website',
				description: 'Only leads that come from here, such as website',
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: statusOptionsOr({ name: 'Any' }),
				default: '',
				description: 'Only leads that stand here: new, contacted, qualified, converted, lost or follow_up',
			},
		],
		displayOptions: { show },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			...bulkOptions.slice(0, -1),
			{
				displayName: 'Sort By',
				name: 'sortBy',
				type: 'options',
				options: [
					{ name: 'Created At', value: 'createdAt' },
					{ name: 'Email', value: 'email' },
					{ name: 'Name', value: 'name' },
					{ name: 'Priority', value: 'priority' },
					{ name: 'Status', value: 'status' },
					{ name: 'Updated At', value: 'updatedAt' },
				],
				default: 'createdAt',
				description: 'The field that PollyBot sorts the leads by',
			},
			{
				displayName: 'Sort Order',
				name: 'sortOrder',
				type: 'options',
				options: [
					{ name: 'Ascending', value: 'asc' },
					{ name: 'Descending', value: 'desc' },
				],
				default: 'desc',
				description: 'Whether the smallest or oldest, or the largest or newest, comes first',
			},
			...bulkOptions.slice(-1),
		],
		displayOptions: { show },
	},
];

/** Get many leads. Source: PollyBot Leads API v1.0, List Leads. */
export const getAll: Operation = {
	fields,

	prepare(run, item) {
		const scope = readScope(run.read, item, run.connection.chatbotId);
		if (!scope.ok) return { failure: refusal(scope.refusal, 'CONFIGURATION') };
		const wanted = readLimit(run, item);
		if (!wanted.ok) return { failure: refusal(wanted.refusal, 'VALIDATION_ERROR') };
		const query = readQuery(run, item);
		return {
			job: {
				key: JSON.stringify([scope.value, String(wanted.value), query]),
				perform: async () => {
					const leads = await collectLeads(wanted.value, async (page) => {
						const sent = await run.send(() => run.client.listLeads(scope.value, { ...query, ...page }));
						if (sent.refused) return { refused: sent.refused };
						return sent.value.ok ? sent.value.data : failed(run, { scope: scope.value }, sent.value.failure);
					});
					if (!isList(leads)) return leads;
					const items = leads.length === 0 && run.isTool ? [nothingFound(query)] : leads;
					return { success: { output: 'Leads', items } };
				},
				// What another item asked for already is not asked for again.
				repeat: ({ success }) => ({ success: { ...success, items: success.items.map((lead) => ({ ...lead })) } }),
			},
		};
	},

	summarise: () => '',
};

function isList<T>(value: readonly T[] | object): value is readonly T[] {
	return Array.isArray(value);
}

function readLimit(run: RunContext, item: number): Checked<number> {
	if (run.read('returnAll', item, false) === true) return accepted(Infinity);
	const value = run.read('limit', item, 50);
	const limit = Number(value);
	if (Number.isInteger(limit) && limit > 0) return accepted(limit);
	return refused('limit', value, `The field "limit" must be a whole number from 1 on. Correct it, or use Return All.`);
}

const textSchema = z
	.union([z.string(), z.number(), z.boolean()])
	.transform((value) => String(value).trim())
	.catch('');

function readQuery(run: RunContext, item: number): ListQuery {
	const filter = (name: string) => textSchema.parse(run.read(`filters.${name}`, item, ''));
	const option = (name: string) => textSchema.parse(run.read(`options.${name}`, item, ''));
	return {
		search: filter('search'),
		source: filter('source'),
		status: cleanStatus(filter('status')),
		priority: filter('priority'),
		sortBy: option('sortBy'),
		sortOrder: option('sortOrder'),
	};
}

/** An agent is told that nothing was found: an empty answer could mean anything to it. */
function nothingFound(query: ListQuery) {
	const filters = Object.entries(query).filter(([name, value]) => value && !name.startsWith('sort'));
	const words = filters.map(([name, value]) => `${name} "${value}"`).join(', ');
	return { found: 0, message: `No lead was found${words === '' ? '' : ` with ${words}`}.` };
}

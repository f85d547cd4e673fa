import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { leadsPath, type ListQuery } from '../../api/paths';
import { isEmptyCell, readText } from '../../leads/cell';
import { quoteHidden } from '../../leads/invisible';
import { accepted, checked, refused, type Checked } from '../../leads/refusal';
import { cleanStatus } from '../../leads/status';
import { bulkOptions } from '../bulkOptions';
import type { Operation, RunContext } from '../operation';
import { readBoolean } from '../readBoolean';
import { failed, refusal } from './failures';
import { collectLeads } from './pages';
import { readScope } from './scopeFields';
import { statusOptionsOr } from './statusOptions';
import { sameAgain } from './sameAgain';

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
		run.scopes.add(leadsPath(scope.value));
		const wanted = readLimit(run, item);
		if (!wanted.ok) return { failure: refusal(wanted.refusal, 'VALIDATION_ERROR') };
		const asked = readQuery(run, item);
		if (!asked.ok) return { failure: refusal(asked.refusal, 'VALIDATION_ERROR') };
		const query = asked.value;
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
				repeat: sameAgain,
			},
		};
	},

	summarise: () => '',
};

function isList<T>(value: readonly T[] | object): value is readonly T[] {
	return Array.isArray(value);
}

function readLimit(run: RunContext, item: number): Checked<number> {
	if (readBoolean(run.read('returnAll', item, false), false)) return accepted(Infinity);
	const value = run.read('limit', item, 50);
	const text = readText(value);
	const limit = text.ok && text.value !== '' ? Number(text.value) : NaN;
	if (Number.isInteger(limit) && limit > 0) return accepted(limit);
	return refused(
		'limit',
		value,
		`The field "limit"${quoteHidden(value)} must be a whole number from 1 on. Correct it, or use Return All.`,
	);
}

const FILTERS = ['search', 'source', 'status', 'priority'];

const fieldsSchema = z.record(z.string(), z.unknown());

function readQuery(run: RunContext, item: number): Checked<ListQuery> {
	const filters = readFilters(run, run.read('filters', item, {}));
	if (!filters.ok) return filters;
	const query = { ...filters.value };
	for (const name of ['sortBy', 'sortOrder']) {
		const value = run.read(`options.${name}`, item, '');
		const text = checked(name, value, readText(value));
		if (!text.ok) return text;
		query[name] = text.value;
	}
	return accepted({ ...query, status: cleanStatus(query.status ?? '') });
}

/** A filter that is no text, or that is missing where one was meant, would be no filter at all: all leads would come. */
function readFilters(run: RunContext, given: unknown): Checked<Record<string, string>> {
	const fields = fieldsSchema.safeParse(isEmptyCell(given) ? {} : given);
	// Of an expression in place of all filters n8n keeps what a text has under their names: its method `search`.
	if (!fields.success || typeof fields.data.search === 'function') return notFilters(given);
	const areMeant = isMeant(run, 'filters');
	if (areMeant && FILTERS.every((name) => fields.data[name] === undefined)) return noFilter('filters', given);
	const filters: Record<string, string> = {};
	for (const name of FILTERS) {
		const value = fields.data[name];
		const text = checked(name, value, readText(value));
		if (!text.ok) return text;
		const isWanted = isMeant(run, `filters.${name}`) || (areMeant && value !== undefined);
		if (text.value === '' && isWanted) return noFilter(name, value);
		filters[name] = text.value;
	}
	return accepted(filters);
}

function notFilters(value: unknown) {
	const message =
		'The field "filters" cannot be one expression: n8n passes nothing of it on. Add each filter by itself.';
	return refused('filters', value, message);
}

/**
 * Whether a parameter is given by an expression: then something was meant to come of it. What an agent is asked for it
 * may leave out.
 */
function isMeant(run: RunContext, parameter: string): boolean {
	const expression = run.savedExpression(parameter);
	return expression !== undefined && !(run.isTool && /\$fromAI\s*\(/i.test(expression));
}

function noFilter(field: string, value: unknown) {
	return refused(
		field,
		value,
		`The filter "${field}" is an expression that came to nothing, and without it all leads would come. Correct the expression, or take the filter out.`,
	);
}

/** An agent is told that nothing was found: an empty answer could mean anything to it. */
function nothingFound(query: ListQuery) {
	const filters = Object.entries(query).filter(([name, value]) => value && !name.startsWith('sort'));
	const words = filters.map(([name, value]) => `${name} "${value}"`).join(', ');
	return { found: 0, message: `No lead was found${words === '' ? '' : ` with ${words}`}.` };
}

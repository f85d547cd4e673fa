import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { ListQuery } from '../../../api/paths';
import { isEmptyCell, readText } from '../../../leads/cell';
import { PRIORITIES, type Choices } from '../../../leads/fields';
import { invalid, readField, type Invalid } from '../../../leads/reading';
import { readStatus, STATUSES } from '../../../leads/status';
import { ok, type Result } from '../../../result';
import type { RunContext } from '../../operation';
import { listValues, optionsOf } from './leadProperties';

/** Which leads are listed. */
export const filters: INodeProperties = {
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
			options: optionsOf(PRIORITIES),
			default: 'HIGH',
			description: `Only leads with this priority: ${listValues(PRIORITIES)}`,
		},
		{
			displayName: 'Search',
			name: 'search',
			type: 'string',
			default: '',
			placeholder: 'e.g. nathan',
			description:
				'Only leads with this text in their name or email, such as nathan or @example.com. Newer PollyBots search the company too.',
		},
		{
			displayName: 'Source',
			name: 'source',
			type: 'string',
			default: '',
			placeholder: 'e.g. website',
			description:
				'Only leads that come from here, such as website. Newer PollyBots do not filter by it: all leads are read then, 100 for each request, and those that match are kept.',
		},
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: optionsOf(STATUSES, { name: 'Any' }),
			default: '',
			description: `Only leads that stand here: ${listValues(STATUSES)}`,
		},
	],
};

const SORT_FIELDS: Choices = {
	createdAt: 'Created At',
	updatedAt: 'Updated At',
	name: 'Name',
	email: 'Email',
	status: 'Status',
	priority: 'Priority',
};

/** In which order they are listed. */
export const sortOptions: INodeProperties[] = [
	{
		displayName: 'Sort By',
		name: 'sortBy',
		type: 'options',
		options: optionsOf(SORT_FIELDS),
		default: 'createdAt',
		description: 'The field that PollyBot sorts the leads by',
	},
	{
		displayName: 'Sort Order',
		name: 'sortOrder',
		type: 'options',
		options: optionsOf({ asc: 'Ascending', desc: 'Descending' }),
		default: 'desc',
		description: 'Whether the smallest or oldest, or the largest or newest, comes first',
	},
];

const FILTERS = ['search', 'source', 'status', 'priority'];

const fieldsSchema = z.record(z.string(), z.unknown());

/** What PollyBot is asked for: the filters and the order. */
export function readQuery(run: RunContext, item: number): Result<ListQuery, Invalid> {
	const filters = readFilters(run, run.read('filters', item, {}));
	if (!filters.ok) return filters;
	const query = { ...filters.value };
	for (const name of ['sortBy', 'sortOrder']) {
		const value = run.read(`options.${name}`, item, '');
		const text = readField(name, value, readText);
		if (!text.ok) return text;
		query[name] = text.value;
	}
	return ok(query);
}

/** A filter that is no text, or that is missing where one was meant, would be no filter at all: all leads would come. */
function readFilters(run: RunContext, given: unknown): Result<Record<string, string>, Invalid> {
	const fields = fieldsSchema.safeParse(isEmptyCell(given) ? {} : given);
	// Of an expression in place of all filters n8n keeps what a text has under their names: its method `search`.
	if (!fields.success || typeof fields.data.search === 'function') return notFilters(given);
	const areMeant = isMeant(run, 'filters');
	if (areMeant && FILTERS.every((name) => fields.data[name] === undefined)) return noFilter('filters', given);
	const filters: Record<string, string> = {};
	for (const name of FILTERS) {
		const value = fields.data[name];
		const text = readField(name, value, name === 'status' ? readStatus : readText);
		if (!text.ok) return text;
		const isWanted = isMeant(run, `filters.${name}`) || (areMeant && value !== undefined);
		if (text.value === '' && isWanted) return noFilter(name, value);
		filters[name] = text.value;
	}
	return ok(filters);
}

function notFilters(value: unknown) {
	const message =
		'The field "filters" cannot be one expression: n8n passes nothing of it on. Add each filter by itself.';
	return invalid('filters', value, message);
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
	return invalid(
		field,
		value,
		`The filter "${field}" is an expression that came to nothing, and without it all leads would come. Correct the expression, or take the filter out.`,
	);
}

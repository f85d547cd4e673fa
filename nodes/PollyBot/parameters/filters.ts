import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import type { ListQuery } from '../pollybot/paths';
import { isEmptyCell, readText, type Reader } from '../lead/cell';
import { PRIORITIES, type Choices } from '../lead/fields';
import { readChoice } from '../lead/lead';
import { invalid, type Invalid, readField, quoteField } from '../lead/invalid';
import { readStatus, STATUSES } from '../lead/status';
import type { TimeRange } from '../lead/timeRange';
import { ok, type Result } from '../result';
import type { RunContext } from '../run/operation';
import { listValues, optionsOf, sortByName } from './leadProperties';
import { readMoment } from './moment';

/** The filters by time. PollyBot has none, so the node filters the leads. */
const TIME_FILTERS = [
	{ name: 'createdAfter', time: 'createdAt', side: 'after', label: 'Created After', words: 'created after' },
	{ name: 'createdBefore', time: 'createdAt', side: 'before', label: 'Created Before', words: 'created before' },
	{ name: 'updatedAfter', time: 'updatedAt', side: 'after', label: 'Updated After', words: 'changed after' },
	{ name: 'updatedBefore', time: 'updatedAt', side: 'before', label: 'Updated Before', words: 'last changed before' },
] as const;

const timeFilters = TIME_FILTERS.map(({ name, label, words }): INodeProperties => ({
	displayName: label,
	name,
	type: 'dateTime',
	default: '',
	description: `Only leads that were ${words} this time, in the time zone of the workflow unless the time names one. PollyBot cannot filter by time: leads are read newest first, 100 per request, until they are older.`,
}));

/** The filters by a field of the lead. */
const fieldFilters: INodeProperties[] = [
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
			'Only leads whose name or email contains this text, such as nathan or @example.com. Newer PollyBots also search the company.',
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'string',
		default: '',
		placeholder: 'e.g. website',
		description:
			'Only leads from this source, such as website. Newer PollyBots cannot filter by source: all leads are read, 100 per request, and the matching ones are kept.',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: optionsOf(STATUSES, { name: 'Any' }),
		default: '',
		description: `Only leads with this status: ${listValues(STATUSES)}`,
	},
];

/** Which leads start a workflow. */
export const triggerFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: fieldFilters,
};

/** Which leads are listed. */
export const filters: INodeProperties = { ...triggerFilters, options: sortByName([...timeFilters, ...fieldFilters]) };

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

const TEXT_FILTERS = ['search', 'source', 'status', 'priority'];

/** How the value of a filter is read that is one of some. */
const FILTER_READERS: Readonly<Record<string, Reader<string>>> = {
	status: readStatus,
	priority: readChoice(PRIORITIES),
};

const FILTERS = [...TEXT_FILTERS, ...TIME_FILTERS.map(({ name }) => name)];

const fieldsSchema = z.record(z.string(), z.unknown());

/** Which leads are listed, and in which order. */
export interface LeadQuery {
	/** What PollyBot is asked for. */
	readonly query: ListQuery;
	/** The times that PollyBot cannot be asked for. */
	readonly ranges: readonly TimeRange[];
}

/** The filters and the order. With a filter by time and no order of the user's, the newest come first. */
export function readQuery(run: RunContext, item: number): Result<LeadQuery, Invalid> {
	const filters = readFilters(run, run.read('filters', item, {}));
	if (!filters.ok) return filters;
	const { ranges } = filters.value;
	const query: Record<string, string> = { ...filters.value.texts };
	for (const name of ['sortBy', 'sortOrder']) {
		const value = run.read(`options.${name}`, item, '');
		const text = readField(name, value, readText);
		if (!text.ok) return text;
		query[name] = text.value;
	}
	if (ranges[0] && query.sortBy === '') query.sortBy = ranges[0].time;
	if (ranges[0] && query.sortOrder === '') query.sortOrder = 'desc';
	return ok({ query, ranges });
}

/** How the parameters of a node are asked whether a filter was meant. */
export type FilterReader = Pick<RunContext, 'savedExpression' | 'isTool'>;

/** The given filters, and whether a filter was meant. */
interface GivenFilters {
	readonly fields: Readonly<Record<string, unknown>>;
	readonly isWanted: (name: string) => boolean;
}

function readGiven(node: FilterReader, given: unknown): Result<GivenFilters, Invalid> {
	const parsed = fieldsSchema.safeParse(isEmptyCell(given) ? {} : given);
	// Of an expression in place of all filters n8n keeps what a text has under their names: its method `search`.
	if (!parsed.success || typeof parsed.data.search === 'function') return notFilters(given);
	const fields = parsed.data;
	const areMeant = isMeant(node, 'filters');
	if (areMeant && FILTERS.every((name) => fields[name] === undefined)) return noFilter('filters', given);
	const isWanted = (name: string) => isMeant(node, `filters.${name}`) || (areMeant && fields[name] !== undefined);
	return ok({ fields, isWanted });
}

function readTexts({ fields, isWanted }: GivenFilters): Result<Readonly<Record<string, string>>, Invalid> {
	const texts: Record<string, string> = {};
	for (const name of TEXT_FILTERS) {
		const value = fields[name];
		const text = readField(name, value, FILTER_READERS[name] ?? readText);
		if (!text.ok) return text;
		if (text.value === '' && isWanted(name)) return noFilter(name, value);
		texts[name] = text.value;
	}
	return ok(texts);
}

/** The filters of a trigger, by a field of the lead each. */
export function readTriggerFilters(
	node: FilterReader,
	given: unknown,
): Result<Readonly<Record<string, string>>, Invalid> {
	const filters = readGiven(node, given);
	return filters.ok ? readTexts(filters.value) : filters;
}

/** A filter that is not a text, or is missing although it was meant, would filter nothing: all leads would come. */
function readFilters(
	run: RunContext,
	given: unknown,
): Result<{ readonly texts: Readonly<Record<string, string>>; readonly ranges: readonly TimeRange[] }, Invalid> {
	const filters = readGiven(run, given);
	if (!filters.ok) return filters;
	const { fields, isWanted } = filters.value;
	const texts = readTexts(filters.value);
	if (!texts.ok) return texts;
	const ranges = new Map<string, TimeRange>();
	for (const { name, time, side } of TIME_FILTERS) {
		const value = fields[name];
		const moment = readField(name, value, (given) => readMoment(given, run.timezone));
		if (!moment.ok) return moment;
		if (moment.value === undefined && isWanted(name)) return noFilter(name, value);
		if (moment.value !== undefined) ranges.set(time, { ...ranges.get(time), time, [side]: moment.value });
	}
	return ok({ texts: texts.value, ranges: [...ranges.values()] });
}

function notFilters(value: unknown) {
	const message = `The field ${quoteField('filters')} cannot be one expression: n8n passes nothing of it on. Add each filter by itself.`;
	return invalid('filters', value, message);
}

/**
 * Whether a parameter is given by an expression: then something was meant to come of it. What an agent is asked for it
 * may leave out.
 */
function isMeant(node: FilterReader, parameter: string): boolean {
	const expression = node.savedExpression(parameter);
	return expression !== undefined && !(node.isTool && /\$fromAI\s*\(/i.test(expression));
}

function noFilter(field: string, value: unknown) {
	return invalid(
		field,
		value,
		`The filter ${quoteField(field)} is an expression that came to nothing, and without it all leads would come. Correct the expression, or take the filter out.`,
	);
}

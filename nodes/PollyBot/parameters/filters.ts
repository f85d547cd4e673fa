import type { INodeProperties } from 'n8n-workflow';
import { isObject } from '../json';
import { isEmptyCell, readText, type Reader } from '../lead/cell';
import { PRIORITIES, STATUSES } from '../lead/fields';
import { readChoice, type Invalid } from '../lead/lead';
import type { TimeRange } from '../lead/timeRange';
import { ok, type Result } from '../result';
import { readMoment } from './moment';
import { rejectValue, type Named, type Parameter, type Source } from './parameter';
import { optionsOf, sortByName } from './properties';

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

const fieldFilters: INodeProperties[] = [
	{
		displayName: 'Priority',
		name: 'priority',
		type: 'options',
		options: optionsOf(PRIORITIES),
		default: 'HIGH',
		description: 'Only leads with this priority',
	},
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. nathan',
		description:
			'Only leads whose name or email contains this text, such as nathan or @example.com. pollybot.app also searches the company.',
	},
	{
		displayName: 'Source',
		name: 'source',
		type: 'string',
		default: '',
		placeholder: 'e.g. website',
		description:
			'Only leads from this source, such as website. pollybot.app cannot filter by source: all leads are read, 100 per request, and the matching ones are kept.',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: optionsOf(STATUSES, { name: 'Any' }),
		default: '',
		description: 'Only leads with this status. In an expression, any spelling works.',
	},
];

const triggerCollection: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: fieldFilters,
};

const collection: INodeProperties = {
	...triggerCollection,
	options: sortByName([...timeFilters, ...fieldFilters]),
};

/** The filters by a field of the lead, as PollyBot is asked for them; one that is not set is empty. */
export type FieldFilters = Readonly<Record<string, string>>;

export interface Filters {
	readonly texts: FieldFilters;
	/** The times that PollyBot cannot be asked for. */
	readonly ranges: readonly TimeRange[];
}

export const filters: Parameter<Filters> = { fields: [collection], read: readFilters };

export const triggerFilters: Parameter<FieldFilters> = {
	fields: [triggerCollection],
	read(source) {
		const found = readFilters(source);
		return found.ok ? ok(found.value.texts) : found;
	},
};

/** How a filter is read whose value is one of some. */
const CHOICE_READERS: Readonly<Record<string, Reader<string>>> = {
	status: readChoice(STATUSES),
	priority: readChoice(PRIORITIES),
};

function readFilters(source: Source): Result<Filters, Invalid> {
	const given = source.get(collection.name, {});
	const values = isEmptyCell(given) ? {} : given;
	// Of an expression instead of all filters n8n keeps what a text has under their names: its method `search`.
	if (!isObject(values) || typeof values.search === 'function') {
		const why = 'cannot be one expression, because n8n passes on nothing of it. Add each filter separately.';
		return rejectValue(collection, given, why);
	}
	const areMeant = isMeant(source, collection.name);
	const isAnyGiven = [...fieldFilters, ...timeFilters].some(({ name }) => values[name] !== undefined);
	if (areMeant && !isAnyGiven) return rejectNoFilter(collection, given);
	const isFilterMeant = (name: string) =>
		isMeant(source, `${collection.name}.${name}`) || (areMeant && values[name] !== undefined);
	const texts: Record<string, string> = {};
	for (const property of fieldFilters) {
		const { name } = property;
		const text = (CHOICE_READERS[name] ?? readText)(values[name]);
		if (!text.ok) return rejectValue(property, values[name], text.error);
		if (text.value === '' && isFilterMeant(name)) return rejectNoFilter(property, values[name]);
		texts[name] = text.value;
	}
	const ranges = new Map<string, TimeRange>();
	for (const { name, time, side, label: displayName } of TIME_FILTERS) {
		const moment = readMoment(values[name], source.timezone);
		if (!moment.ok) return rejectValue({ name, displayName }, values[name], moment.error);
		if (moment.value !== undefined) ranges.set(time, { ...ranges.get(time), time, [side]: moment.value });
		else if (isFilterMeant(name)) return rejectNoFilter({ name, displayName }, values[name]);
	}
	return ok({ texts, ranges: [...ranges.values()] });
}

/**
 * Whether a parameter is given by an expression: then something was meant to come of it. What an agent is asked for it
 * may leave out.
 */
function isMeant({ expressionOf, isTool }: Source, path: string): boolean {
	const expression = expressionOf(path);
	return expression !== undefined && !(isTool && /\$fromAI\s*\(/i.test(expression));
}

/** A filter that is missing although it was meant would filter nothing: all leads would come, and a Delete would follow. */
function rejectNoFilter(property: Named, value: unknown) {
	const why =
		'is an expression that returned nothing, and without this filter every lead would be returned. Correct the expression, or remove the filter.';
	return rejectValue(property, value, why);
}

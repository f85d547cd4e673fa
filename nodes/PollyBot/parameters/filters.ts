import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';
import { isEmptyCell, readText } from '../lead/cell';
import { PRIORITIES, STATUSES } from '../lead/fields';
import { readChoice } from '../lead/lead';
import type { Reader } from '../lead/cell';
import type { TimeRange } from '../lead/timeRange';
import type { Failure } from '../messages/failure';
import { ok, type Result } from '../result';
import { readMoment } from './moment';
import { rejectValue, type Parameter, type Source } from './parameter';
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

/** The filters by a field of the lead. */
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

/** Which leads start a workflow. */
export const triggerFilters: Parameter<FieldFilters> = {
	fields: [triggerCollection],
	read(source) {
		const given = readGiven(source);
		return given.ok ? readTexts(given.value) : given;
	},
};

/** The filters of a list. */
export interface Filters {
	readonly texts: FieldFilters;
	/** The times that PollyBot cannot be asked for. */
	readonly ranges: readonly TimeRange[];
}

/** Which leads are listed. */
export const filters: Parameter<Filters> = {
	fields: [collection],
	read(source) {
		const given = readGiven(source);
		if (!given.ok) return given;
		const texts = readTexts(given.value);
		if (!texts.ok) return texts;
		const ranges = readRanges(source, given.value);
		return ranges.ok ? ok({ texts: texts.value, ranges: ranges.value }) : ranges;
	},
};

const FILTERS = [...fieldFilters, ...timeFilters];

/** How a filter is read whose value is one of some. */
const CHOICE_READERS: Readonly<Record<string, Reader<string>>> = {
	status: readChoice(STATUSES),
	priority: readChoice(PRIORITIES),
};

/** The filters as they are given, and which of them are meant to filter something. */
interface Given {
	readonly values: Readonly<Record<string, unknown>>;
	readonly isMeant: (name: string) => boolean;
}

function readGiven(source: Source): Result<Given, Failure> {
	const given = source.get(collection.name, {});
	const parsed = z.record(z.string(), z.unknown()).safeParse(isEmptyCell(given) ? {} : given);
	// Of an expression instead of all filters n8n keeps what a text has under their names: its method `search`.
	if (!parsed.success || typeof parsed.data.search === 'function') {
		return rejectValue(
			collection,
			given,
			'cannot be one expression, because n8n passes on nothing of it. Add each filter separately.',
		);
	}
	const values = parsed.data;
	const areMeant = isMeant(source, collection.name);
	if (areMeant && FILTERS.every(({ name }) => values[name] === undefined)) return rejectNoFilter(collection, given);
	return ok({
		values,
		isMeant: (name) => isMeant(source, `${collection.name}.${name}`) || (areMeant && values[name] !== undefined),
	});
}

function readTexts({ values, isMeant: isFilterMeant }: Given): Result<FieldFilters, Failure> {
	const texts: Record<string, string> = {};
	for (const property of fieldFilters) {
		const { name } = property;
		const value = values[name];
		const text = (CHOICE_READERS[name] ?? readText)(value);
		if (!text.ok) return rejectValue(property, value, text.error);
		if (text.value === '' && isFilterMeant(name)) return rejectNoFilter(property, value);
		texts[name] = text.value;
	}
	return ok(texts);
}

function readRanges(
	{ timezone }: Source,
	{ values, isMeant: isFilterMeant }: Given,
): Result<readonly TimeRange[], Failure> {
	const ranges = new Map<string, TimeRange>();
	for (const { name, time, side, label } of TIME_FILTERS) {
		const property = { name, displayName: label };
		const value = values[name];
		const moment = readMoment(value, timezone);
		if (!moment.ok) return rejectValue(property, value, moment.error);
		if (moment.value === undefined && isFilterMeant(name)) return rejectNoFilter(property, value);
		if (moment.value !== undefined) ranges.set(time, { ...ranges.get(time), time, [side]: moment.value });
	}
	return ok([...ranges.values()]);
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
function rejectNoFilter(property: Pick<INodeProperties, 'name' | 'displayName'>, value: unknown) {
	const why =
		'is an expression that returned nothing, and without this filter every lead would be returned. Correct the expression, or remove the filter.';
	return rejectValue(property, value, why);
}

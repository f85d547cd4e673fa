import type { INodeProperties } from 'n8n-workflow';
import { quoteHidden } from '../../text';
import type { Json } from '../../json';
import { readBoolean, readText } from '../../lead/cell';
import { keepMatching } from '../../lead/matching';
import { selectFields } from '../../lead/outputFields';
import { keepInRange, SortedRange, type TimeRange } from '../../lead/timeRange';
import { filters } from '../../parameters/filters';
import { output } from '../../parameters/output';
import { rejectValue, type Parameter, type ValuesOf } from '../../parameters/parameter';
import { scope } from '../../parameters/scope';
import { sort } from '../../parameters/sort';
import type { LeadPage } from '../../pollybot/envelope';
import { collectLeads, isList, type NoPage, type PageRequest, type Selection } from '../../pollybot/pages';
import type { ListQuery } from '../../pollybot/paths';
import { ok } from '../../result';
import { operation, type Performed, type Row } from '../../run/operation';
import { takeReadable } from '../../run/fitResponse';
import { failWith, repeatFirst, succeedWith } from '../outcomes';

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	hint: 'PollyBot returns 100 leads per request',
	displayOptions: { show: { returnAll: [false] } },
};

/** How many leads are listed at most; Infinity for all. */
const most: Parameter<number> = {
	fields: [returnAll, limit],
	read({ get }) {
		if (readBoolean(get(returnAll.name, returnAll.default), false)) return ok(Infinity);
		const value = get(limit.name, limit.default);
		const text = readText(value);
		const count = text.ok && text.value !== '' ? Number(text.value) : NaN;
		if (Number.isInteger(count) && count > 0) return ok(count);
		return rejectValue(
			limit,
			value,
			`${quoteHidden(value)} must be a whole number, 1 or more. Correct it, or use 'Return All'.`.trimStart(),
		);
	},
};

const parameters = { scope, most, filters, sort, output };

type Values = ValuesOf<typeof parameters>;

/** Get many leads. Source: PollyBot Leads API v1.0, List Leads. */
export const getAll = operation({
	value: 'getAll',
	name: 'Get Many',
	description: 'Retrieve a list of leads, all of them or those that match a search',
	action: 'Get many leads',
	toolDescription:
		'Searches the leads in PollyBot, such as by a part of a name or email. "found": 0 means that no lead matches. If more leads are found than shown, search with more words or filters. Use this first when an ID is needed.',
	output: 'Leads',
	parameters,

	key: (values) => JSON.stringify({ ...values, most: String(values.most) }),
	// What another item asked for already is not asked for again.
	repeat: repeatFirst,
	async perform(row) {
		const { values, execution } = row;
		const { ranges } = values.filters;
		const query = queryOf(values);
		const readNext = async (page: PageRequest) => await readPage(row, query, page);
		const leads = await collectLeads(values.most, readNext, selectionOf(query, ranges));
		if (!isList(leads)) return leads;
		const selected = leads.map((lead) => selectFields(lead, values.output));
		return succeedWith('Leads', execution.isTool ? reportSearch(selected, values, query) : selected);
	},
});

/** With a filter by time and no order of the user's, the newest come first. */
function queryOf({ filters: { texts, ranges }, sort: { sortBy, sortOrder } }: Values): ListQuery {
	const [range] = ranges;
	return { ...texts, sortBy: sortBy || (range?.time ?? ''), sortOrder: sortOrder || (range ? 'desc' : '') };
}

/** Which leads to keep, whatever the service does with the filters, and when a time filter ends the list. */
function selectionOf(query: ListQuery, ranges: readonly TimeRange[]): Selection {
	const sorted = ranges.find(({ time }) => time === query.sortBy);
	const order = sorted && new SortedRange(sorted, query.sortOrder === 'asc' ? 'asc' : 'desc');
	return {
		keep: (leads) => keepInRange(keepMatching(leads, query), ranges),
		isOverAfter: (leads) => order?.isOverAfter(leads) === true,
		mayGiveOthers: ranges.length > 0,
		sideBySide: order === undefined,
	};
}

async function readPage(
	row: Row<Values>,
	query: ListQuery,
	page: PageRequest,
): Promise<LeadPage | (Performed & NoPage)> {
	const { values, execution } = row;
	const { value, blocked } = await execution.client.listLeads(values.scope, { ...query, ...page });
	if (blocked) return { blocked };
	if (!value.ok) return { ...failWith(row, { scope: values.scope }, value.error), isTooLarge: value.error.isTooLarge };
	// The other pages may go.
	execution.requests.proceed();
	return value.value;
}

/** If a search finds more leads than an agent should read, the response says how many, and how to find fewer. */
function reportSearch(
	leads: readonly Json[],
	{ most: limit, filters: { ranges } }: Values,
	query: ListQuery,
): readonly Json[] {
	if (leads.length === 0) return [reportNothing(query, ranges)];
	const shown = takeReadable(leads);
	if (shown.length === leads.length) return shown;
	// After the last one that 'Limit' allows there may be others.
	const found = `${leads.length === limit ? 'At least ' : ''}${leads.length}`;
	const message = `${found} leads were found, and the first ${shown.length} are shown. To see others, search for a name, an email or a company, or set more filters.`;
	return [{ found: leads.length, shown: shown.length, message }, ...shown];
}

/** An agent is told that nothing was found: an empty response could mean anything to it. */
function reportNothing(query: ListQuery, ranges: readonly TimeRange[]) {
	const filtered = Object.entries(query).filter(([name, value]) => value && !name.startsWith('sort'));
	const times = ranges.flatMap(({ time, after, before }) => [
		...(after === undefined ? [] : [`${time} after ${new Date(after).toISOString()}`]),
		...(before === undefined ? [] : [`${time} before ${new Date(before).toISOString()}`]),
	]);
	const words = [...filtered.map(([name, value]) => `${name} "${value}"`), ...times].join(', ');
	return { found: 0, message: `No lead was found${words === '' ? '' : ` with ${words}`}.` };
}

import type { INodeProperties } from 'n8n-workflow';
import type { LeadPage } from '../../pollybot/envelope';
import { collectLeads, type NoPage, type PageRequest, type Selection } from '../../pollybot/pages';
import type { ListQuery, Scope } from '../../pollybot/paths';
import { readBoolean } from '../../lead/boolean';
import { readText } from '../../lead/cell';
import { quoteHidden } from '../../invisible';
import { keepMatching } from '../../lead/matching';
import { selectFields } from '../../lead/outputFields';
import { invalid, type Invalid } from '../../lead/reading';
import { keepInRange, SortedRange } from '../../lead/timeRange';
import { ok, type Result } from '../../result';
import { takeReadable } from '../../run/fitAnswer';
import type { Operation, Performed, RunContext } from '../../run/operation';
import { filters, readQuery, sortOptions, type LeadQuery } from '../../parameters/filters';
import { readOutputOf, toolOutputProperties } from '../../parameters/output';
import { readScope } from '../../parameters/scope';
import { failWith, repeatFirst, succeedWith } from '../outcomes';
import { quoteField } from '../../lead/labels';
import { failInvalid } from '../../messages/failure';
import type { Json } from '../../json';

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	hint: 'PollyBot returns 100 leads per request',
	displayOptions: { show: { returnAll: [false] } },
};

/** Get many leads. Source: PollyBot Leads API v1.0, List Leads. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	description: 'Retrieve a list of leads, all of them or those that match a search',
	action: 'Get many leads',
	toolDescription:
		'Searches the leads in PollyBot, such as by a part of a name or email. "found": 0 means that no lead matches. If more leads are found than shown, search with more words or filters. Use this first when an ID is needed.',
	output: 'Leads',
	fields: [returnAll, limitField, filters, ...toolOutputProperties],
	options: sortOptions,

	prepare(run, item) {
		const scope = readScope(run, item);
		if (!scope.ok) return failInvalid(scope.error, 'CONFIGURATION');
		const limit = readLimit(run, item);
		if (!limit.ok) return failInvalid(limit.error);
		const wanted = readQuery(run, item);
		if (!wanted.ok) return failInvalid(wanted.error);
		const output = readOutputOf(run, item);
		if (!output.ok) return failInvalid(output.error);
		const { query, ranges } = wanted.value;
		return ok({
			key: JSON.stringify([scope.value, String(limit.value), query, ranges, output.value]),
			perform: async () => {
				const readNext = async (page: PageRequest) => await readPage(run, scope.value, query, page);
				const leads = await collectLeads(limit.value, readNext, selectionOf(wanted.value));
				if (!isList(leads)) return leads;
				const selected = leads.map((lead) => selectFields(lead, output.value));
				return succeedWith('Leads', run.isTool ? answerSearch(selected, wanted.value) : selected);
			},
			// What another item asked for already is not asked for again.
			repeat: repeatFirst,
		});
	},
};

/** Which leads to keep, whatever the service does with the filters, and when a time filter ends the list. */
function selectionOf({ query, ranges }: LeadQuery): Selection {
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
	run: RunContext,
	scope: Scope,
	query: ListQuery,
	page: PageRequest,
): Promise<LeadPage | (Performed & NoPage)> {
	const { value, blocked } = await run.client.listLeads(scope, { ...query, ...page });
	if (blocked) return { blocked };
	if (!value.ok) return { ...failWith(run, { scope }, value.error), isTooLarge: value.error.isTooLarge };
	run.proceed();
	return value.value;
}

function isList<T>(value: readonly T[] | object): value is readonly T[] {
	return Array.isArray(value);
}

function readLimit(run: RunContext, item: number): Result<number, Invalid> {
	if (readBoolean(run.read('returnAll', item, false), false)) return ok(Infinity);
	const value = run.read('limit', item, limitField.default);
	const text = readText(value);
	const limit = text.ok && text.value !== '' ? Number(text.value) : NaN;
	if (Number.isInteger(limit) && limit > 0) return ok(limit);
	const message = `The field ${quoteField('limit')}${quoteHidden(value)} must be a whole number from 1 on. Correct it, or use 'Return All'.`;
	return invalid('limit', value, message);
}

/** If a search finds more leads than an agent should read, the answer says how many, and how to find fewer. */
function answerSearch(leads: readonly Json[], wanted: LeadQuery): readonly Json[] {
	if (leads.length === 0) return [nothingFound(wanted)];
	const shown = takeReadable(leads);
	if (shown.length === leads.length) return shown;
	const message = `${leads.length} leads were found, and the first ${shown.length} are shown. To see others, search for a name, an email or a company, or set more filters.`;
	return [{ found: leads.length, shown: shown.length, message }, ...shown];
}

/** An agent is told that nothing was found: an empty answer could mean anything to it. */
function nothingFound({ query, ranges }: LeadQuery) {
	const filtered = Object.entries(query).filter(([name, value]) => value && !name.startsWith('sort'));
	const times = ranges.flatMap(({ time, after, before }) => [
		...(after === undefined ? [] : [`${time} after ${new Date(after).toISOString()}`]),
		...(before === undefined ? [] : [`${time} before ${new Date(before).toISOString()}`]),
	]);
	const words = [...filtered.map(([name, value]) => `${name} "${value}"`), ...times].join(', ');
	return { found: 0, message: `No lead was found${words === '' ? '' : ` with ${words}`}.` };
}

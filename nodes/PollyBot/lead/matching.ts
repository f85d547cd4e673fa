import type { Json } from '../json';
import { isEmptyCell } from './cell';
import { spellingKey, textKey } from './compare';

/** The filters whose value is compared with that of a lead; `search` is not among them: what it looks into is the service's. */
const FILTERS: ReadonlyArray<{
	readonly field: string;
	readonly keyOf: (value: unknown) => string;
	/** Whether a service that knows the field tells it in every lead of a list. */
	readonly isAlwaysTold: boolean;
}> = [
	{ field: 'status', keyOf: spellingKey, isAlwaysTold: false },
	{ field: 'source', keyOf: textKey, isAlwaysTold: false },
	{ field: 'priority', keyOf: textKey, isAlwaysTold: true },
];

/**
 * Keeps the leads of a page that match the filters. A service ignores a filter that it does not know, as newer
 * ones do with the source: then all leads come, and a deletion after the list would delete all. If no lead of the page has
 * the field, the service's filtering is trusted, because lists may have fewer fields than leads have.
 */
export function keepMatching<Lead extends Json>(leads: readonly Lead[], query: Json): readonly Lead[] {
	return FILTERS.reduce<readonly Lead[]>((kept, { field, keyOf, isAlwaysTold }) => {
		const wanted = query[field];
		if (isEmptyCell(wanted)) return kept;
		if (!isAlwaysTold && leads.every((lead) => lead[field] === undefined)) return kept;
		return kept.filter((lead) => isText(lead[field]) && keyOf(lead[field]) === keyOf(wanted));
	}, leads);
}

/** What the filter `search` looks into, as newer services do. */
const SEARCHED = ['name', 'email', 'company'];

/** Whether a lead that no service has filtered matches the filters: one without the field does not. */
export function isMatch(lead: Json, query: Json): boolean {
	const has = (name: string, test: (value: unknown) => boolean) => isText(lead[name]) && test(lead[name]);
	const isEqual = FILTERS.every(({ field, keyOf }) => {
		const wanted = query[field];
		return isEmptyCell(wanted) || has(field, (value) => keyOf(value) === keyOf(wanted));
	});
	if (!isEqual || isEmptyCell(query.search)) return isEqual;
	const search = textKey(query.search);
	return SEARCHED.some((field) => has(field, (value) => textKey(value).includes(search)));
}

function isText(value: unknown): boolean {
	return typeof value === 'string' || typeof value === 'number';
}

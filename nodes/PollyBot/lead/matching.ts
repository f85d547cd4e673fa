import type { Json } from '../json';
import { isEmptyCell } from './cell';
import { spellingKey, textKey } from './compare';

/** How the filters are compared with a lead's fields; `search` is not among them: what it looks into is the service's. */
const KEYS: Readonly<Record<string, (value: unknown) => string>> = {
	status: spellingKey,
	source: textKey,
	priority: textKey,
};

/** What a service that knows the field tells in every lead of a list. */
const ALWAYS_TOLD = ['priority'];

/**
 * Keeps the leads of a page that match the filters. A service ignores a filter that it does not know, as newer
 * ones do with the source: then all leads come, and a deletion after the list would delete all. If no lead of the page has
 * the field, the service's filtering is trusted, because lists may have fewer fields than leads have.
 */
export function keepMatching<Lead extends Json>(leads: readonly Lead[], query: Json): readonly Lead[] {
	const isTold = (field: string) => ALWAYS_TOLD.includes(field) || leads.some((lead) => lead[field] !== undefined);
	const told = Object.keys(KEYS).filter(isTold);
	return leads.filter((lead) => hasWanted(lead, query, told));
}

/** What the filter `search` looks into, as newer services do. */
const SEARCHED = ['name', 'email', 'company'];

/** Whether a lead that no service has filtered matches the filters: one without the field does not. */
export function isMatch(lead: Json, query: Json): boolean {
	if (!hasWanted(lead, query, Object.keys(KEYS))) return false;
	const search = isEmptyCell(query.search) ? '' : textKey(query.search);
	return search === '' || SEARCHED.some((field) => keyIn(lead, field)?.includes(search));
}

function hasWanted(lead: Json, query: Json, fields: readonly string[]): boolean {
	return fields.every((field) => isEmptyCell(query[field]) || keyIn(lead, field) === keyIn(query, field));
}

function keyIn(json: Json, field: string): string | undefined {
	const value = json[field];
	return typeof value === 'string' || typeof value === 'number' ? (KEYS[field] ?? textKey)(value) : undefined;
}

import { isEmptyCell } from './cell';
import { spellingKey, textKey } from './compare';

/** Any JSON object. */
type Fields = Readonly<Record<string, unknown>>;

/** How the value of a filter is compared with that of a lead; `search` is not among them: what it looks into is the service's. */
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
 * The leads of a page that match the filters. A service ignores a filter that it does not know, as newer
 * ones do with the source: then all leads come, and a deletion after the list would delete all. If no lead of the page has
 * the field, the service's filtering is trusted, because lists may hold fewer fields than leads have.
 */
export function keepMatching<Lead extends Fields>(leads: readonly Lead[], query: Fields): readonly Lead[] {
	return FILTERS.reduce<readonly Lead[]>((kept, { field, keyOf, isAlwaysTold }) => {
		const wanted = query[field];
		if (isEmptyCell(wanted)) return kept;
		if (!isAlwaysTold && leads.every((lead) => lead[field] === undefined)) return kept;
		return kept.filter((lead) => isText(lead[field]) && keyOf(lead[field]) === keyOf(wanted));
	}, leads);
}

function isText(value: unknown): boolean {
	return typeof value === 'string' || typeof value === 'number';
}

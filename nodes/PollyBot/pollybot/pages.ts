import type { Lead, LeadPage } from './envelope';

/**
 * How many leads are asked for at a time: the most that the service gives, and fewer where they are too large together.
 * Anybody who fills in a form may leave such leads. Each size divides the one before it. Source: PollyBot Leads API v1.0,
 * List Leads.
 */
export const PAGE_SIZES = [100, 20, 4, 1] as const;

const LARGEST_PAGE = PAGE_SIZES[0];

/** So many pages are asked for ahead, and one more for each page that was there: a total may be wrong. */
const AHEAD = 25;

/** So many pages in a row without a lead that is not known yet end the search: the service repeats itself. */
const MOST_FRUITLESS = 10;

/** Which leads are asked for: pages are counted from 1. */
export interface PageRequest {
	readonly page: number;
	readonly limit: number;
}

/** The smallest page that begins at `offset` and has what is wanted, or the largest that `offset` lies in. */
export function pageAt(offset: number, wanted: number, largest: number = LARGEST_PAGE): PageRequest {
	for (let limit = Math.min(wanted, largest); limit <= largest; limit += 1) {
		if (offset % limit === 0) return { page: offset / limit + 1, limit };
	}
	return { page: Math.floor(offset / largest) + 1, limit: largest };
}

/** Why a page is not there. */
export interface NoPage {
	/** Whether its response was larger than what is read of one: a smaller page may be there. */
	readonly isTooLarge?: boolean;
}

/** Which of the leads that a service gives are meant. */
export interface Selection {
	/** The leads of a page that are meant. @default all */
	readonly keep?: (leads: readonly Lead[]) => readonly Lead[];
	/** Whether no lead that is meant can come after these, the next ones in the order of the pages. @default false */
	readonly isOverAfter?: (leads: readonly Lead[]) => boolean;
	/** Whether others than those meant are to be expected: pages are then as large as they can be. @default false */
	readonly mayGiveOthers?: boolean;
	/** Whether pages may be asked for side by side where all leads are wanted. @default false */
	readonly sideBySide?: boolean;
}

/**
 * Reads pages until as many leads are found as are wanted, or the service says that there are no more.
 *
 * Leads that are added or deleted meanwhile move the others from page to page. One that comes twice counts once. When
 * the service tells of fewer leads than before, others have moved to a page that is read already: it is read again. Where
 * all leads are wanted and the service says how many there are, pages are read side by side as long as none is deleted.
 *
 * @param wanted may be Infinity
 * @param read gives a page, or something else that ends the search and is returned
 * @param select says which leads are meant, and when no more can come
 */
export async function collectLeads<Refusal extends object>(
	wanted: number,
	read: (request: PageRequest) => Promise<LeadPage | (Refusal & NoPage)>,
	{ keep = (leads) => leads, isOverAfter = () => false, mayGiveOthers = false, sideBySide = false }: Selection = {},
): Promise<readonly Lead[] | Refusal> {
	const seen = new Set<Lead['id']>();
	/** Those of the pages that are not read again: each comes once, in the order of the pages. */
	const passed = new Set<Lead['id']>();
	const found = new Map<Lead['id'], Lead>();
	let givesOthers = mayGiveOthers;
	let largest: number = LARGEST_PAGE;
	let offset = 0;
	let total: number | undefined;
	let fruitless = 0;
	let mayTry = sideBySide && wanted === Infinity;
	while (found.size < wanted && fruitless < MOST_FRUITLESS) {
		const { page, limit } = pageAt(offset, givesOthers ? largest : wanted - found.size, largest);
		const response = await read({ page, limit });
		if (!('leads' in response)) {
			const smaller = PAGE_SIZES.find((size) => size < limit);
			if (response.isTooLarge !== true || smaller === undefined) return response;
			largest = smaller;
			continue;
		}
		if (mayTry && response.hasNext && response.total !== undefined) {
			const all = await readSideBySide(
				{ ...response, total: response.total },
				async (next) => await read({ page: next, limit }),
			);
			if (all !== undefined) return 'length' in all ? keep(all) : all;
		}
		mayTry = false;
		const kept = keep(response.leads);
		const isShort = response.hasNext && response.leads.length < limit;
		// Some services give fewer than are asked for: their pages line up only if all are asked for alike.
		givesOthers ||= isShort || kept.length < response.leads.length;
		for (const lead of kept) if (!found.has(lead.id)) found.set(lead.id, lead);
		const known = seen.size;
		for (const { id } of response.leads) seen.add(id);
		fruitless = seen.size > known ? 0 : fruitless + 1;
		const gone = total === undefined || response.total === undefined ? 0 : Math.max(0, total - response.total);
		total = response.total;
		// Where the leads that are unread begin now: a deletion may have moved some in front of this page.
		const unread = Math.max(0, offset - gone);
		const isAhead = unread < (page - 1) * limit;
		offset = isAhead ? unread : page * limit;
		if (isAhead) continue;
		const next = response.leads.filter(({ id }) => !passed.has(id));
		for (const { id } of next) passed.add(id);
		if (isOverAfter(next) || !response.hasNext || response.leads.length === 0) break;
	}
	return [...found.values()].slice(0, wanted);
}

/** Tells leads from what ended the search. */
export function isList<T>(found: readonly T[] | object): found is readonly T[] {
	return Array.isArray(found);
}

/**
 * Reads all pages after the first one, each of which may be older or newer than the one before it.
 *
 * A lead that is added meanwhile, in front of the others, moves each of them on by one. So a page has as many leads twice as
 * its total is higher than that of the page before. If it is lower, this page is the older one, and the leads between both
 * are on it when it is read again.
 *
 * @param read gives the page of a number, or why it is missing
 * @returns undefined when anything else has happened, such as a deletion: the pages must then be read one after the other
 */
async function readSideBySide<Refusal extends object>(
	first: LeadPage & { readonly total: number },
	read: (page: number) => Promise<LeadPage | (Refusal & NoPage)>,
): Promise<readonly Lead[] | Refusal | undefined> {
	const size = first.leads.length;
	const found = new Map(first.leads.map((lead) => [lead.id, lead]));
	const underWay: Array<ReturnType<typeof read>> = [];
	let asked = 1;
	let { total, hasNext } = first;
	for (let page = 2; hasNext; page += 1) {
		while (asked < Math.min(Math.ceil(first.total / size), 2 * page + AHEAD)) {
			const request = read((asked += 1));
			// Nobody may be left to wait for it.
			request.catch(() => undefined);
			underWay.push(request);
		}
		const response = await (underWay.shift() ?? read(page));
		if (!('leads' in response)) return response.isTooLarge === true ? undefined : response;
		const { leads } = response;
		const rise = (response.total ?? NaN) - total;
		const known = leads.filter(({ id }) => found.has(id)).length;
		const isWhole = leads.length === size || !response.hasNext;
		if (!isWhole || known !== Math.max(0, rise) || total + rise < first.total) return undefined;
		if (rise < 0) {
			const again = await read(page);
			if (!('leads' in again)) return again.isTooLarge === true ? undefined : again;
			const ids = new Set(leads.map(({ id }) => id));
			const between = again.leads.filter(({ id }) => !found.has(id) && !ids.has(id));
			if (between.length !== -rise) return undefined;
			for (const lead of between) found.set(lead.id, lead);
		}
		for (const lead of leads) if (!found.has(lead.id)) found.set(lead.id, lead);
		total += rise;
		({ hasNext } = response);
	}
	return [...found.values()];
}

import type { Lead, LeadPage } from './envelope';

/**
 * How many leads are asked for at once: the most that the service gives, and fewer where they are too large together.
 * Anybody who fills in a form may leave such leads. Each size divides the one before it. Source: PollyBot Leads API v1.0,
 * List Leads.
 */
export const PAGE_SIZES = [100, 20, 4, 1] as const;

const LARGEST_PAGE = PAGE_SIZES[0];

/** So many pages in a row without a lead that is not known yet end the search: the service repeats itself. */
const MOST_FRUITLESS = 10;

/** Which leads are asked for: pages are counted from 1. */
export interface PageRequest {
	readonly page: number;
	readonly limit: number;
}

/** The smallest page that begins at `offset` and holds what is wanted, or the largest that `offset` lies in. */
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
	/** Whether no lead that is meant can come after those of a page, the next one in the order of the pages. @default false */
	readonly isOverAfter?: (leads: readonly Lead[]) => boolean;
	/** Whether others than those meant are to be expected: pages are then as large as they can be. @default false */
	readonly mayGiveOthers?: boolean;
}

/**
 * Reads pages until as many leads are found as are wanted, or the service says that there are no more.
 *
 * Leads that are added or deleted meanwhile move the others from page to page. One that comes twice counts once. When
 * the service tells of fewer leads than before, others have moved to a page that is read already: it is read again.
 *
 * @param wanted may be Infinity
 * @param read gives a page, or something else that ends the search and is returned
 * @param select says which leads are meant, and when no more can come
 */
export async function collectLeads<Refusal extends object>(
	wanted: number,
	read: (request: PageRequest) => Promise<LeadPage | (Refusal & NoPage)>,
	{ keep = (leads) => leads, isOverAfter = () => false, mayGiveOthers = false }: Selection = {},
): Promise<readonly Lead[] | Refusal> {
	const seen = new Set<Lead['id']>();
	const found = new Map<Lead['id'], Lead>();
	let givesOthers = mayGiveOthers;
	let largest: number = LARGEST_PAGE;
	let offset = 0;
	let total: number | undefined;
	let fruitless = 0;
	while (found.size < wanted && fruitless < MOST_FRUITLESS) {
		const { page, limit } = pageAt(offset, givesOthers ? largest : wanted - found.size, largest);
		const answer = await read({ page, limit });
		if (!('leads' in answer)) {
			const smaller = PAGE_SIZES.find((size) => size < limit);
			if (answer.isTooLarge !== true || smaller === undefined) return answer;
			largest = smaller;
			continue;
		}
		const kept = keep(answer.leads);
		givesOthers ||= kept.length < answer.leads.length;
		for (const lead of kept) if (!found.has(lead.id)) found.set(lead.id, lead);
		const isOver = isOverAfter(answer.leads);
		const known = seen.size;
		for (const { id } of answer.leads) seen.add(id);
		fruitless = seen.size > known ? 0 : fruitless + 1;
		const gone = total === undefined || answer.total === undefined ? 0 : Math.max(0, total - answer.total);
		total = answer.total;
		if (gone === 0 && (isOver || !answer.hasNext || answer.leads.length === 0)) break;
		offset = gone === 0 ? page * limit : Math.max(0, (page - 1) * limit - gone);
	}
	return [...found.values()].slice(0, wanted);
}

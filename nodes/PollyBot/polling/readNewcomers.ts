import type { Lead, LeadPage } from '../api/envelope';
import { collectLeads, type PageRequest } from '../api/pages';
import type { Newcomers } from './newcomers';

/** So often the first page is read again at most, where leads change all the time. */
const MOST_ROUNDS = 20;

/**
 * Reads pages, the newest leads first, until all that are new are known.
 *
 * Leads move between pages meanwhile: one that is changed goes to the first page, which was read before. So the first page
 * is read again until it alone holds everything new. With several pages this costs one more request.
 *
 * @param match the leads of a page that the workflow starts on
 * @returns why a page could not be read, if one could not
 */
export async function readNewcomers<Refusal>(
	newcomers: Newcomers,
	readPage: (request: PageRequest) => Promise<LeadPage | { readonly refusal: Refusal }>,
	match: (leads: readonly Lead[]) => readonly Lead[],
): Promise<Refusal | undefined> {
	for (let round = 0; round < MOST_ROUNDS; round += 1) {
		let pages = 0;
		const answer = await collectLeads(Infinity, readPage, {
			keep: (leads) => {
				pages += 1;
				newcomers.read(leads, match(leads));
				return [];
			},
			isOverAfter: (leads) => newcomers.isOverAfter(leads),
			mayGiveOthers: true,
		});
		if ('refusal' in answer) return answer.refusal;
		if (pages === 1 || newcomers.disorder !== undefined) break;
		newcomers.beginAgain();
	}
	return undefined;
}

import type { Lead, LeadPage } from '../pollybot/envelope';
import { collectLeads, type NoPage, type PageRequest } from '../pollybot/pages';
import type { Newcomers } from './newcomers';

/** So often the first page is read again at most, where leads change all the time. */
const MOST_ROUNDS = 20;

/**
 * Reads pages, the newest leads first, until all that are new are known.
 *
 * A lead that is changed meanwhile goes to the first page, which was read before. So after several pages the first one is
 * read again, until it alone contains everything new.
 *
 * @param match the leads of a page that the workflow starts on
 * @returns why a page could not be read, if one could not
 */
export async function readNewcomers<Refusal>(
	newcomers: Newcomers,
	readPage: (request: PageRequest) => Promise<LeadPage | ({ readonly refusal: Refusal } & NoPage)>,
	match: (leads: readonly Lead[]) => readonly Lead[],
): Promise<Refusal | undefined> {
	for (let round = 0; round < MOST_ROUNDS; round += 1) {
		let pages = 0;
		const read = async (request: PageRequest) => {
			const page = await readPage(request);
			if (!('leads' in page)) return page;
			pages += 1;
			newcomers.take(page, match(page.leads));
			return page;
		};
		const isOverAfter = () => newcomers.isOver;
		const answer = await collectLeads(Infinity, read, { keep: () => [], isOverAfter, mayGiveOthers: true });
		if ('refusal' in answer) return answer.refusal;
		if (!newcomers.isOver) newcomers.disorder ??= 'endless';
		if (pages === 1 || !newcomers.mayHaveMoved) break;
		newcomers.beginAgain();
	}
	return undefined;
}

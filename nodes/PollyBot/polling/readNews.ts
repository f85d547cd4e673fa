import type { Lead, LeadPage } from '../pollybot/envelope';
import { PAGE_SIZES, type NoPage, type PageRequest } from '../pollybot/pages';
import type { News } from './news';

const [PAGE] = PAGE_SIZES;

/** So many pages are read at a stretch, if there is time for them. */
const STRETCH = 10;

/** A poll that has sent so many requests leaves the rest to the next one: what it tells goes into one execution. */
const MOST_REQUESTS = 120;

/** No service has more: one that still gives new leads there gives them without an end. */
const MOST_LEADS = 10_000_000;

/** How a page is read, and what of it counts. */
export interface Source<Refusal> {
	readonly read: (request: PageRequest) => Promise<LeadPage | ({ readonly refusal: Refusal } & NoPage)>;
	/** The leads of a page that the workflow starts on. */
	readonly match: (leads: readonly Lead[]) => readonly Lead[];
	/** How much of the poll's time is left, from 1 to 0. */
	readonly timeLeft: () => number;
}

/** Why reading ended early: a page could not be read, or the poll has used up its time. */
export type Stop<Refusal> = { readonly refusal: Refusal } | 'spent';

/**
 * Reads the pages of one poll: the newest leads first, until the known ones. A backlog that is longer than a stretch is
 * read from its oldest end, stretch by stretch, so that what was read can be told whenever the time is up.
 *
 * Leads that are added meanwhile move the others to later pages. So each stretch is read until it meets the one before
 * it. A lead that is changed meanwhile goes to the first page: that one is read again, until it alone has everything new.
 */
export class NewsReader<Refusal> {
	/** How many requests were sent. */
	requests = 0;
	/** How many leads a page has: some services give fewer than are asked for. */
	private size: number = PAGE;

	constructor(
		private readonly news: News,
		private readonly source: Source<Refusal>,
	) {}

	/** @returns why not everything new was read; undefined if it was */
	async readAll(): Promise<Stop<Refusal> | undefined> {
		const { news } = this;
		let offset = 0;
		let isSearching = !news.isFirst;
		for (;;) {
			const before = this.requests;
			const stop = await this.readStretch(offset, isSearching);
			if (stop !== undefined) {
				// The first poll knows the leads that it has read, and takes all others for old.
				const knows = news.isFirst && stop === 'spent' && this.requests > before;
				news.end(knows ? 0 : undefined);
				return knows ? undefined : stop;
			}
			if (news.disorder !== undefined) return undefined;
			if (news.isOver) {
				news.end(offset);
				if (offset === 0 && (this.requests === before + 1 || !news.mayHaveMoved)) return undefined;
				offset = Math.max(0, offset - this.stretch * this.size);
			} else {
				news.end(undefined);
				const found = await this.findOldest();
				if (typeof found !== 'number') return found;
				offset = found;
			}
			isSearching = false;
		}
	}

	/**
	 * Reads from an offset on until what is known.
	 *
	 * @param isSearching whether to give up where a backlog begins
	 */
	private async readStretch(start: number, isSearching: boolean): Promise<Stop<Refusal> | undefined> {
		const { news, source } = this;
		let offset = start;
		let limit: number = PAGE;
		let total: number | undefined;
		for (;;) {
			const size = Math.min(limit, this.size);
			const page = await this.ask({ page: Math.floor(offset / size) + 1, limit });
			if (page === 'spent') return page;
			if ('refusal' in page) {
				const smaller = PAGE_SIZES.find((size) => size < limit);
				if (page.isTooLarge !== true || smaller === undefined) return page;
				limit = smaller;
				continue;
			}
			news.take(page, source.match(page.leads));
			if (offset === 0 && page.hasNext && page.leads.length < limit) this.size = Math.max(1, page.leads.length);
			// Leads that are gone have moved others to a page that was read.
			const gone = total === undefined || page.total === undefined ? 0 : Math.max(0, total - page.total);
			({ total } = page);
			offset = gone === 0 ? offset + Math.min(limit, this.size) : Math.max(0, offset - Math.ceil(gone / size) * size);
			if (news.disorder !== undefined) return undefined;
			if (gone === 0 && (news.isOver || (isSearching && this.isBacklog(offset)))) return undefined;
		}
	}

	/** Whether the known leads are further away than a stretch. */
	private isBacklog(offset: number): boolean {
		const { growth = 0 } = this.news;
		return Math.max(offset, growth) > STRETCH * this.size;
	}

	/** The offset of a page that begins with a new lead, at most a stretch before the oldest one. */
	private async findOldest(): Promise<number | Stop<Refusal>> {
		const { news } = this;
		let newer = 0;
		let older = MOST_LEADS;
		let step = this.stretch * this.size;
		// As many leads as there are more than in the last poll: most of a backlog, or all of it.
		let probe = Math.max(step, (news.growth ?? 0) - step / 2);
		while (older - newer > this.stretch * this.size) {
			const page = await this.ask({ page: probe + 1, limit: 1 });
			if (page === 'spent' || 'refusal' in page) return page;
			const [lead] = page.leads;
			if (lead && !news.isPassed(lead)) newer = probe;
			else older = probe;
			step *= 2;
			probe = Math.floor(older === MOST_LEADS ? Math.min(newer + step, (newer + older) / 2) : (newer + older) / 2);
		}
		if (older === MOST_LEADS) news.disorder ??= 'endless';
		return Math.floor(newer / this.size) * this.size;
	}

	/** How many pages to read at a stretch: half of those that the time is enough for. */
	private get stretch(): number {
		const left = this.source.timeLeft();
		const fits = (left / (1 - left)) * this.requests;
		return Math.max(1, Math.min(STRETCH, Math.floor((fits - 1) / 2)));
	}

	private async ask(request: PageRequest): Promise<Awaited<ReturnType<Source<Refusal>['read']>> | 'spent'> {
		if (this.requests >= MOST_REQUESTS) return 'spent';
		this.requests += 1;
		const page = await this.source.read(request);
		return 'refusal' in page && this.source.timeLeft() <= 0 ? 'spent' : page;
	}
}

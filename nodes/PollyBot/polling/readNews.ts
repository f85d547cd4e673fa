import type { LeadPage } from '../pollybot/envelope';
import { PAGE_SIZES, type PageRequest } from '../pollybot/pages';
import { fail, ok, type Result } from '../result';
import type { Inquiry, Refusal } from './inquiry';
import type { News } from './news';

const [PAGE] = PAGE_SIZES;

/** So many pages are read at a stretch, if there is time for them. */
const STRETCH = 10;

/** A poll that has sent so many requests leaves the rest to the next one: what it tells goes into one execution. */
const MOST_REQUESTS = 120;

/** No service has more: one that still gives new leads there gives them without an end. */
const MOST_LEADS = 10_000_000;

/**
 * Reads the pages of one poll: the newest leads first, until the known ones. A backlog that is longer than a stretch is
 * read from its oldest end, stretch by stretch, so that what was read can be told whenever the time is up.
 *
 * Leads that are added meanwhile move the others to later pages. So each stretch is read until it meets the one before
 * it. A lead that is changed meanwhile goes to the first page: that one is read again, until it alone has everything new.
 */
export class NewsReader {
	requests = 0;
	/** How many leads a page has: some services give fewer than are asked for. */
	private size: number = PAGE;
	/** How many leads are asked for: fewer where they are too large together. */
	private limit: number = PAGE;

	constructor(
		private readonly news: News,
		private readonly source: Pick<Inquiry, 'read' | 'match' | 'timeLeft'>,
	) {}

	/** @returns why not everything new was read; undefined if it was */
	async readAll(): Promise<Refusal | undefined> {
		const { news } = this;
		let offset = 0;
		for (let isSearching = !news.isFirst; ; isSearching = false) {
			const before = this.requests;
			const refusal = await this.readStretch(offset, isSearching);
			if (refusal !== undefined) {
				// The first poll knows the leads that it has read, and takes all others for old.
				const isEnough = refusal === 'slow' && news.canBegin;
				news.end(isEnough ? 0 : undefined);
				return isEnough ? undefined : refusal;
			}
			if (news.isOver) {
				news.end(offset);
				if (offset === 0 && (this.requests === before + 1 || !news.mayHaveMoved)) return undefined;
				offset = Math.max(0, offset - this.stretch * this.size);
			} else {
				news.end(undefined);
				const oldest = await this.findOldest((this.requests - before) * this.size);
				if (!oldest.ok) return oldest.error;
				offset = oldest.value;
			}
		}
	}

	/** Reads the page that begins at an offset, or a smaller one if its leads are too large together. */
	async readPage(offset: number): Promise<Result<LeadPage, Refusal>> {
		const { news, source, limit } = this;
		const page = await this.ask({ page: Math.floor(offset / Math.min(limit, this.size)) + 1, limit });
		if (page.ok) {
			const { leads, hasNext } = page.value;
			news.take(page.value, new Set(source.match(leads)));
			if (offset === 0 && hasNext && leads.length < limit) this.size = Math.max(1, leads.length);
			return news.disorder === undefined ? page : fail(news.disorder);
		}
		const smaller = PAGE_SIZES.find((size) => size < limit);
		if (typeof page.error === 'string' || page.error.isTooLarge !== true || smaller === undefined) return page;
		this.limit = smaller;
		return await this.readPage(offset);
	}

	/**
	 * Reads from an offset on until what is known.
	 *
	 * @param isSearching whether to give up where a backlog begins
	 */
	private async readStretch(start: number, isSearching: boolean): Promise<Refusal | undefined> {
		const { news } = this;
		this.limit = PAGE;
		news.offset = start;
		let total: number | undefined;
		for (let offset = start; ;) {
			const page = await this.readPage(offset);
			if (!page.ok) return page.error;
			// Leads that are gone have moved others to a page that was read.
			const gone = Math.max(0, (total ?? 0) - (page.value.total ?? Infinity));
			({ total } = page.value);
			const size = Math.min(this.limit, this.size);
			offset = gone === 0 ? offset + size : Math.max(0, offset - Math.ceil(gone / size) * size);
			if (gone === 0 && (news.isOver || (isSearching && this.isBacklog(offset)))) return undefined;
		}
	}

	/** Whether the first remembered leads are further away than a stretch: without a number to tell, as long as there is time. */
	private isBacklog(offset: number): boolean {
		const { growth, isAtKnown } = this.news;
		if (growth === undefined) return offset > (this.stretch * this.size) / 2;
		return !isAtKnown && Math.max(offset, growth) > STRETCH * this.size;
	}

	/**
	 * The offset of a page that begins with a new lead, at most a stretch before the oldest one.
	 *
	 * @param read how many new leads were read: a service that says that it has fewer says nothing
	 */
	private async findOldest(read: number): Promise<Result<number, Refusal>> {
		const { news } = this;
		const { total = 0 } = news;
		const end = total > read ? Math.min(total, MOST_LEADS) : MOST_LEADS;
		let newer = 0;
		let older = end;
		const enough = this.stretch * this.size;
		let step = enough;
		// As many leads as there are more than in the last poll: most of a backlog, or all of it.
		let probe = Math.min(Math.max(step, (news.growth ?? 0) - step / 2), end - 1);
		while (older - newer > enough) {
			const page = await this.ask({ page: Math.floor(probe) + 1, limit: 1 });
			if (!page.ok) return page;
			const [lead] = page.value.leads;
			if (lead && !news.isPassed(lead)) newer = probe;
			else older = probe;
			step *= 4;
			probe = Math.min((newer + older) / 2, older === end ? newer + step : older);
		}
		return older === MOST_LEADS ? fail('endless') : ok(Math.floor(newer / this.size) * this.size);
	}

	/** How many pages to read at a stretch: half of those that the time is enough for. */
	private get stretch(): number {
		const left = this.source.timeLeft();
		const fits = (left / (1 - left)) * this.requests;
		return Math.max(1, Math.min(STRETCH, Math.floor((fits - 1) / 2)));
	}

	private async ask(request: PageRequest): Promise<Result<LeadPage, Refusal>> {
		if (this.requests >= MOST_REQUESTS) return fail('slow');
		this.requests += 1;
		const page = await this.source.read(request);
		return page.ok || this.source.timeLeft() > 0 ? page : fail('slow');
	}
}

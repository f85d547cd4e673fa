import fc from 'fast-check';
import { readListed } from '~/nodes/PollyBot/operations/compareFirst';
import { emailKey } from '~/nodes/PollyBot/lead/email';
import type { Lead, LeadPage } from '~/nodes/PollyBot/pollybot/envelope';
import type { NoPage, PageRequest } from '~/nodes/PollyBot/pollybot/pages';

const inChatbot = { chatbotId: 'cb_1' };
const leadOf = (id: string | number, more: object = {}): Lead => ({ id, email: `${id}@example.com`, ...more });
const leadsOf = (count: number) => Array.from({ length: count }, (_, index) => leadOf(`lead_${index}`));

/** Returns a service that gives these leads, and counts its requests. */
function listOf(leads: Lead[], tells = true) {
	const asked: PageRequest[] = [];
	const read = ({ page, limit }: PageRequest) => {
		asked.push({ page, limit });
		const total = tells ? leads.length : undefined;
		return Promise.resolve({
			leads: leads.slice((page - 1) * limit, page * limit),
			hasNext: page * limit < leads.length,
			total,
		});
	};
	return { asked, read };
}

/** The ID of the lead that is listed with an email. */
const idOf = (listed: Awaited<ReturnType<typeof readListed>>, email: string) =>
	'get' in listed ? listed.get(emailKey(email))?.id : 'none';

describe('a listed lead', () => {
	const leads = [
		leadOf('lead_1', { email: 'Ann@Example.com' }),
		leadOf('lead_2', { email: 'two@example.com' }),
		leadOf('lead_3', { email: 'TWO@example.com ' }),
		leadOf('lead_4', { email: 'two@example.com' }),
		leadOf('lead_5', { email: null }),
		leadOf('..', { email: 'six@example.com' }),
		leadOf('lead_7', { email: 'seven@example.com', chatbotId: 'cb_1' }),
		leadOf('lead_8', { email: 'eight@example.com', chatbotId: 'cb_2' }),
		leadOf('lead_9', { email: 'seven@example.com', chatbotId: 'cb_2' }),
	];

	it.each([
		['in whatever spelling', 'ANN@example.com', 'lead_1'],
		['unless several have it', 'two@example.com', undefined],
		['unless its ID is none', 'six@example.com', undefined],
		['in its chatbot, whoever has the email elsewhere', 'seven@example.com', 'lead_7'],
		['unless it is another chatbot’s', 'eight@example.com', undefined],
		['unless nobody has it', 'nobody@example.com', undefined],
	])('is found by its email %s', async (_, email, id) => {
		expect(idOf(await readListed(inChatbot, 9, listOf(leads).read), email)).toBe(id);
	});

	it('is not found in the workspace where each chatbot may have the email once', async () => {
		const { read } = listOf([leadOf('a', { chatbotId: 'cb_1' }), leadOf('b', { chatbotId: null })]);
		const listed = await readListed('workspace', 9, read);
		expect([idOf(listed, 'a@example.com'), idOf(listed, 'b@example.com')]).toEqual([undefined, 'b']);
	});
});

describe('reading the leads of a scope', () => {
	it.each<[string, number, number, number, boolean]>([
		['is done where there are as many rows as pages', 250, 3, 3, true],
		['ends after the first page where there are fewer', 301, 3, 1, false],
		['is done for one row where there is one page', 5, 1, 1, true],
		['does not begin for none', 5, 0, 0, false],
		['costs one request where there is no lead', 0, 2, 1, true],
	])('%s', async (_, leads, rows, requests, isRead) => {
		const { asked, read } = listOf(leadsOf(leads));
		const listed = await readListed(inChatbot, rows, read);
		expect([asked.length, listed instanceof Map]).toEqual([requests, isRead]);
		if (!isRead) expect(listed).toEqual({ tooMany: true });
	});

	it('is given up where a service that tells no total has too many leads', async () => {
		const { asked, read } = listOf(leadsOf(1000), false);
		expect(await readListed(inChatbot, 4, read)).toEqual({ tooMany: true });
		expect(asked).toHaveLength(4);
	});

	it('is decided again where the pages have to be smaller', async () => {
		const { asked, read } = listOf(leadsOf(100));
		const tooLarge = async (request: PageRequest): Promise<LeadPage | NoPage> => {
			if (request.limit <= 20) return await read(request);
			asked.push(request);
			return { isTooLarge: true };
		};
		expect(await readListed(inChatbot, 5, tooLarge)).toEqual({ tooMany: true });
		expect(asked).toHaveLength(2);
		expect(await readListed(inChatbot, 6, tooLarge)).toBeInstanceOf(Map);
	});

	it('ends with what the service says instead of a page', async () => {
		expect(await readListed(inChatbot, 9, () => Promise.resolve({ isTooLarge: false }))).toEqual({
			isTooLarge: false,
		});
	});

	it('never takes more requests than there are rows, and finds no lead that is not listed, whatever the list says', async () => {
		const page = fc.record({
			leads: fc.array(
				fc.integer({ min: 0, max: 30 }).map((id) => leadOf(`lead_${id}`)),
				{ maxLength: 100 },
			),
			hasNext: fc.boolean(),
			total: fc.option(fc.integer({ min: 0, max: 5000 }), { nil: undefined }),
		});
		const property = fc.asyncProperty(
			fc.array(page, { minLength: 1 }),
			fc.integer({ min: 0, max: 40 }),
			async (pages, rows) => {
				let requests = 0;
				const given = new Set<unknown>();
				const listed = await readListed(inChatbot, rows, () => {
					const next = pages[requests % pages.length] ?? { leads: [], hasNext: false };
					requests += 1;
					for (const { id } of next.leads) given.add(id);
					return Promise.resolve(next);
				});
				expect(requests).toBeLessThanOrEqual(rows);
				if (!(listed instanceof Map)) return;
				// A page that was read side by side, of a list that lies, may count for nothing: its rows are sent.
				for (let id = 0; id <= 30; id += 1) {
					const known = given.has(`lead_${id}`) ? [`lead_${id}`, undefined] : [undefined];
					expect(known).toContain(idOf(listed, `lead_${id}@example.com`));
				}
			},
		);
		await fc.assert(property);
	});
});

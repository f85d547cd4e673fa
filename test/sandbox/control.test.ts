import axios from 'axios';
import { createHash } from 'node:crypto';
import { PROFILE_NAMES, type Sandbox, SANDBOX_API_KEY, startSandbox, type StoredLead } from '~/tools/sandbox';
import { apiOf } from './api';
import { matching } from '~/test/matchers';

describe.each(PROFILE_NAMES)('%s', (profile) => {
	let sandbox: Sandbox;

	beforeAll(async () => {
		sandbox = await startSandbox({ profile, limit: 50, leads: [{ name: 'Seed Example', email: 'seed@example.com' }] });
	});
	beforeEach(() => {
		sandbox.reset();
	});
	afterAll(() => sandbox.close());

	const PATH = '/api/v1/leads';
	const TITLES = { '1.0': 'as API v1.0 describes it', '2026': 'like pollybot.app in 2026' };

	describe('the request log', () => {
		it('holds what was sent and what was answered', async () => {
			const body = '{"name":"Ada Example","email":"ada@example.com"}';
			const { data } = await apiOf(sandbox).post(`${PATH}?from=test`, body);
			expect(sandbox.requests).toHaveLength(1);
			expect(sandbox.requests[0]).toMatchObject({
				method: 'POST',
				path: PATH,
				query: { from: 'test' },
				rawBody: body,
				body: JSON.parse(body) as unknown,
				headers: { authorization: `Bearer ${SANDBOX_API_KEY}` },
				status: 201,
				responseBody: data,
				responseHeaders: { 'x-ratelimit-remaining': '49' },
			});
		});
	});

	describe('a lead of the page', () => {
		const submit = async (lead: object) => await axios.post<StoredLead>(`${sandbox.url}/sandbox/leads`, lead);

		it('is checked like a create, and may have what the service sets', async () => {
			const createdAt = '2024-01-15T10:30:00.000Z';
			const fields = { name: 'Ada', email: 'ada@example.com', priority: 'LOW', notes: 'Called', createdAt };
			const { data } = await submit(fields);
			expect(data).toMatchObject({ ...fields, chatbotId: sandbox.chatbotId });
			expect(sandbox.leads()).toContainEqual(data);
			expect(sandbox.requests).toEqual([]);
			const wrong = submit({ name: 'Bob', email: 'bob@example.com', phone: '1'.repeat(21) });
			await expect(wrong).rejects.toMatchObject({ response: { status: 400, data: { error: matching(/^phone: /) } } });
		});
	});

	describe('the controls', () => {
		it('remove a lead, set the limit, and reset it all', async () => {
			const lead = sandbox.addLead({ name: 'Ada', email: 'ada@example.com' });
			sandbox.removeLead(lead.id);
			expect(sandbox.leads()).toHaveLength(1);
			sandbox.setLimit(1, 0.5);
			expect((await apiOf(sandbox).get(PATH)).headers).toMatchObject({ 'x-ratelimit-limit': '1' });
			sandbox.removeLead(sandbox.leads()[0]?.id ?? '');
			sandbox.reset();
			expect([sandbox.leads(), sandbox.requests]).toMatchObject([[{ name: 'Seed Example' }], []]);
			expect((await apiOf(sandbox).get(PATH)).headers).toMatchObject({ 'x-ratelimit-limit': '50' });
		});
	});

	describe('the page', () => {
		const page = async () => axios.get<string>(sandbox.url);

		it('shows the leads and the budget, and needs nothing from elsewhere', async () => {
			const { data, headers } = await page();
			expect(headers['content-type']).toMatch(/text\/html/);
			expect(headers['content-security-policy']).toContain("default-src 'none'");
			expect(data).toContain('seed@example.com');
			expect(data).toContain('<b>50</b> of 50 requests left in a window of 3600 s.');
			for (const value of [sandbox.url, sandbox.apiKey, sandbox.chatbotId])
				expect(data).toContain(`<code>${value}</code>`);
			expect(data).not.toMatch(/(src|href)="(?!data:)/);
		});

		it('counts the requests, and those that were rejected', async () => {
			await apiOf(sandbox).get(`${PATH}/unknown`);
			const { data } = await page();
			expect(data).toMatch(
				/<b>49<\/b> of 50 requests left in a window of 3600 s; the oldest request leaves it in 3\d+ s/,
			);
			expect(data).toContain('<b>1</b> requests, 1 rejected');
		});

		it('runs its own script, and no other', async () => {
			const { data, headers } = await page();
			const hash = createHash('sha256')
				.update(/<script>([^]*)<\/script>/.exec(data)?.[1] ?? '')
				.digest('base64');
			expect(headers['content-security-policy']).toContain(`script-src 'sha256-${hash}'`);
		});

		it('stands in no frame of another page, which could have its buttons clicked', async () => {
			expect((await page()).headers['content-security-policy']).toContain("frame-ancestors 'none'");
		});

		it('says which PollyBot it is', async () => {
			const { data } = await page();
			expect(data).toContain(TITLES[profile]);
		});

		it('escapes all that a lead brings along', async () => {
			const evil = '<img src=x onerror="alert(1)">\'&';
			const customFields = { [evil]: evil, nested: { evil } };
			const fields = { name: evil, phone: evil, source: evil, status: evil, company: evil, tags: [evil], customFields };
			sandbox.addLead({ ...fields, email: 'e@example.com' });
			const { data } = await page();
			expect(data).not.toMatch(/<img/i);
			expect(data.match(/&#60;img src=x onerror=/gi)).toHaveLength(9);
		});

		it('shows the newest of very many', async () => {
			for (let row = 1; row <= 10_000; row += 1)
				sandbox.addLead({ name: `Row ${row}`, email: `row${row}@example.com` });
			const { data } = await page();
			expect(data.match(/data-lead=/g)).toHaveLength(200);
			expect(data).toContain('The newest 200 of 10,001 leads.');
			expect(data).toContain('Row 10000');
			expect(data.length).toBeLessThan(200_000);
		});
	});
});

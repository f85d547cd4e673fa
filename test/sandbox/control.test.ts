import axios from 'axios';
import { createHash } from 'node:crypto';
import {
	connectSandbox,
	PROFILE_NAMES,
	type Sandbox,
	SANDBOX_API_KEY,
	type SandboxClient,
	startSandbox,
} from '~/tools/sandbox';
import { apiOf } from './api';
import { matching } from '~/test/matchers';

describe.each(PROFILE_NAMES)('%s', (profile) => {
	let sandbox: Sandbox;
	let client: SandboxClient;

	beforeAll(async () => {
		sandbox = await startSandbox({ profile, limit: 50, leads: [{ name: 'Seed Example', email: 'seed@example.com' }] });
		client = connectSandbox(sandbox.url);
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

	describe('the control endpoints', () => {
		it('tell the state, without a key and without counting', async () => {
			await apiOf(sandbox).get(`${PATH}/unknown`);
			const state = await client.state();
			expect(state).toMatchObject({ profile, total: 1, leads: [{ name: 'Seed Example' }] });
			expect(state.requests).toMatchObject({ total: 1, refused: 1 });
			expect(state.budget).toMatchObject({ limit: 50, remaining: 49, used: 1, windowSeconds: 3600 });
			expect((await client.state(0)).leads).toEqual([]);
			expect(await client.log()).toHaveLength(1);
		});

		it('check a lead like a create, and let the service set the rest', async () => {
			const lead = await client.addLead({ name: 'Ada', email: 'ada@example.com', priority: 'LOW', notes: 'Called' });
			expect(lead).toMatchObject({ priority: 'LOW', notes: 'Called' });
			const wrong = client.addLead({ name: 'Bob', email: 'bob@example.com', phone: '1'.repeat(21) });
			await expect(wrong).rejects.toMatchObject({ response: { status: 400, data: { error: matching(/^phone: /) } } });
		});

		it('add and remove leads, set the limit, and reset it all', async () => {
			const lead = await client.addLead({
				name: 'Ada',
				email: 'ada@example.com',
				createdAt: '2024-01-15T10:30:00.000Z',
			});
			expect(sandbox.leads()).toContainEqual(lead);
			expect(lead).toMatchObject({ createdAt: '2024-01-15T10:30:00.000Z', chatbotId: sandbox.chatbotId });
			await client.removeLead(lead.id);
			expect(sandbox.leads()).toHaveLength(1);
			await client.setLimit(1, 0.5);
			expect((await client.state()).budget).toMatchObject({ limit: 1, windowSeconds: 0.5 });
			sandbox.removeLead(sandbox.leads()[0]?.id ?? '');
			await client.reset();
			expect(await client.state()).toMatchObject({ total: 1, budget: { limit: 50 }, requests: { total: 0 } });
		});
	});

	describe('the page', () => {
		const page = async () => axios.get<string>(sandbox.url);

		it('shows the leads and the budget, and needs nothing from elsewhere', async () => {
			const { data, headers } = await page();
			expect(headers['content-type']).toMatch(/text\/html/);
			expect(headers['content-security-policy']).toContain("default-src 'none'");
			expect(data).toContain('seed@example.com');
			expect(data).toContain('of 50 requests left');
			for (const value of [sandbox.url, sandbox.apiKey, sandbox.chatbotId])
				expect(data).toContain(`<code>${value}</code>`);
			expect(data).not.toMatch(/(src|href)="(?!data:)/);
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

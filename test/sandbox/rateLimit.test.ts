import { PROFILE_NAMES, type Sandbox, startSandbox } from '~/tools/sandbox';
import { RateWindow } from '~/tools/sandbox/api/rateLimit';
import { answerViolations, apiOf, leadIn } from './api';

const PATH = '/api/v1/leads';

it('the window slides: a request is free again when the oldest has left', () => {
	const window = new RateWindow(2, 600);
	expect([0, 400, 401, 599, 600, 601, 999, 1000].map((now) => window.admit(now))).toEqual([
		true,
		true,
		false,
		false,
		true,
		false,
		false,
		true,
	]);
});

describe.each(PROFILE_NAMES)('the rate limit of %s', (profile) => {
	let sandbox: Sandbox;
	afterEach(() => sandbox.close());

	it('tells in every answer what is left', async () => {
		sandbox = await startSandbox({ profile, limit: 3, windowSeconds: 60 });
		const before = Date.now() / 1000;
		const { headers } = await apiOf(sandbox).get(PATH);
		expect(headers).toMatchObject({ 'x-ratelimit-limit': '3', 'x-ratelimit-remaining': '2', 'x-ratelimit-used': '1' });
		const reset = Number(headers['x-ratelimit-reset']);
		expect(reset).toBeGreaterThanOrEqual(before + 60);
		expect(reset).toBeLessThanOrEqual(before + 62);
	});

	it('rejects what is too much, without counting it', async () => {
		sandbox = await startSandbox({ profile, limit: 2, windowSeconds: 60 });
		const api = apiOf(sandbox);
		await api.get(PATH);
		await api.get(`${PATH}/unknown`);
		await api.get(PATH);
		const { status, data, headers } = await api.post(PATH, { name: 'x', email: 'x@example.com' });
		expect(status).toBe(429);
		expect(headers).toMatchObject({ 'x-ratelimit-remaining': '0', 'x-ratelimit-used': '2', 'retry-after': '60' });
		expect(data).toMatchObject({ code: 'RATE_LIMIT_EXCEEDED', details: { limit: 2, remaining: 0 } });
		expect(sandbox.leads()).toEqual([]);
		expect(await answerViolations(sandbox)).toEqual([]);
	});

	it('does not count a wrong key', async () => {
		sandbox = await startSandbox({ profile, limit: 1 });
		await apiOf(sandbox, 'Bearer wrong').get(PATH);
		expect((await apiOf(sandbox).get(PATH)).status).toBe(200);
	});

	it('can be set while it runs, and its headers left out', async () => {
		sandbox = await startSandbox({ profile, rateLimitHeaders: false });
		sandbox.setLimit(1, 60);
		expect((await apiOf(sandbox).get(PATH)).headers).not.toHaveProperty('x-ratelimit-limit');
		expect((await apiOf(sandbox).get(PATH)).status).toBe(429);
		sandbox.reset();
		expect((await apiOf(sandbox).get(PATH)).status).toBe(200);
	});

	it("follows the server's clock, wrong as it may be", async () => {
		const clockOffsetMs = 3_600_000;
		sandbox = await startSandbox({ profile, clockOffsetMs, windowSeconds: 10 });
		const response = await apiOf(sandbox).post(PATH, { name: 'x', email: 'x@example.com' });
		const { headers } = response;
		const { createdAt } = leadIn(profile, response);
		const ahead = Date.now() + clockOffsetMs;
		expect(Math.abs(Date.parse(String(headers.date)) - ahead)).toBeLessThan(5000);
		expect(Math.abs(Date.parse(String(createdAt)) - ahead)).toBeLessThan(5000);
		expect(Math.abs(Number(headers['x-ratelimit-reset']) * 1000 - ahead - 10_000)).toBeLessThan(5000);
	});
});

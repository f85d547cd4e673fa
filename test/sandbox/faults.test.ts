import { until } from '~/tools/until';
import { loadContract } from '~/test/contract';
import { type FaultRule, PROFILE_NAMES, type Sandbox, startSandbox } from '~/tools/sandbox';
import { apiOf } from './api';
import { containing, matching } from '~/test/matchers';

describe.each(PROFILE_NAMES)('%s', (profile) => {
	let sandbox: Sandbox;
	let api: ReturnType<typeof apiOf>;

	beforeAll(async () => {
		sandbox = await startSandbox({ profile });
		api = apiOf(sandbox);
	});
	beforeEach(() => {
		sandbox.reset();
	});
	afterAll(() => sandbox.close());

	const PATH = '/api/v1/leads';
	const create = (email = 'ada@example.com') => api.post(PATH, { name: 'Ada Example', email });

	/** Makes a create meet a fault, and tells whether the lead was stored all the same. */
	async function createUnder(effect: FaultRule['effect']) {
		sandbox.fault({ effect });
		const response = await create().catch((error: unknown) => error);
		return { response, stored: sandbox.leads().length === 1, logged: sandbox.requests[0] };
	}

	describe('a fault', () => {
		it('holds the response back, though the lead is stored immediately', async () => {
			sandbox.fault({ effect: { kind: 'latency', ms: 300 } });
			const sent = Date.now();
			const answer = create();
			await until('the lead is stored', () => sandbox.leads().length === 1);
			expect((await answer).status).toBe(201);
			expect(Date.now() - sent).toBeGreaterThanOrEqual(295);
		});

		it('answers an error status instead of the service', async () => {
			const headers = { 'Retry-After': '7' };
			const { response, stored } = await createUnder({ kind: 'status', status: 503, headers });
			expect(response).toMatchObject({ status: 503, data: { success: false }, headers: { 'retry-after': '7' } });
			expect(stored).toBe(false);
			const contract = await loadContract(profile);
			expect(sandbox.requests.flatMap((request) => contract.checkAnswer(request))).toEqual([]);
		});

		it('answers an error status after the lead is stored', async () => {
			const { response, stored } = await createUnder({ kind: 'status', status: 500, body: 'oops', after: true });
			expect(response).toMatchObject({ status: 500, data: 'oops' });
			expect(stored).toBe(true);
		});

		it.each([
			['before', false],
			['after', true],
		] as const)('drops the connection %s the lead is stored', async (when, isStored) => {
			const { response, stored, logged } = await createUnder({ kind: 'drop', when });
			expect(response).toMatchObject({ code: 'ECONNRESET' });
			expect(stored).toBe(isStored);
			expect(logged).toMatchObject({ fault: 'drop', body: { name: 'Ada Example' } });
			expect(logged?.status).toBeUndefined();
		});

		it('answers a login page, a redirect, and nothing at all, without the service', async () => {
			const page = await createUnder({ kind: 'html' });
			expect(page.response).toMatchObject({ status: 200, data: containing('<h1>Sign in') });
			const redirect = await createUnder({ kind: 'redirect', location: 'http://127.0.0.1:9/login' });
			expect(redirect.response).toMatchObject({ status: 302, headers: { location: 'http://127.0.0.1:9/login' } });
			const empty = await createUnder({ kind: 'empty' });
			expect(empty.response).toMatchObject({ status: 200, data: '' });
			expect(sandbox.leads()).toEqual([]);
		});

		it('cuts the answer in half', async () => {
			const { response, stored, logged } = await createUnder({ kind: 'cut' });
			expect(response).toMatchObject({ message: matching(/aborted/) });
			expect(stored).toBe(true);
			const half = String(logged?.responseBody);
			expect(Number(logged?.responseHeaders['content-length'])).toBeGreaterThanOrEqual(2 * half.length - 1);
		});

		it('answers the bare record, and leaves errors alone', async () => {
			sandbox.fault({ times: 2, effect: { kind: 'bare' } });
			expect((await create()).data).toMatchObject({ id: sandbox.leads()[0]?.id, email: 'ada@example.com' });
			expect((await create()).data).toMatchObject({ success: false, code: 'DUPLICATE_EMAIL' });
			expect((await create()).data).toMatchObject({ success: false, details: {} });
		});
	});

	describe('the rules', () => {
		const status = (code: number) => ({ kind: 'status', status: code }) as const;

		it('are played in their order, each as often as it says', async () => {
			sandbox.fault({ effect: status(500) });
			sandbox.fault({ times: 2, effect: status(502) });
			const answered = [await create(), await create(), await create(), await create()];
			expect(answered.map((answer) => answer.status)).toEqual([500, 502, 502, 201]);
		});

		it('wait for a request that matches', async () => {
			sandbox.fault({ match: { email: 'BOB@example.com' }, times: Infinity, effect: status(500) });
			sandbox.fault({ match: { method: 'get', path: /leads$/g }, effect: status(502) });
			sandbox.fault({ match: { path: PATH, nth: 3 }, effect: status(503) });
			const answered = [await create(), await create('bob@example.com'), await create(), await api.get(PATH)];
			expect(answered.map((answer) => answer.status)).toEqual([201, 500, 503, 502]);
			expect((await create('bob@example.com')).status).toBe(500);
		});

		it('end with a reset', async () => {
			sandbox.fault({ match: { path: /LEADS/i }, times: Infinity, effect: status(500) });
			expect([(await create()).status, (await create()).status]).toEqual([500, 500]);
			sandbox.reset();
			expect((await create()).status).toBe(201);
		});
	});

	it('fails what is far above its capacity', async () => {
		const small = await startSandbox({ latencyMs: 300, capacity: 4 });
		const all = Array.from({ length: 9 }, async () => (await apiOf(small).get('/api/v1/leads')).status);
		expect((await Promise.all(all)).sort()).toEqual([200, 200, 200, 200, 200, 200, 503, 503, 503]);
		await small.close();
	});

	it('closes immediately, whatever is under way', async () => {
		const other = await startSandbox({ latencyMs: 60_000 });
		const pending = apiOf(other)
			.get(PATH)
			.catch((error: unknown) => error);
		await until('a request has come', () => other.requests.length > 0);
		await other.close();
		expect(await pending).toMatchObject({ code: 'ECONNRESET' });
	});
});

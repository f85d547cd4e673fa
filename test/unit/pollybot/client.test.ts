import type { Attempt } from '~/nodes/PollyBot/pollybot/attempt';
import { PollyBotClient } from '~/nodes/PollyBot/pollybot/client';
import type { ApiFailure } from '~/nodes/PollyBot/pollybot/failure';
import type { HttpResponse, HttpRequest } from '~/nodes/PollyBot/pollybot/transport';
import { fail, ok, type Result } from '~/nodes/PollyBot/result';
import { including } from '~/test/matchers';

const NOW = Date.parse('2026-01-31T10:00:00Z');
const lead = { id: 'lead_1', email: 'anna@example.com' };

/** A client that is given these answers, one after the other, the requests that it sent, and its attempts. */
function over(...answers: ReadonlyArray<Result<HttpResponse, ApiFailure>>) {
	const requests: HttpRequest[] = [];
	const attempts: Array<Attempt<unknown>> = [];
	const left = [...answers];
	let now = NOW;
	const client = new PollyBotClient(
		async (request) => {
			requests.push(request);
			return await Promise.resolve(left.shift() ?? fail({ code: 'NETWORK' }));
		},
		async (attempt) => {
			const made = await attempt();
			attempts.push(made);
			return { value: made.value, sentAt: now };
		},
		() => now,
	);
	return { client, requests, attempts, setNow: (time: number) => (now = time) };
}

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
	ok({ status, headers, text: JSON.stringify(body) });

describe('each method is one request', () => {
	const bot = { chatbotId: 'cb_1' };
	const stored = answer(200, { success: true, data: lead });
	const page = answer(200, { success: true, data: { leads: [lead], pagination: { hasNext: true, total: 7 } } });
	const deleted = answer(200, { success: true, data: { deletedAt: '2026-01-31' } });

	it.each<[HttpRequest, unknown, Result<HttpResponse, ApiFailure>, (client: PollyBotClient) => Promise<unknown>]>([
		[
			{ method: 'POST', path: '/api/v1/chatbots/cb_1/leads', body: '{}' },
			lead,
			stored,
			async (client) => await client.createLead(bot, {}),
		],
		[
			{ method: 'GET', path: '/api/v1/leads/lead_1' },
			lead,
			stored,
			async (client) => await client.getLead('workspace', 'lead_1'),
		],
		[
			{ method: 'GET', path: '/api/v1/leads?page=2&limit=1' },
			{ leads: [lead], hasNext: true, total: 7 },
			page,
			async (client) => await client.listLeads('workspace', { page: 2, limit: 1 }),
		],
		[
			{ method: 'PUT', path: '/api/v1/chatbots/cb_1/leads/lead_1', body: '{"name":null}' },
			lead,
			stored,
			async (client) => await client.updateLead(bot, 'lead_1', { name: null }),
		],
		[
			{ method: 'DELETE', path: '/api/v1/leads/lead_1' },
			{ deletedAt: '2026-01-31' },
			deleted,
			async (client) => await client.deleteLead('workspace', 'lead_1'),
		],
	])('%j', async (request, value, given, call) => {
		const { client, requests, attempts } = over(given);
		expect(await call(client)).toEqual({ value: ok(value), sentAt: NOW });
		const usual = { reading: 'unmetered', responded: true, limited: false, retryable: false, lost: false };
		expect(attempts).toEqual([{ value: ok(value), ...usual }]);
		expect(requests).toEqual([request]);
	});

	it('a full page is taken to have another after it when the service does not say', async () => {
		const { client } = over(answer(200, { leads: [lead] }), answer(200, { leads: [lead] }));
		expect(await client.listLeads('workspace', { page: 1, limit: 1 })).toMatchObject({
			value: { value: { hasNext: true } },
		});
		expect(await client.listLeads('workspace', { page: 1, limit: 2 })).toMatchObject({
			value: { value: { hasNext: false } },
		});
	});
});

describe('what an attempt says of further ones', () => {
	const refused = (status: number, code?: string, details?: object) => ({
		success: false,
		error: 'No',
		code,
		details,
		status,
	});
	const limits = { 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': String(NOW / 1000 + 60) };

	it.each<[string, Result<HttpResponse, ApiFailure>, object]>([
		[
			'a success',
			answer(201, lead, limits),
			{ reading: { remaining: 5, resetIn: 60_000 }, retryable: false, lost: false },
		],
		[
			'no answer in time',
			fail({ code: 'TIMEOUT' }),
			{ responded: false, timedOut: true, reading: 'unknown', retryable: true, lost: true },
		],
		[
			'no connection',
			fail({ code: 'NETWORK', systemCode: 'ECONNREFUSED' }),
			{ responded: false, timedOut: false, retryable: true, lost: false },
		],
		[
			'a validation error',
			answer(400, refused(400, 'VALIDATION_ERROR'), limits),
			{ responded: true, reading: { remaining: 5, resetIn: 60_000 }, limited: false, retryable: false, lost: false },
		],
		[
			'a rate limit: the gate waits, not the request',
			answer(429, refused(429, 'RATE_LIMIT_EXCEEDED', { retryAfter: 30 }), limits),
			{
				limited: true,
				retryable: true,
				lost: false,
				retryAfter: undefined,
				reading: { remaining: 0, resetIn: 30_000 },
			},
		],
		[
			'a rate limit whose header and body differ: the header counts',
			answer(429, refused(429, 'RATE_LIMIT_EXCEEDED', { retryAfter: 30 }), { 'retry-after': '7' }),
			{ limited: true, reading: { remaining: 0, resetIn: 7000 } },
		],
		[
			'a service that is down for some seconds',
			answer(503, refused(503), { 'retry-after': '3' }),
			{ limited: false, retryable: true, lost: true, retryAfter: 3000, reading: 'unknown' },
		],
		[
			'a service that is down until a time of its own clock',
			answer(503, refused(503), {
				date: 'Sat, 31 Jan 2026 08:00:00 GMT',
				'retry-after': 'Sat, 31 Jan 2026 08:00:09 GMT',
			}),
			{ retryAfter: 9000 },
		],
	])('%s', async (_, given, expected) => {
		const { client, attempts } = over(given);
		await client.createLead('workspace', {});
		expect(attempts).toMatchObject([expected]);
	});

	it('a failure is passed on with the wait that its header asks for', async () => {
		const { client } = over(
			answer(503, refused(503), { 'retry-after': '3' }),
			fail({ code: 'NETWORK', systemCode: 'EPIPE' }),
		);
		expect(await client.getLead('workspace', 'a')).toMatchObject({
			value: { ok: false, error: including({ status: 503, serviceMessage: 'No', retryAfter: 3000 }) },
		});
		expect(await client.getLead('workspace', 'a')).toMatchObject({
			value: { ok: false, error: { code: 'NETWORK', systemCode: 'EPIPE' } },
		});
	});
});

describe('the service’s clock', () => {
	const at = (date: string) => answer(200, lead, { date });

	it('is this machine’s until an answer tells it', async () => {
		const { client } = over(answer(200, lead));
		expect(client.serviceTime(NOW)).toBe(NOW);
		await client.getLead('workspace', 'a');
		expect(client.serviceTime(NOW)).toBe(NOW);
	});

	it('is told by the answer that took the least time', async () => {
		const { client, setNow } = over(
			at('Sat, 31 Jan 2026 11:00:00 GMT'),
			at('Sat, 31 Jan 2026 11:00:05 GMT'),
			at('Sat, 31 Jan 2026 11:00:06 GMT'),
		);
		await client.getLead('workspace', 'a');
		expect(client.serviceTime(NOW)).toBe(NOW + 3_600_000);
		setNow(NOW + 3000);
		await client.getLead('workspace', 'a');
		expect(client.serviceTime(NOW)).toBe(NOW + 3_602_000);
		setNow(NOW + 9000);
		await client.getLead('workspace', 'a');
		expect(client.serviceTime(NOW)).toBe(NOW + 3_602_000);
	});

	it('may be slower than this machine’s', async () => {
		const { client } = over(at('Sat, 31 Jan 2026 09:00:00 GMT'));
		await client.getLead('workspace', 'a');
		expect(client.serviceTime(NOW)).toBe(NOW - 3_600_000);
	});
});

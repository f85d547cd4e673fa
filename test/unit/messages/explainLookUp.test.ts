import fc from 'fast-check';
import type { ApiFailure } from '~/nodes/PollyBot/pollybot/failure';
import { OWN_CODES, SERVICE_CODES, serviceCodeSchema } from '~/nodes/PollyBot/codes';
import { explainLookUp } from '~/nodes/PollyBot/messages/explain';

const key = 'sk-workspace_test1';
const situation = { baseUrl: 'https://pollybot.app', scope: { chatbotId: 'cb_1' }, timeout: 30_000 };
const said = (failure: ApiFailure) => explainLookUp(failure, situation, key);

it.each<[ApiFailure, string]>([
	[
		{ serviceCode: 'RATE_LIMIT_EXCEEDED', retryAfter: 1500 },
		"PollyBot's rate limit is used up. Try again in 2 seconds.",
	],
	[{ status: 429 }, "PollyBot's rate limit is used up. Try again later."],
	[{ code: 'TIMEOUT' }, 'PollyBot did not respond within 30 seconds. Try again later.'],
	[
		{ code: 'NETWORK', systemCode: 'ECONNRESET' },
		'The connection to https://pollybot.app broke off before PollyBot responded. Try again later.',
	],
	[
		{ code: 'CANCELLED' },
		'The connection to https://pollybot.app broke off before PollyBot responded. Try again later.',
	],
	[
		{ code: 'NETWORK', systemCode: 'ENOTFOUND' },
		"There is no server at https://pollybot.app. Check the 'Base URL' in the PollyBot API credential for typos.",
	],
	[
		{ serviceCode: serviceCodeSchema.parse('BUSY'), status: 503, serviceMessage: 'Come back' },
		'PollyBot rejected the request (HTTP 503, BUSY): Come back',
	],
	[{ code: 'NOT_POLLYBOT', status: 502 }, 'PollyBot is not available at the moment (HTTP 502). Try again later.'],
	[
		{
			code: 'CONFIGURATION',
			unsent: { message: 'The destination is blocked', description: 'Ask your administrator.' },
		},
		'n8n did not send the request. Its reason: The destination is blocked. Ask your administrator.',
	],
])('%j is said for the editor', (failure, sentence) => {
	expect(said(failure)).toBe(sentence);
});

it('no sentence is about a row, names an option of the node, is endless or has the key', () => {
	const text = fc.option(fc.constantFrom(key, `Bearer ${key}`, 'No', 'x'.repeat(5000)), { nil: undefined });
	const failures: fc.Arbitrary<ApiFailure> = fc.record({
		code: fc.option(fc.constantFrom(...OWN_CODES), { nil: undefined }),
		serviceCode: fc.option(
			fc.constantFrom(...SERVICE_CODES, ...[...OWN_CODES, 'OTHER', key].map((code) => serviceCodeSchema.parse(code))),
			{ nil: undefined },
		),
		status: fc.option(fc.constantFrom(200, 302, 400, 401, 403, 404, 409, 422, 429, 500, 503), { nil: undefined }),
		serviceMessage: text,
		serviceDetail: text,
		field: text,
		value: text,
		existingLeadId: text,
		location: text,
		isTooLarge: fc.option(fc.constant(true), { nil: undefined }),
		systemCode: fc.option(fc.constantFrom('ECONNREFUSED', 'ENOTFOUND', 'EPIPE', 'CERT_HAS_EXPIRED'), {
			nil: undefined,
		}),
	});
	fc.assert(
		fc.property(failures, (failure) => {
			const isOurs = failure.code === 'NETWORK' || failure.code === 'TIMEOUT';
			fc.pre(failure.status !== undefined || isOurs);
			fc.pre(failure.code === undefined || failure.serviceCode === undefined);
			const sentence = said(failure);
			expect(sentence).not.toMatch(/\brows?\b|'Timeout'|'Limit'|'On |execution|poll\b|undefined/);
			expect(sentence.length).toBeLessThan(1600);
			expect(sentence).not.toContain(key);
			expect(sentence.length).toBeGreaterThan(20);
		}),
		{ numRuns: 2000 },
	);
});

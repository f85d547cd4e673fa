import type { INodeParameters } from 'n8n-workflow';
import { containing, including } from '~/test/matchers';
import { OWN_CODES, SERVICE_CODES } from '~/nodes/PollyBot/codes';
import type { EffectOf } from '~/tools/sandbox/faults/effects';
import { people, sandboxed } from './sandboxed';

describe('How an execution ends', () => {
	const { create, run, sandbox, sent } = sandboxed();

	const ROWS = 120;
	const options = (changes: INodeParameters) => ({ parameters: { options: changes } });

	/** Answers so many requests at the same time, so that many are under way. */
	const slowly = () => {
		sandbox().fault({ match: { nth: 2 }, effect: { kind: 'latency', ms: 20 }, times: 60 });
	};

	describe('On Error: Stop', () => {
		it.each([1, 5, 25, 100])(
			'sends one request when PollyBot rejects the first row, %d at a time',
			async (maxConcurrency) => {
				const rows = people(ROWS).map((person, index) => ({ ...person, phone: index === 0 ? '1'.repeat(30) : '1' }));
				const { error } = await create(rows, {
					parameters: { phone: '={{ $json.phone }}', options: { maxConcurrency } },
					outsideContract: true,
				});
				expect(error?.message).toMatch(/^PollyBot rejected the field 'Phone'.* \[Item 1\]$/);
				expect(sandbox().requests).toHaveLength(1);
			},
		);

		it('sends nothing after a failure in the middle of a run', async () => {
			sandbox().fault({
				match: { nth: 40 },
				effect: { kind: 'status', status: 403, body: { success: false, error: 'No' } },
				times: Infinity,
			});
			const { error } = await create(people(ROWS), options({ maxConcurrency: 10 }));
			expect(error?.message).toContain('PollyBot rejected the request (HTTP 403)');
			// 39 were answered before, and nine were under way beside the one that failed.
			expect(sandbox().requests.length).toBeLessThanOrEqual(49);
			expect(sandbox().leads()).toHaveLength(39);
		});

		it('sends one request with a wrong key', async () => {
			const { error } = await create(people(ROWS), { credential: { apiKey: 'sk-workspace_test_wrong' } });
			expect(error?.message).toMatch(/^PollyBot does not accept the API key\..* \[Item 1\]$/);
			expect(sandbox().requests).toHaveLength(1);
		});

		it.each(['delete', 'get'])('sends one request when %s does not find the first lead', async (operation) => {
			const rows = Array.from({ length: ROWS }, (_, index) => ({ id: `lead_unknown${index}` }));
			await run(operation, rows, { parameters: { leadId: { mode: 'id', value: '={{ $json.id }}' } } });
			expect(sandbox().requests).toHaveLength(1);
		});
	});

	describe.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'a cause that all rows share, with %s: asked once, told once a row',
		(onError) => {
			const errors = (result: Awaited<ReturnType<typeof create>>) =>
				result.outputs.flat().map(({ json }) => json.error);
			const each = (error: object) => people(ROWS).map((_, index) => including({ ...error, item: index + 1 }));

			it('a key that is rejected', async () => {
				const result = await create(people(ROWS), { credential: { apiKey: 'sk-workspace_test_revoked' }, onError });
				expect(errors(result)).toEqual(each({ code: 'INVALID_API_KEY', httpStatus: 401 }));
				expect(sandbox().requests).toHaveLength(1);
			});

			it('a 401 with another code', async () => {
				const body = { success: false, error: 'Key expired', code: 'KEY_EXPIRED' };
				sandbox().fault({ effect: { kind: 'status', status: 401, body }, times: Infinity });
				const result = await create(people(ROWS), { onError });
				const message = containing('PollyBot does not accept the API key.');
				expect(errors(result)).toEqual(each({ code: 'KEY_EXPIRED', message }));
				expect(sandbox().requests).toHaveLength(1);
			});

			it.each(['create', 'upsert'])('an unknown chatbot: %s', async (operation) => {
				const result = await run(operation, people(ROWS), {
					parameters: { name: '={{ $json.name }}', email: '={{ $json.email }}', chatbotId: '={{ "cb_unknown" }}' },
					onError,
				});
				expect(errors(result)).toEqual(
					each({ httpStatus: 404, message: containing('does not know the chatbot "cb_unknown"') }),
				);
				expect(sandbox().requests).toHaveLength(1);
			});

			it('a key that is revoked during the execution: those under way ask, and nobody after them', async () => {
				const body = { success: false, error: 'Invalid API key', code: 'INVALID_API_KEY' };
				sandbox().fault({ match: { nth: 50 }, effect: { kind: 'status', status: 401, body }, times: Infinity });
				const result = await create(people(ROWS), { onError, ...options({ maxConcurrency: 5 }) });
				expect(result.outputs.flat()).toHaveLength(ROWS);
				expect(sandbox().leads()).toHaveLength(49);
				expect(errors(result).filter(Boolean)).toHaveLength(ROWS - 49);
				expect(sandbox().requests.length).toBeLessThan(50 + 5);
			});
		},
	);

	it('where rows name several chatbots, an unknown one fails its own rows alone', async () => {
		slowly();
		const rows = people(20).map((person, index) => ({
			...person,
			bot: index % 2 === 0 ? 'cb_unknown' : sandbox().chatbotId,
		}));
		const result = await create(rows, {
			parameters: { chatbotId: '={{ $json.bot }}' },
			onError: 'continueErrorOutput',
		});
		expect(result.output('Created')).toHaveLength(10);
		expect(result.output('Error')).toHaveLength(10);
		expect(sent()).toHaveLength(20);
	});

	it('with Retry On Fail, what the first try created is not reported failed when the key is revoked before the second', async () => {
		const body = { success: false, error: 'Invalid API key', code: 'INVALID_API_KEY' };
		sandbox().fault({ match: { nth: 3 }, effect: { kind: 'status', status: 401, body }, times: Infinity });
		const result = await create(people(4), {
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
			...options({ maxConcurrency: 1 }),
		});
		expect(result.error?.description).toContain('2 leads were created before the execution stopped.');
		expect(sandbox().leads()).toHaveLength(2);
	});

	it.each([
		['a key that is refused', 401, 'INVALID_API_KEY', 'does not accept the API key'],
		['something that PollyBot forbids', 403, 'PLAN_EXPIRED', 'HTTP 403, PLAN_EXPIRED'],
	])('after a lost response, %s leaves it open whether the lead is stored', async (_, status, code, why) => {
		const body = { success: false, error: 'No', code };
		sandbox().fault({ effect: { kind: 'drop', when: 'after' } });
		sandbox().fault({ effect: { kind: 'status', status, body }, times: Infinity });
		const result = await create(people(1), { onError: 'continueErrorOutput' });
		expect(result.output('Error').map(({ json }) => json.error)).toEqual([
			including({ code: 'UNCONFIRMED', description: containing(why), item: 1 }),
		]);
		expect(sandbox().leads()).toHaveLength(1);
		expect(sandbox().requests).toHaveLength(2);
	});

	it('the thrown error is what ended the execution, not what its end did to a row whose answer was lost', async () => {
		const slow = (email: string, ms: number) => {
			sandbox().fault({ match: { email }, effect: { kind: 'latency', ms } });
		};
		sandbox().fault({ match: { email: 'person1@example.com' }, effect: { kind: 'drop', when: 'after' } });
		slow('person1@example.com', 1500);
		slow('person2@example.com', 1000);
		const rows = people(3).map((person, index) => ({ ...person, phone: index === 2 ? '1'.repeat(30) : '1' }));
		const { error } = await create(rows, { parameters: { phone: '={{ $json.phone }}' }, outsideContract: true });
		expect(error?.message).toMatch(/^PollyBot rejected the field 'Phone'.* \[Item 3\]$/);
		expect(error?.description).toContain('1 lead was not confirmed');
	});

	it('a rejection for the rate limit names the Deferred output, also when no retry is left', async () => {
		const body = { success: false, error: 'Slow down', code: 'RATE_LIMIT_EXCEEDED', details: { retryAfter: 5 } };
		sandbox().fault({ match: { nth: 3 }, effect: { kind: 'status', status: 429, body }, times: Infinity });
		const { error } = await create(people(5), options({ maxRetries: 0, maxConcurrency: 1 }));
		expect(error?.message).toContain("Run the row again in 5 seconds, or set 'On Rate Limit' to \"Send to Deferred");
	});
});

const { create, sandbox } = sandboxed();

const page = (status: number): EffectOf<'status'> => ({ kind: 'status', status, body: '<!doctype html><h1>Oops</h1>' });
const says = (status: number, code: string): EffectOf<'status'> => ({
	kind: 'status',
	status,
	body: { success: false, error: 'In the words of PollyBot', code },
});

describe('A response to one row of 10', () => {
	it.each([
		['a page with status 200', page(200)],
		['a page with status 400', page(400)],
		['a page with status 401', page(401)],
		['a page with status 403', page(403)],
		['a page with status 404', page(404)],
		['a page with status 409', page(409)],
		['an empty 404', { kind: 'empty', status: 404 }],
		['an empty 401', { kind: 'empty', status: 401 }],
		['a redirect', { kind: 'redirect', location: 'https://login.example.com' }],
		['a 402 of the service', says(402, 'PLAN_ENDED')],
		['a 403 of the service', says(403, 'FORBIDDEN')],
	] as const)('that is %s concerns its row alone', async (_, effect) => {
		sandbox().fault({ match: { email: 'person7@example.com' }, effect });
		const run = await create(people(10), { onError: 'continueErrorOutput' });
		expect(run.output('Created')).toHaveLength(9);
		expect(run.output('Error').map(({ json }) => json.error)).toMatchObject([{ item: 8 }]);
	});

	it.each([
		['a rejected key', says(401, 'INVALID_API_KEY')],
		['an unknown chatbot', says(404, 'CHATBOT_NOT_FOUND')],
	] as const)('that says %s ends the execution, and every remaining row fails for it', async (_, effect) => {
		sandbox().fault({ match: { nth: 5 }, effect, times: 20 });
		const run = await create(people(20), {
			parameters: { options: { maxConcurrency: 1 } },
			onError: 'continueErrorOutput',
		});
		expect(run.output('Created')).toHaveLength(4);
		expect(run.output('Error')).toHaveLength(16);
		expect(sandbox().requests).toHaveLength(5);
	});
});

describe('A code of ours in a response', () => {
	const ours = OWN_CODES.filter((code) => !(SERVICE_CODES as readonly string[]).includes(code));

	it.each(ours.flatMap((code) => [400, 402, 409].map((status) => [code, status] as const)))(
		'%s, with status %d, is the service’s: its sentence is in the service’s words',
		async (code, status) => {
			sandbox().fault({ effect: says(status, code) });
			const run = await create(people(2), { onError: 'continueErrorOutput' });
			expect(run.output('Created')).toHaveLength(1);
			expect(run.output('Error').map(({ json }) => json.error)).toEqual([
				{
					code,
					httpStatus: status,
					item: 1,
					message: containing(`PollyBot rejected the request (HTTP ${status}, ${code})`),
					description: 'PollyBot says: In the words of PollyBot',
				},
			]);
		},
	);

	it('UNCONFIRMED does not count as a lead that may be stored', async () => {
		sandbox().fault({ effect: says(402, 'UNCONFIRMED') });
		const run = await create(people(1));
		expect(run.error?.description).not.toContain('not confirmed');
	});
});

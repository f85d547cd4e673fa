import type { INodeParameters } from 'n8n-workflow';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { containing, matching } from '~/test/matchers';
import type { FaultRule } from '~/tools/sandbox';
import { until } from '~/tools/until';
import { people, sandboxed, type CreateOptions, type Sandboxed } from './sandboxed';
import { POLLYBOTS } from './pollyBots';

/** The error of an execution with one row and without retries: as the failed item tells it. */
const errorsOf =
	(create: Sandboxed['create']) =>
	async ({ options = {}, ...changes }: CreateOptions & { options?: INodeParameters } = {}) => {
		const parameters = { ...changes.parameters, options: { maxRetries: 0, ...options } };
		const run = await create(people(1), { ...changes, parameters, onError: 'continueErrorOutput' });
		expect(run.outputs.flat()).toHaveLength(1);
		return run.output('Error')[0]?.json.error;
	};

describe.each(POLLYBOTS)('A failure of $title', ({ profile, notFound }) => {
	const { create, sandbox } = sandboxed({ profile });
	const errorOf = errorsOf(create);

	describe('every error of the contract is a sentence that names the item and says what to do', () => {
		it('a wrong key', async () => {
			expect(await errorOf({ credential: { apiKey: 'sk-workspace_test_wrong' } })).toEqual({
				message:
					"PollyBot does not accept the API key. Copy the key again from PollyBot into the PollyBot API credential, and check that its 'Base URL' is the PollyBot that the key belongs to. [Item 1]",
				description: matching(/^PollyBot says: ./),
				code: 'INVALID_API_KEY',
				item: 1,
				httpStatus: 401,
			});
		});

		it('a chatbot that the service does not know', async () => {
			expect(await errorOf({ parameters: { chatbotId: 'cb_unknown' } })).toMatchObject({
				message: containing('PollyBot does not know the chatbot "cb_unknown". Check the \'Chatbot ID\''),
				description: matching(/^PollyBot says: ./),
				code: notFound.Chatbot,
				httpStatus: 404,
			});
		});

		it('a field that the service rejects', async () => {
			expect(await errorOf({ parameters: { phone: '1'.repeat(30) }, outsideContract: true })).toMatchObject({
				message: `PollyBot rejected the field 'Phone' ("${'1'.repeat(30)}"): it takes at most 20 characters, and this has 30. Shorten it in the row and run it again. [Item 1]`,
				description: matching(/^PollyBot says: Validation failed: ./),
				code: 'VALIDATION_ERROR',
				field: 'phone',
				value: '1'.repeat(30),
				httpStatus: 400,
			});
		});

		it('a field that the service rejects without saying what it found there', async () => {
			const details = { field: 'phone', message: 'Not a phone number' };
			const body = { success: false, error: 'Validation failed', code: 'VALIDATION_ERROR', details };
			sandbox().fault({ effect: { kind: 'status', status: 400, body } });
			expect(await errorOf({ parameters: { phone: '555-x' } })).toMatchObject({
				message: containing('PollyBot rejected the field \'Phone\' ("555-x").'),
				field: 'phone',
				value: '555-x',
			});
		});

		it('the rate limit', async () => {
			sandbox().setLimit(1, 60);
			const options = { onRateLimit: 'error' };
			const run = await create(people(2), { parameters: { options }, onError: 'continueErrorOutput' });
			expect(run.output('Error')[0]?.json.error).toEqual({
				message: matching(
					/^PollyBot's rate limit is used up until [\d-]+ \d\d:\d\d UTC, so this row was not finished\. .*Deferred Output.* \[Item 2\]$/,
				),
				description: "'On Rate Limit' is set to Fail.",
				code: 'RATE_LIMIT_EXCEEDED',
				item: 2,
			});
		});

		it('a rejection that nobody has documented', async () => {
			const body = { success: false, error: 'Plan expired', code: 'PLAN_EXPIRED' };
			sandbox().fault({ effect: { kind: 'status', status: 403, body } });
			expect(await errorOf()).toMatchObject({
				message: matching(/^PollyBot rejected the request \(HTTP 403, PLAN_EXPIRED\)\..* \[Item 1\]$/),
				description: 'PollyBot says: Plan expired',
				code: 'PLAN_EXPIRED',
			});
		});
	});
});

const { create, sandbox } = sandboxed();
const errorOf = errorsOf(create);

const fault = (effect: FaultRule['effect'], times = 1) => {
	sandbox().fault({ effect, times });
};

describe('A response that is not the API’s', () => {
	it.each([
		['a login page', { kind: 'html' }],
		['an empty body', { kind: 'empty', status: 201 }],
	] as const)('%s is rejected, with a hint at the base URL', async (_, effect) => {
		fault(effect);
		expect(await errorOf()).toMatchObject({
			message: matching(
				/^http:\/\/127\.0\.0\.1:\d+ responded, but not as PollyBot's API does \(HTTP 20\d\)\. Check the 'Base URL'.* \[Item 1\]$/,
			),
			code: 'NOT_POLLYBOT',
		});
	});

	it('a redirect is not followed, and its target is named', async () => {
		fault({ kind: 'redirect', status: 302, location: `${sandbox().url}/sandbox/elsewhere` });
		expect(await errorOf()).toMatchObject({
			message: containing(
				`redirects to ${sandbox().url}/sandbox/elsewhere, and the request was not sent there. Enter the final address`,
			),
			code: 'REDIRECT',
			httpStatus: 302,
		});
		expect(sandbox().requests).toHaveLength(1);
	});

	it.each([301, 303, 307, 308])('neither is one with %d', async (status) => {
		fault({ kind: 'redirect', status, location: 'https://www.example.com/' });
		expect(await errorOf()).toMatchObject({ code: 'REDIRECT', httpStatus: status });
	});
});

describe('Without a response, or with one that does not tell, the error says that the lead may be stored', () => {
	const unconfirmed = {
		message:
			'PollyBot did not confirm this lead, so it may or may not be saved. Run the row again: a saved lead is then reported as a duplicate. [Item 1]',
		code: 'UNCONFIRMED',
		item: 1,
	};
	const broken = matching(
		/^The connection to http:\/\/127\.0\.0\.1:\d+ broke off before PollyBot responded\. Run the row again later\./,
	);

	it.each<[string, FaultRule['effect'], unknown, number?]>([
		['a connection that drops before the lead is stored', { kind: 'drop', when: 'before' }, broken],
		['a connection that drops after it', { kind: 'drop', when: 'after' }, broken],
		['a cut body', { kind: 'cut' }, broken],
		['a slow service', { kind: 'latency', ms: 1000 }, containing('PollyBot did not respond within 0.2 seconds.')],
		[
			'a gateway’s page',
			{ kind: 'html', status: 502 },
			'PollyBot is not available at the moment (HTTP 502). Run the row again later.',
			502,
		],
		[
			'trouble on the side of the service',
			{ kind: 'status', status: 503, body: { success: false, error: 'Down for maintenance', code: 'MAINTENANCE' } },
			'PollyBot could not process the request (HTTP 503, MAINTENANCE). Run the row again later. PollyBot says: Down for maintenance',
			503,
		],
	])('%s', async (...[, effect, description, httpStatus]) => {
		fault(effect);
		// A busy machine is no slow service.
		expect(await errorOf({ options: effect.kind === 'latency' ? { timeout: 200 } : {} })).toEqual({
			...unconfirmed,
			description,
			...(httpStatus ? { httpStatus } : {}),
		});
	});
});

describe('Without a connection, the error says that nothing was sent', () => {
	it('a server that is not there', async () => {
		const server: Server = createServer().listen(0, '127.0.0.1');
		await new Promise((resolve) => server.once('listening', resolve));
		const { port } = server.address() as AddressInfo;
		await new Promise((resolve) => server.close(resolve));
		expect(await errorOf({ credential: { baseUrl: `http://127.0.0.1:${port}` } })).toMatchObject({
			message: containing(`http://127.0.0.1:${port} does not accept connections.`),
			code: 'NETWORK',
		});
	});

	it('a host that is unknown', async () => {
		expect(await errorOf({ credential: { baseUrl: 'https://pollybot.invalid' } })).toMatchObject({
			message: containing("There is no server at https://pollybot.invalid. Check the 'Base URL'"),
			code: 'NETWORK',
		});
	});
});

it('An execution that is stopped sends no further row', async () => {
	const stop = new AbortController();
	fault({ kind: 'latency', ms: 100 }, Infinity);
	const running = create(people(100), { signal: stop.signal });
	await until('rows are sent', () => sandbox().requests.length > 2);
	stop.abort();
	expect((await running).status).toBe('canceled');
	// What was on its way when the execution was stopped may still come in.
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect(sandbox().requests.length).toBeLessThan(50);
});

it.each(['start', 'headers', 'half'] as const)(
	'An execution that is stopped while the server is silent (%s) ends immediately, and its connection is closed',
	async (at) => {
		const stop = new AbortController();
		fault({ kind: 'stall', at }, Infinity);
		const running = create(people(3), { signal: stop.signal });
		await until('a request has come', () => sandbox().requests.length > 0);
		stop.abort();
		expect((await running).status).toBe('canceled');
		await until('its connection is over', () => sandbox().requests[0]?.sentBytes !== undefined);
		expect(sandbox().requests).toMatchObject([{ clientClosed: true }]);
	},
);

describe('The key', () => {
	it('is trimmed', async () => {
		const run = await create(people(1), { credential: { apiKey: ` ${sandbox().apiKey}\n` } });
		expect(run.output('Created')).toHaveLength(1);
	});
});

import { allOperations } from '~/test/leadOperations';
import { ON_ERROR } from './hostile/account';
import { meet } from './hostile/meet';
import { CHATBOTS, OPERATIONS, type OperationCase } from './hostile/operations';
import { ENDLESS_SERVERS, OF_EVERY_PROFILE, STRANGE_SERVERS } from './hostile/servers';
import { PROFILES, sandboxed } from './sandboxed';

/** Long enough for any machine. */
const A_MINUTE_AND_A_HALF = 90_000;

const patient = { rows: 2, times: Infinity, options: { timeout: 15_000, maxRetries: 0, onRateLimit: 'error' } };

describe('A hostile server', () => {
	const node = sandboxed({ chatbotIds: CHATBOTS, limit: 1_000_000 });

	it('is met by every operation', () => {
		const met = new Set(OPERATIONS.map(({ operation }) => operation));
		expect([...met].sort()).toEqual(allOperations.map(({ value }) => value).sort());
	});

	it.each(STRANGE_SERVERS)(
		'that sends $name has every row accounted for',
		async (server) => {
			expect(await meet(node, server, { ...patient, onError: ON_ERROR, fates: server.fates })).toEqual([]);
		},
		A_MINUTE_AND_A_HALF,
	);

	it.each(ENDLESS_SERVERS)(
		'that sends $name costs no row more than the timeout, and is left',
		async (server) => {
			const options = { ...patient.options, timeout: 300 };
			expect(await meet(node, server, { ...patient, options, onError: ON_ERROR, fates: server.fates })).toEqual([]);
		},
		A_MINUTE_AND_A_HALF,
	);

	it('that lists new leads for ever is read until the rate limit', async () => {
		node.sandbox().setLimit(40, 3600);
		node.sandbox().addLead({ name: 'Ann', email: 'ann@example.com' });
		node.sandbox().fault({ times: Infinity, effect: { kind: 'pages', leads: 'new' } });
		const run = await node.run('getAll', [{}], {
			parameters: { returnAll: true, options: patient.options },
			onError: 'continueErrorOutput',
			signal: AbortSignal.timeout(50_000),
		});
		const limited = { code: 'RATE_LIMIT_EXCEEDED', item: 1 };
		expect(run.output('Error').map(({ json }) => json.error)).toMatchObject([limited]);
		expect(node.sandbox().requests).toHaveLength(40);
	});
});

describe('A hostile server that comes to its senses', () => {
	const node = sandboxed({ chatbotIds: CHATBOTS, limit: 1_000_000, windowSeconds: 0.1 });
	const retried = [...ENDLESS_SERVERS, ...STRANGE_SERVERS].flatMap(({ retried: fates, ...server }) =>
		fates ? [{ ...server, neverEnds: undefined, after: fates }] : [],
	);

	it.each(retried)(
		'after $name is asked once more',
		async ({ after, ...server }) => {
			const options = { timeout: 2000, maxRetries: 1, maxWait: 10 };
			const meeting = {
				onError: ['continueErrorOutput'],
				rows: 1,
				options,
				times: 1,
				fates: (operation: OperationCase) => (operation.asks ? [...after, 'UNCONFIRMED'] : after),
			} as const;
			expect(await meet(node, server, meeting)).toEqual([]);
		},
		A_MINUTE_AND_A_HALF,
	);
});

/** Other hostile servers respond instead of the service, whatever its profile. The profile 1.0 meets them all. */
describe.each(PROFILES.filter((profile) => profile !== '1.0'))('A hostile PollyBot %s', (profile) => {
	const node = sandboxed({ profile, chatbotIds: CHATBOTS, limit: 1_000_000 });
	const [chatbotId] = CHATBOTS;

	it.each(OF_EVERY_PROFILE)(
		'that sends $name has every row accounted for',
		async (server) => {
			expect(await meet(node, server, { ...patient, onError: ['continueErrorOutput'], fates: server.fates })).toEqual(
				[],
			);
		},
		A_MINUTE_AND_A_HALF,
	);

	it('says anywhere in the body how long its rate limit lasts, and is obeyed', async () => {
		node.sandbox().setLimit(1, 60);
		await node.create([{ name: 'Ann', email: 'ann@example.com' }], { parameters: { chatbotId } });
		const run = await node.create([{ name: 'Bob', email: 'bob@example.com' }], {
			parameters: { chatbotId, options: { onRateLimit: 'deferredOutput', maxRetries: 0 } },
		});
		const [deferred] = run.output('Deferred');
		// 60 seconds, less what has passed since.
		expect(Number(deferred?.json.retryAfter)).toBeGreaterThan(30);
		expect(Number(deferred?.json.retryAfter)).toBeLessThanOrEqual(62);
	});
});

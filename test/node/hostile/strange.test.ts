import { leadOperations } from '~/nodes/PollyBot/operations';
import { sandboxed } from '../sandboxed';
import { ON_ERROR } from './account';
import { meet } from './meet';
import { CHATBOTS, OPERATIONS } from './operations';
import { STRANGE_SERVERS } from './servers';

it('every operation meets these servers', () => {
	const met = new Set(OPERATIONS.map(({ operation }) => operation));
	expect([...met].sort()).toEqual(leadOperations.map(({ value }) => value).sort());
});

const node = sandboxed({ chatbotIds: CHATBOTS, limit: 1_000_000 });

describe('every row is accounted for', () => {
	it.each(STRANGE_SERVERS)(
		'where a server answers strangely: $name',
		async (server) => {
			const options = { timeout: 15_000, maxRetries: 0, onRateLimit: 'error' };
			const meeting = { onError: ON_ERROR, rows: 2, options, times: Infinity, fates: server.fates };
			expect(await meet(node, server, meeting)).toEqual([]);
		},
		90_000,
	);
});

it('a list of new leads for ever ends with the rate limit', async () => {
	node.sandbox().setLimit(40, 3600);
	node.sandbox().addLead({ name: 'Ann', email: 'ann@example.com' });
	node.sandbox().fault({ times: Infinity, effect: { kind: 'pages', leads: 'new' } });
	const options = { timeout: 8000, maxRetries: 0, onRateLimit: 'error' };
	const run = await node.run('getAll', [{}], {
		parameters: { returnAll: true, options },
		onError: 'continueErrorOutput',
		signal: AbortSignal.timeout(10_000),
	});
	expect(run.output('Error').map(({ json }) => json.error)).toMatchObject([{ code: 'RATE_LIMIT_EXCEEDED', item: 1 }]);
	expect(node.sandbox().requests).toHaveLength(40);
});

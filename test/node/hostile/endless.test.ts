import { sandboxed } from '../sandboxed';
import { ON_ERROR } from './account';
import { meet } from './meet';
import { CHATBOTS } from './operations';
import { ENDLESS_SERVERS } from './servers';

const node = sandboxed({ chatbotIds: CHATBOTS, limit: 1_000_000 });

describe.each(ENDLESS_SERVERS)('a server that never ends: $name', (server) => {
	it('costs no row more than the timeout, and is left', async () => {
		const options = { timeout: 300, maxRetries: 0, onRateLimit: 'error' };
		const meeting = { onError: ON_ERROR, rows: 2, options, times: Infinity, fates: server.fates };
		expect(await meet(node, server, meeting)).toEqual([]);
	}, 90_000);
});

import { sandboxed } from '../sandboxed';
import { meet } from './meet';
import { CHATBOTS } from './operations';
import { ENDLESS_SERVERS, STRANGE_SERVERS } from './servers';

const node = sandboxed({ chatbotIds: CHATBOTS, limit: 1_000_000, windowSeconds: 0.1 });
const retried = [...ENDLESS_SERVERS, ...STRANGE_SERVERS].flatMap(({ retried: fates, ...server }) =>
	fates ? [{ ...server, neverEnds: undefined, after: fates }] : [],
);

describe.each(retried)('a server that comes to its senses after: $name', ({ after, ...server }) => {
	it('is asked once more', async () => {
		const options = { timeout: 1500, maxRetries: 1, maxWait: 10 };
		const meeting = { onError: ['continueErrorOutput'], rows: 1, options, times: 1, fates: () => after } as const;
		expect(await meet(node, server, meeting)).toEqual([]);
	}, 90_000);
});

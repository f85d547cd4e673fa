import { PROFILES, sandboxed } from '../sandboxed';
import { meet } from './meet';
import { CHATBOTS } from './operations';
import { OF_EVERY_PROFILE } from './servers';

/** The other hostile servers answer instead of the service, whatever its profile. The profile 1.0 meets them all. */
describe.each(PROFILES.filter((profile) => profile !== '1.0'))('PollyBot %s', (profile) => {
	const node = sandboxed({ profile, chatbotIds: CHATBOTS, limit: 1_000_000 });

	it.each(OF_EVERY_PROFILE)(
		'a server that answers strangely: $name: every row is accounted for',
		async (server) => {
			const options = { timeout: 15_000, maxRetries: 0, onRateLimit: 'error' };
			const meeting = {
				onError: ['continueErrorOutput'],
				rows: 2,
				options,
				times: Infinity,
				fates: server.fates,
			} as const;
			expect(await meet(node, server, meeting)).toEqual([]);
		},
		90_000,
	);

	it('a rate limit that is used up is obeyed, wherever the body says how long', async () => {
		node.sandbox().setLimit(1, 60);
		await node.create([{ name: 'Ann', email: 'ann@example.com' }], { parameters: { chatbotId: CHATBOTS[0] } });
		const run = await node.create([{ name: 'Bob', email: 'bob@example.com' }], {
			parameters: { chatbotId: CHATBOTS[0], options: { onRateLimit: 'deferredOutput', maxRetries: 0 } },
		});
		const [deferred] = run.output('Deferred');
		expect(Number(deferred?.json.retryAfter)).toBeGreaterThan(50);
		expect(Number(deferred?.json.retryAfter)).toBeLessThanOrEqual(62);
	});
});

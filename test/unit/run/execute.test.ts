import { failUnsent } from '~/nodes/PollyBot/run/execute';
import type { Execution } from '~/nodes/PollyBot/run/operation';
import { containing } from '~/test/matchers';

/** As much of an execution as the words for a row that is not sent need. */
const execution = (onRateLimit: string, canDefer = true) =>
	({
		connection: { baseUrl: 'https://pollybot.app' },
		settings: { onRateLimit, maxWait: 60_000, canDefer },
		requests: { freeAt: Date.parse('2026-01-31T10:00:00Z') },
	}) as unknown as Execution;

it('a row that is not sent because the server has stopped responding fails with NETWORK', () => {
	expect(failUnsent('unreachable', execution('wait'))).toEqual({
		failure: {
			code: 'NETWORK',
			message: containing('https://pollybot.app has stopped responding, so this row was not finished.'),
		},
	});
});

describe('a row that the rate limit leaves no request for', () => {
	it('is deferred where the run defers', () => {
		expect(failUnsent('limited', execution('deferredOutput'))).toEqual({ deferred: true });
	});

	it.each([
		[
			'wait',
			true,
			"used up until 2026-01-31 10:00 UTC, so this row was not finished. Run it again after that, or set 'On Rate Limit'",
			"Waiting would take longer than 'Max Wait for Rate Limit' allows (60 seconds).",
		],
		['error', true, 'or set \'On Rate Limit\' to "Send to Deferred Output".', "'On Rate Limit' is set to Fail."],
		['error', false, 'Run it again after that.', "'On Rate Limit' is set to Fail."],
	])('fails with RATE_LIMIT_EXCEEDED: %s, can defer: %s', (onRateLimit, canDefer, words, description) => {
		expect(failUnsent('limited', execution(onRateLimit, canDefer))).toEqual({
			failure: { code: 'RATE_LIMIT_EXCEEDED', message: containing(words), description },
		});
	});
});

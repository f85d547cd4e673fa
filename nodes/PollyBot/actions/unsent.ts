import type { Outcome } from '../engine/outcome';
import type { OpenRun } from './run';

/** What becomes of an item that no request is sent for: the rate limit leaves none, or PollyBot does not answer. */
export function unsent(why: 'limited' | 'unreachable', run: OpenRun): Outcome {
	if (why === 'unreachable') {
		const message = `${run.context.connection.baseUrl} has stopped answering, so this row was not finished. Check that PollyBot is running there, and run the row again later.`;
		return { failure: { code: 'NETWORK', message } };
	}
	return run.settings.onRateLimit === 'deferredOutput' ? { deferred: true } : { failure: limitFailure(run) };
}

function limitFailure({ settings, gate, canDefer }: OpenRun) {
	const until = gate.freeAt === undefined ? '' : ` until ${new Date(gate.freeAt).toISOString()}`;
	const why =
		settings.onRateLimit === 'wait'
			? `waiting for it would take longer than Max Wait allows (${settings.maxWait / 1000} seconds)`
			: 'On Rate Limit is set to Fail';
	const rest = canDefer
		? 'To import the rest, set On Rate Limit to "Send to Deferred Output", or run the rows that are left again later.'
		: 'Run the rows that are left again later.';
	return {
		code: 'RATE_LIMIT_EXCEEDED',
		message: `PollyBot's rate limit for this API key is used up${until}, and ${why}. This row was not finished. ${rest}`,
	};
}

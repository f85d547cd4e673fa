import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { Blocked } from '../pollybot/attempt';
import { PollyBotClient } from '../pollybot/client';
import { Deadlines } from '../pollybot/deadlines';
import { hideSecret } from '../pollybot/secret';
import { n8nTransport } from '../pollybot/transport';
import { systemClock } from './clock';
import { faultOf } from './fault';
import type { Outcome } from './outcome';
import { Requests } from './requests';
import { DEFER_ADVICE } from '../messages/explain';
import { MappingReport } from '../mapping/mappingReport';
import { fail, ok, type Result } from '../result';
import { failConfiguration, readAccount } from './account';
import type { Operation, RunContext } from './operation';
import { isTool, parameterReader, savedExpression, toolParameterReader } from '../parameters/reader';
import { readSettings, type Settings } from '../parameters/settings';
import type { Failure } from '../messages/failure';

/**
 * The most requests at the same time where the first failure ends the execution: those under way then are carried out all
 * the same.
 */
const MOST_BEFORE_STOP = 25;

/** A run that is ready: nothing was sent yet. */
export interface OpenRun {
	readonly context: RunContext;
	readonly settings: Settings;
	/** Whether rows can be deferred. */
	readonly canDefer: boolean;
	readonly requests: Requests;
	/** Aborted when the execution is cancelled or the run is to end: no request is sent after that. */
	readonly signal: AbortSignal;
	readonly halt: () => void;
	/** To be called when the run is over: nothing of it is kept then. */
	readonly close: () => void;
}

/** Reads what concerns the whole run, the credential and the options, or says what is wrong with them. */
export async function openRun(node: IExecuteFunctions, operation: Operation): Promise<Result<OpenRun, Failure>> {
	try {
		const account = await readAccount(node);
		if (!account.ok) return account;
		const { credential, connection, chatbotIdOf } = account.value;
		const asTool = isTool(node.getNode());
		const read = asTool ? toolParameterReader(parameterReader(node)) : parameterReader(node);
		const { parameters } = node.getNode();
		const canDefer = !asTool && operation.canDefer === true;
		const settings = readSettings(read, canDefer);
		const halt = new AbortController();
		const cancelSignal = node.getExecutionCancelSignal();
		const signal = cancelSignal ? AbortSignal.any([halt.signal, cancelSignal]) : halt.signal;
		const waits = settings.onRateLimit === 'wait';
		const most = asTool || node.continueOnFail() ? Infinity : MOST_BEFORE_STOP;
		const maxConcurrency = Math.min(settings.maxConcurrency, most);
		const limits = { ...settings, maxConcurrency, waits, clock: systemClock, random: Math.random, signal };
		const requests = new Requests(limits);
		const deadlines = new Deadlines(settings.timeout, cancelSignal);
		const transport = n8nTransport(node, connection, credential, deadlines);
		const context: RunContext = {
			read,
			savedExpression: (name) => savedExpression(parameters, name),
			connection,
			chatbotIdOf,
			client: new PollyBotClient(transport, requests.send, systemClock.now),
			proceed: () => {
				requests.proceed();
			},
			timeout: settings.timeout,
			timezone: node.getTimezone(),
			isTool: asTool,
			canDefer,
			scopes: new Set(),
			lostAt: new Map(),
			claimedIds: new Set(),
			foundLeads: new Map(),
			mapping: new MappingReport(),
			hide: (text) => hideSecret(text, connection.apiKey),
		};
		const stop = () => {
			halt.abort();
		};
		const close = () => {
			deadlines.close();
			// A combined signal is kept alive as long as it has listeners.
			stop();
		};
		return ok({ context, settings, canDefer, requests, signal, halt: stop, close });
	} catch (error) {
		return error instanceof NodeOperationError ? failConfiguration(error.message) : fail(faultOf(error, false).failure);
	}
}

/** What becomes of an item that no request is sent for: the rate limit leaves none, or PollyBot does not answer. */
export function failUnsent(why: Exclude<Blocked, 'halted'>, run: OpenRun): Outcome {
	if (why === 'unreachable') {
		const message = `${run.context.connection.baseUrl} has stopped answering, so this row was not finished. Check that PollyBot is running there, and run the row again later.`;
		return { failure: { code: 'NETWORK', message } };
	}
	return run.settings.onRateLimit === 'deferredOutput' ? { deferred: true } : { failure: explainLimit(run) };
}

function explainLimit({ settings, requests, canDefer }: OpenRun): Failure {
	const until = requests.freeAt === undefined ? '' : ` until ${new Date(requests.freeAt).toISOString()}`;
	const why =
		settings.onRateLimit === 'wait'
			? `waiting for it would take longer than 'Max Wait' allows (${settings.maxWait / 1000} seconds)`
			: "'On Rate Limit' is set to Fail";
	const rest = canDefer ? DEFER_ADVICE : 'Run the rows that are left again later.';
	return {
		code: 'RATE_LIMIT_EXCEEDED',
		message: `PollyBot's rate limit for this API key is used up${until}, and ${why}. This row was not finished. ${rest}`,
	};
}

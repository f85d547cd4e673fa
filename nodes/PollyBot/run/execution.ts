import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { faultOf } from '../messages/fault';
import { failConfiguration, type Failure } from '../messages/failure';
import { MappingReport } from '../mapping/mappingReport';
import { settingsOf } from '../parameters/settings';
import { isTool, sourcesOf } from '../parameters/source';
import { PollyBotClient } from '../pollybot/client';
import { Deadlines } from '../pollybot/deadlines';
import { n8nTransport } from '../pollybot/transport';
import { fail, ok, type Result } from '../result';
import { readAccount } from './account';
import { systemClock } from './clock';
import type { Execution, Operation } from './operation';
import { Requests } from './requests';

/**
 * The most requests at the same time where the first failure ends the execution: those under way then are carried out all
 * the same.
 */
const MOST_BEFORE_STOP = 25;

/** Reads what concerns the whole execution, the credential and the options, or says what is wrong with them. */
export async function openExecution(
	node: IExecuteFunctions,
	operation: Operation,
): Promise<Result<Execution, Failure>> {
	try {
		const account = await readAccount(node);
		if (!account.ok) return account;
		const { credential, connection, chatbotIdOf } = account.value;
		const notes = { mapping: new MappingReport(), scopes: new Map<string, number>() };
		const sourceOf = sourcesOf(node, chatbotIdOf, notes);
		const settings = settingsOf(operation).read(sourceOf(0));
		if (!settings.ok) return settings;
		const halt = new AbortController();
		const cancelSignal = node.getExecutionCancelSignal();
		const signal = cancelSignal ? AbortSignal.any([halt.signal, cancelSignal]) : halt.signal;
		const waits = settings.value.onRateLimit === 'wait';
		const asTool = isTool(node.getNode());
		const most = asTool || node.continueOnFail() ? Infinity : MOST_BEFORE_STOP;
		const maxConcurrency = Math.min(settings.value.maxConcurrency, most);
		const requests = new Requests({
			...settings.value,
			maxConcurrency,
			waits,
			clock: systemClock,
			random: Math.random,
			signal,
		});
		const deadlines = new Deadlines(settings.value.timeout, cancelSignal);
		const transport = n8nTransport(node, connection, credential, deadlines);
		const stop = () => {
			halt.abort();
		};
		return ok({
			operation,
			client: new PollyBotClient(transport, requests.send, systemClock.now),
			connection,
			settings: settings.value,
			requests,
			isTool: asTool,
			sourceOf,
			notes,
			lostAt: new Map(),
			claimedIds: new Set(),
			foundLeads: new Map(),
			listedLeads: new Map(),
			signal,
			halt: stop,
			close: () => {
				deadlines.close();
				// A combined signal is kept alive as long as it has listeners.
				stop();
			},
		});
	} catch (error) {
		return error instanceof NodeOperationError ? failConfiguration(error.message) : fail(faultOf(error, false).failure);
	}
}

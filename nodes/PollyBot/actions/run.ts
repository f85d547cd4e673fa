import type { IExecuteFunctions } from 'n8n-workflow';
import { PollyBotClient } from '../api/client';
import { readConnection } from '../api/connection';
import { n8nTransport } from '../api/transport';
import { systemClock } from '../engine/clock';
import { Gate } from '../engine/gate';
import type { Failure } from '../engine/outcome';
import { send } from '../engine/requests';
import { hidden } from '../engine/showable';
import type { RunContext } from './operation';
import { parameterReader, savedExpression } from './parameters';
import { readSettings, type Settings } from './settings';
import { isTool } from './tool';

/** A run that is ready: nothing was sent yet. */
export interface OpenRun {
	readonly context: RunContext;
	readonly settings: Settings;
	/** Whether rows can be put off. */
	readonly canDefer: boolean;
	readonly gate: Gate;
	/** Aborted when the execution is cancelled or the run is to end: no request is sent after that. */
	readonly signal: AbortSignal;
	readonly halt: () => void;
}

/** Reads what concerns the whole run, the credential and the options, or says what is wrong with them. */
export async function openRun(
	node: IExecuteFunctions,
): Promise<
	{ readonly run: OpenRun; readonly failure?: undefined } | { readonly failure: Failure; readonly run?: undefined }
> {
	try {
		const { connection, problem } = readConnection(await node.getCredentials('pollyBotApi'));
		if (!connection) return { failure: misconfigured(problem) };
		const read = parameterReader(node);
		const asTool = isTool(node.getNode());
		const { parameters } = node.getNode();
		const canDefer = !asTool && ['create', 'upsert'].includes(String(parameters.operation ?? 'create'));
		const settings = readSettings(read, canDefer);
		const halt = new AbortController();
		const signal = anyOf(halt.signal, node.getExecutionCancelSignal());
		const waits = settings.onRateLimit === 'wait';
		const limits = { ...settings, waits, clock: systemClock, random: Math.random, signal };
		const gate = new Gate(limits);
		const transport = n8nTransport(node, connection, settings.timeout, node.getExecutionCancelSignal());
		const client = new PollyBotClient(transport, systemClock.now);
		const context: RunContext = {
			read,
			savedExpression: (name) => savedExpression(parameters, name),
			connection,
			client,
			timeout: settings.timeout,
			isTool: asTool,
			lostAt: new Map(),
			hide: (text) => hidden(text, connection.apiKey),
			send: async (attempt) => await send(attempt, { ...limits, gate }),
		};
		return { run: { context, settings, canDefer, gate, signal, halt: () => halt.abort() } };
	} catch (error) {
		return { failure: misconfigured(error instanceof Error ? error.message : String(error)) };
	}
}

/** A failure that no item is to blame for. */
export function misconfigured(message: string): Failure {
	return { code: 'CONFIGURATION', message };
}

/** No listener is added to n8n's signal: each request under way has one there, and Node warns from the eleventh on. */
function anyOf(halt: AbortSignal, cancel: AbortSignal | undefined): AbortSignal {
	return cancel ? AbortSignal.any([halt, cancel]) : halt;
}

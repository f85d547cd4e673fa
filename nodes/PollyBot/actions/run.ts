import type { IExecuteFunctions } from 'n8n-workflow';
import { PollyBotClient } from '../api/client';
import { readConnection } from '../api/connection';
import { Deadlines } from '../api/deadlines';
import { n8nTransport } from '../api/transport';
import { systemClock } from '../engine/clock';
import { Gate } from '../engine/gate';
import type { Failure } from '../engine/outcome';
import { send } from '../engine/send';
import { hidden } from '../errors/redact';
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
	/** To be called when the run is over: nothing of it is kept then. */
	readonly close: () => void;
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
		const cancelSignal = node.getExecutionCancelSignal();
		const signal = anyOf(halt.signal, cancelSignal);
		const waits = settings.onRateLimit === 'wait';
		const limits = { ...settings, waits, clock: systemClock, random: Math.random, signal };
		const gate = new Gate(limits);
		const deadlines = new Deadlines(settings.timeout, cancelSignal);
		const transport = n8nTransport(node, connection, settings.timeout, deadlines);
		const client = new PollyBotClient(transport, systemClock.now);
		const context: RunContext = {
			read,
			savedExpression: (name) => savedExpression(parameters, name),
			connection,
			client,
			timeout: settings.timeout,
			isTool: asTool,
			scopes: new Set(),
			lostAt: new Map(),
			hide: (text) => hidden(text, connection.apiKey),
			send: async (attempt) => await send(attempt, { ...limits, gate }),
		};
		const close = () => {
			deadlines.close();
			// A signal made of others is kept for as long as somebody listens to it.
			halt.abort();
		};
		return { run: { context, settings, canDefer, gate, signal, halt: () => halt.abort(), close } };
	} catch (error) {
		return { failure: misconfigured(error instanceof Error ? error.message : String(error)) };
	}
}

/** A failure that no item is to blame for. */
export function misconfigured(message: string): Failure {
	return { code: 'CONFIGURATION', message };
}

function anyOf(halt: AbortSignal, cancel: AbortSignal | undefined): AbortSignal {
	return cancel ? AbortSignal.any([halt, cancel]) : halt;
}

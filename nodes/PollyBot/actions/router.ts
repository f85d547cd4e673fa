import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { PollyBotClient } from '../api/client';
import { readConnection } from '../api/connection';
import { n8nTransport } from '../api/transport';
import type { Failure, Outcome } from '../engine/outcome';
import { toOutputs } from '../engine/outputs';
import { showable } from '../engine/showable';
import { runItems } from '../engine/runItems';
import { create } from './lead/create';
import { nodeError } from './nodeError';
import type { Job, Operation, RunContext } from './operation';
import { declaredOutputs, RUN_PARAMETERS } from './outputs';
import { parameterReader } from './parameters';

const OPERATIONS: Readonly<Record<string, Operation>> = { create };

const DEFAULT_TIMEOUT = 30_000;

/**
 * Runs the chosen operation over all input items.
 *
 * @returns one list of items for each declared output
 * @throws NodeOperationError or NodeApiError, but never with On Error on one of its Continue modes: n8n would put the
 * input rows on the first output then, as if all were well
 */
export async function route(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = context.getInputData();
	const plan = {
		items,
		outputs: declaredOutputs(context.getNode().parameters).map(({ displayName }) => displayName),
		hasErrorOutput: context.getNode().onError === 'continueErrorOutput',
	};
	const opened = await open(context);
	if (opened.failure) {
		if (!context.continueOnFail()) throw nodeError(context, opened.failure);
		const outcome: Outcome = { failure: opened.failure };
		return toOutputs(
			items.map(() => outcome),
			plan,
		);
	}
	const { operation, run } = opened;
	const { outcomes, stopped } = await runItems<Job>({
		count: items.length,
		prepare: (item) => operation.prepare(run, item, items[item]?.json ?? {}),
		perform: async (job) => await job(),
		stopOnFailure: !context.continueOnFail(),
		signal: context.getExecutionCancelSignal(),
	});
	const shown = (failure: Failure, item: number) => showable(failure, item, run.connection.apiKey);
	if (stopped) throw nodeError(context, shown(stopped.failure, stopped.item), operation.summarise(outcomes));
	return toOutputs(
		outcomes.map((outcome, item) => (outcome.failure ? { failure: shown(outcome.failure, item) } : outcome)),
		plan,
	);
}

type Opened =
	| { readonly operation: Operation; readonly run: RunContext; readonly failure?: undefined }
	| { readonly failure: Failure };

/** Reads what concerns the whole run: the operation, the credential, the options. No request is sent here. */
async function open(context: IExecuteFunctions): Promise<Opened> {
	const { parameters } = context.getNode();
	const unknown = RUN_PARAMETERS.find(({ name, values }) => !values.includes(String(parameters[name] ?? values[0])));
	if (unknown) {
		return misconfigured(
			`"${unknown.label}" must be the same for all items, so it cannot be an expression. Choose one of its values in the node.`,
		);
	}
	const operation = OPERATIONS[String(parameters.operation ?? 'create')];
	if (!operation) return misconfigured('The node has no such operation. Choose one in the node.');
	try {
		const { connection, problem } = readConnection(await context.getCredentials('pollyBotApi'));
		if (!connection) return misconfigured(problem);
		const read = parameterReader(context);
		const timeout = Number(read('options.timeout', 0, DEFAULT_TIMEOUT)) || DEFAULT_TIMEOUT;
		const client = new PollyBotClient(n8nTransport(context, connection, timeout));
		return { operation, run: { read, connection, client, timeout } };
	} catch (error) {
		return misconfigured(error instanceof Error ? error.message : String(error));
	}
}

function misconfigured(message: string): Opened {
	return { failure: { code: 'CONFIGURATION', message } };
}

import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { memoryOf } from '../engine/memory';
import type { Failure, Outcome } from '../engine/outcome';
import { toOutputs, toToolAnswer, type Deferral } from '../engine/outputs';
import { runItems } from '../engine/runItems';
import { showable } from '../errors/redact';
import { hintsOf } from './hints';
import { create } from './lead/create';
import { deleteLead } from './lead/delete';
import { get } from './lead/get';
import { getAll } from './lead/getAll';
import { update } from './lead/update';
import { upsert } from './lead/upsert';
import { nodeError } from '../errors/nodeError';
import type { Job, Operation } from './operation';
import { declaredOutputs } from './outputs';
import { misconfigured, openRun, type OpenRun } from './run';
import { unusableParameter } from './settings';
import { isTool } from './tool';
import { unsent } from './unsent';

const OPERATIONS: Readonly<Record<string, Operation>> = { create, upsert, get, getAll, update, delete: deleteLead };

/**
 * Runs the chosen operation over all input items.
 *
 * @returns one list of items for each declared output
 * @throws NodeOperationError or NodeApiError, but never with On Error on one of its Continue modes: n8n would put the
 * input rows on the first output then, as if all were well
 */
export async function route(node: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { parameters, onError } = node.getNode();
	const items = node.getInputData();
	// An error that a tool throws reaches the agent as an empty text.
	const asTool = isTool(node.getNode());
	const continues = asTool || node.continueOnFail();
	const plan = {
		items,
		outputs: declaredOutputs(parameters).map(({ displayName }) => displayName),
		hasErrorOutput: onError === 'continueErrorOutput',
	};
	const opened = await open(node);
	if (opened.failure) {
		if (!continues) throw nodeError(node, opened.failure);
		const outcome: Outcome = { failure: opened.failure };
		const outcomes = items.map(() => outcome);
		return asTool ? toToolAnswer(outcomes) : toOutputs(outcomes, plan);
	}
	const { operation, run } = opened;
	const outcomes = await performed(node, operation, run, continues);
	return asTool ? toToolAnswer(outcomes) : toOutputs(outcomes, { ...plan, deferral: deferralOf(run) });
}

type Opened =
	| { readonly operation: Operation; readonly run: OpenRun; readonly failure?: undefined }
	| { readonly failure: Failure };

async function open(node: IExecuteFunctions): Promise<Opened> {
	const { parameters } = node.getNode();
	const unusable = unusableParameter(parameters);
	const operation = OPERATIONS[String(parameters.operation ?? 'create')];
	if (unusable !== undefined || !operation) {
		return {
			failure: misconfigured(
				`"${unusable ?? 'Operation'}" must be the same for all items, so it cannot be an expression. Choose one of its values in the node.`,
			),
		};
	}
	const opened = await openRun(node);
	return opened.run ? { operation, run: opened.run } : opened;
}

async function performed(
	node: IExecuteFunctions,
	operation: Operation,
	run: OpenRun,
	continues: boolean,
): Promise<readonly Outcome[]> {
	const items = node.getInputData();
	const memories = items.map(memoryOf);
	const { outcomes, stopped } = await runItems<Job>({
		count: items.length,
		concurrency: run.settings.maxConcurrency,
		prepare: (item) => prepared(operation, run, item, items[item]?.json ?? {}),
		keyOf: ({ key }) => key,
		perform: async (job, item) => {
			const memory = memories[item] ?? {};
			const outcome = await job.perform(memory);
			if ('success' in outcome) memory.outcome = outcome;
			return outcome;
		},
		repeat: (job, first) => job.repeat?.(first),
		unsent: (why) => unsent(why, run),
		recall: (item) => memories[item]?.outcome,
		stopOnFailure: !continues,
		signal: run.signal,
		halt: run.halt,
		settled: () => run.gate.admit(),
	});
	run.close();
	const { apiKey } = run.context.connection;
	const shown = (failure: Failure, item: number) => showable(failure, item, apiKey);
	if (stopped) throw nodeError(node, shown(stopped.failure, stopped.item), operation.summarise(outcomes));
	node.addExecutionHints(...hintsOf(outcomes, run, operation));
	return outcomes.map((outcome, item) => (outcome.failure ? { failure: shown(outcome.failure, item) } : outcome));
}

/** An expression that cannot be evaluated is its item's failure. */
function prepared(
	operation: Operation,
	run: OpenRun,
	item: number,
	json: IDataObject,
): ReturnType<Operation['prepare']> {
	try {
		return operation.prepare(run.context, item, json);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		const parameter = error instanceof NodeOperationError ? error.context.parameter : undefined;
		return {
			failure: { code: 'VALIDATION_ERROR', message, field: typeof parameter === 'string' ? parameter : undefined },
		};
	}
}

/** When the rows that this run put off can be sent: the same for all of them. */
function deferralOf({ gate }: OpenRun): Deferral | undefined {
	if (gate.freeAt === undefined) return undefined;
	const seconds = Math.max(0, Math.ceil((gate.freeAt - Date.now()) / 1000));
	return { retryAt: new Date(gate.freeAt).toISOString(), retryAfter: seconds };
}

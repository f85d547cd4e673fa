import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { faultOf } from './fault';
import { memoryOf } from './memory';
import type { Outcome } from './outcome';
import { runItems } from './runItems';
import { nodeError } from '../messages/nodeError';
import { type Failure, redact } from '../messages/failure';
import { fail, messageOf, ok, type Result } from '../result';
import { hintsOf } from './hints';
import { failConfiguration } from './account';
import { failUnsent, openRun, type OpenRun } from './run';
import { explainLosses, LOSS_NOTE } from './losses';
import type { Job, Operation } from './operation';
import { declaredOutputs, outputTable } from './declaredOutputs';
import { toOutputs, toToolAnswer, type Deferral } from './outputs';
import { isTool } from '../parameters/reader';
import { findUnusableParameter, isCustomApiCall, USE_HTTP_REQUEST } from '../parameters/settings';
import { summarise } from './outcome';

/**
 * Runs the chosen operation over all input items.
 *
 * @param operations those that the node has
 * @param properties all of the node's parameters
 * @returns one list of items for each declared output
 * @throws NodeOperationError or NodeApiError, but never with On Error on one of its Continue modes: n8n would put the
 * input rows on the first output then, as if all were well
 */
export async function route(
	node: IExecuteFunctions,
	operations: readonly Operation[],
	properties: readonly INodeProperties[],
): Promise<INodeExecutionData[][]> {
	const { parameters, onError } = node.getNode();
	const items = node.getInputData();
	// An error that a tool throws reaches the agent as an empty text.
	const asTool = isTool(node.getNode());
	const continues = asTool || node.continueOnFail();
	const plan = {
		items,
		outputs: declaredOutputs(parameters, outputTable(operations)).map(({ displayName }) => displayName),
		hasErrorOutput: onError === 'continueErrorOutput',
	};
	const opened = await open(node, operations, properties);
	if (!opened.ok) {
		if (!continues) throw nodeError(node, opened.error);
		const outcomes = items.map((): Outcome => ({ failure: opened.error }));
		return asTool ? toToolAnswer(outcomes) : toOutputs(outcomes, plan);
	}
	const { operation, run } = opened.value;
	const outcomes = await performAll(node, operation, run, continues);
	if (asTool) return toToolAnswer(outcomes, (outcome) => noteOn(outcome, operation));
	return toOutputs(outcomes, { ...plan, deferral: deferralOf(run) });
}

async function open(
	node: IExecuteFunctions,
	operations: readonly Operation[],
	properties: readonly INodeProperties[],
): Promise<Result<{ readonly operation: Operation; readonly run: OpenRun }, Failure>> {
	const { parameters } = node.getNode();
	if (isCustomApiCall(parameters)) return failConfiguration(USE_HTTP_REQUEST);
	const unusable = findUnusableParameter(parameters, properties);
	const operation = operations.find(({ value }) => value === (parameters.operation ?? operations[0]?.value));
	if (unusable !== undefined || !operation) {
		return failConfiguration(
			`"${unusable ?? 'Operation'}" must be the same for all items, so it cannot be an expression. Choose one of its values in the node.`,
		);
	}
	const run = await openRun(node, operation);
	return run.ok ? ok({ operation, run: run.value }) : run;
}

async function performAll(
	node: IExecuteFunctions,
	operation: Operation,
	run: OpenRun,
	continues: boolean,
): Promise<readonly Outcome[]> {
	const items = node.getInputData();
	const memories = items.map(memoryOf);
	for (const { claimedId } of memories) if (claimedId !== undefined) run.context.claimedIds.add(claimedId);
	const { outcomes, stopped } = await runItems<Job>({
		count: items.length,
		concurrency: run.settings.maxConcurrency,
		prepare: (item) => prepareItem(operation, run, item, items[item]?.json ?? {}),
		keyOf: ({ key }) => key,
		perform: async (job, item) => await job.perform(memories[item] ?? {}),
		placeOf: (job) => job.place,
		repeat: (job, first) => job.repeat?.(first),
		unsent: (why) => failUnsent(why, run),
		recall: (item) => memories[item]?.finished,
		stopOnFailure: !continues,
		signal: run.signal,
		halt: run.halt,
		settled: (item, finished) => {
			const memory = memories[item];
			if (memory && finished) memory.finished = finished;
			run.gate.admit();
		},
	}).finally(run.close);
	const { apiKey } = run.context.connection;
	const shown = (failure: Failure, item: number) => redact(failure, item, apiKey);
	if (stopped) {
		const progress = operation.done && summarise(outcomes, operation.output, operation.done);
		const losses = explainLosses(outcomes, operation, run.context.isTool);
		const note = [progress, losses].filter(Boolean).join(' ');
		throw nodeError(node, shown(stopped.failure, stopped.item), note);
	}
	// A tool of n8n 1.100 and before has none.
	if (typeof node.addExecutionHints === 'function') node.addExecutionHints(...hintsOf(node, outcomes, run, operation));
	return outcomes.map((outcome, item) => (outcome.failure ? { failure: shown(outcome.failure, item) } : outcome));
}

/** An expression that cannot be evaluated is its item's failure; any other exception is a fault of this package. */
function prepareItem(
	operation: Operation,
	run: OpenRun,
	item: number,
	json: IDataObject,
): ReturnType<Operation['prepare']> {
	try {
		return operation.prepare(run.context, item, json);
	} catch (error) {
		const parameter = error instanceof NodeOperationError ? error.context.parameter : undefined;
		if (typeof parameter !== 'string') return fail(faultOf(error, false).failure);
		return fail({ code: 'VALIDATION_ERROR', message: messageOf(error), field: parameter });
	}
}

/** An agent sees no hint of the output pane: its answer says what PollyBot did not keep. */
function noteOn(outcome: Outcome, operation: Operation): IDataObject {
	const losses = explainLosses([outcome], operation, true);
	const isChecked = outcome.success?.items[0]?.dryRun === true;
	return {
		...(losses === undefined ? {} : { [LOSS_NOTE]: losses }),
		...(isChecked ? { message: "Nothing was sent to PollyBot: this tool is set to 'Check Only'." } : {}),
	};
}

/** When the deferred rows of this run can be sent: the same time for all. */
function deferralOf({ gate }: OpenRun): Deferral | undefined {
	if (gate.freeAt === undefined) return undefined;
	const seconds = Math.max(0, Math.ceil((gate.freeAt - Date.now()) / 1000));
	return { retryAt: new Date(gate.freeAt).toISOString(), retryAfter: seconds };
}

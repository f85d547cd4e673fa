import { NodeOperationError, type IDataObject, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { failConfiguration, faultOf, nodeError, redact, type Failure } from '../messages/failure';
import { unreachable, usedUpLimit } from '../messages/sentences';
import { findUnusableParameter, readValues, type FixedChoices } from '../parameters/parameter';
import { isTool } from '../parameters/source';
import type { Blocked } from '../pollybot/attempt';
import { fail, messageOf, ok, type Result } from '../result';
import { declaredOutputs, type OutputTable } from './declaredOutputs';
import { openExecution } from './execution';
import { LOSS_NOTE } from './fitResponse';
import type { Execution, Operation, Outcome, Resource, Row } from './operation';
import { toOutputs, toToolResponse, type Deferral } from './outputs';
import { addHints, explainLosses, summarise } from './report';
import { memoryOf, performRows, type Job } from './rows';

/**
 * Takes all input items through the chosen operation.
 *
 * @param resources those that the node has
 * @param table the outputs of each operation
 * @param fixedChoices the parameters that must be the same for all items
 * @returns one list of items for each declared output
 * @throws NodeOperationError or NodeApiError, but never with On Error on one of its Continue modes: n8n would put the
 * input rows on the first output then, as if all were well
 */
export async function execute(
	node: IExecuteFunctions,
	resources: readonly Resource[],
	table: OutputTable,
	fixedChoices: FixedChoices,
): Promise<INodeExecutionData[][]> {
	const { parameters, onError } = node.getNode();
	const items = node.getInputData();
	// An error that a tool throws reaches the agent as an empty text.
	const asTool = isTool(node.getNode());
	const continues = asTool || node.continueOnFail();
	const outputs = declaredOutputs(parameters, table).map(({ displayName }) => displayName);
	const plan = { items, outputs, hasErrorOutput: onError === 'continueErrorOutput' };
	const chosen = chooseOperation(node, resources, fixedChoices);
	const opened = chosen.ok ? await openExecution(node, chosen.value) : chosen;
	if (!opened.ok && !continues) throw nodeError(node, opened.error);
	if (!opened.ok) {
		const outcomes = items.map((): Outcome => ({ failure: opened.error }));
		return asTool ? toToolResponse(outcomes) : toOutputs(outcomes, plan);
	}
	const outcomes = await performAll(node, opened.value, continues);
	if (asTool) return toToolResponse(outcomes, (outcome) => noteOn(outcome, opened.value.operation));
	return toOutputs(outcomes, { ...plan, deferral: deferralOf(opened.value) });
}

function chooseOperation(
	node: IExecuteFunctions,
	resources: readonly Resource[],
	fixedChoices: FixedChoices,
): Result<Operation, Failure> {
	const { parameters } = node.getNode();
	// n8n adds this choice to the menus of any node whose credential can sign a request.
	if ([parameters.resource, parameters.operation].includes('__CUSTOM_API_CALL__')) {
		return failConfiguration(
			"This node cannot make a custom API call. Use n8n's HTTP Request node: set its 'Authentication' to Predefined Credential Type, and choose PollyBot API.",
		);
	}
	const unusable = findUnusableParameter(parameters, fixedChoices);
	const resource = resources.find(({ value }) => value === (parameters.resource ?? resources[0]?.value));
	const operations = resource?.operations ?? [];
	const operation = operations.find(({ value }) => value === (parameters.operation ?? operations[0]?.value));
	if (unusable === undefined && operation) return ok(operation);
	return failConfiguration(
		`'${unusable ?? 'Operation'}' must be the same for all items, so it cannot be an expression. Choose one of its values in the node.`,
	);
}

const GO_ON = 'To go on with the other rows, set \'On Error\' in the Settings tab to "Continue (using error output)".';

async function performAll(
	node: IExecuteFunctions,
	execution: Execution,
	continues: boolean,
): Promise<readonly Outcome[]> {
	const { operation, settings, connection, requests, notes, signal, halt, close } = execution;
	const jobs = node.getInputData().map((item, index) => jobOf(execution, index, memoryOf(item)));
	const { maxConcurrency: concurrency } = settings;
	const { outcomes, stopped } = await performRows(jobs, {
		concurrency,
		stopOnFailure: !continues,
		signal,
		halt,
		during: requests.during,
	}).finally(close);
	const shown = (failure: Failure, item: number) => redact(failure, item, connection.apiKey);
	if (stopped) {
		const isAboutRow = stopped.failure.code === 'VALIDATION_ERROR' && jobs.length > 1;
		const losses = explainLosses(outcomes, operation, notes.hasOtherFields);
		const note = [summarise(outcomes, operation), isAboutRow && GO_ON, losses];
		throw nodeError(node, shown(stopped.failure, stopped.item), note.filter(Boolean).join(' '));
	}
	addHints(node, outcomes, execution);
	return outcomes.map((outcome, item) => (outcome.failure ? { failure: shown(outcome.failure, item) } : outcome));
}

/** Reads an item's parameters, and says what is to be done for it. No request is sent. */
function jobOf(execution: Execution, item: number, memory: Job['memory']): Job {
	const { operation } = execution;
	const { finished, claimedId } = memory;
	if (claimedId !== undefined) execution.claimedIds.add(claimedId);
	if (finished) return { ...finished, memory };
	const values = readRow(execution, item);
	if (!values.ok) return { outcome: { failure: values.error }, memory };
	const row: Row<typeof values.value> = { item, values: values.value, memory, execution };
	return {
		key: operation.key?.(row.values),
		place: operation.place?.(row.values),
		memory,
		repeat: (first) => operation.repeat?.(row.values, first),
		perform: async () => {
			const performed = await operation.perform(row);
			if (!('blocked' in performed)) return performed;
			return performed.blocked === 'halted' ? undefined : failUnsent(performed.blocked, execution);
		},
	};
}

/** An expression that cannot be evaluated is its item's failure; any other exception is a fault of this package. */
function readRow({ operation, sourceOf }: Execution, item: number): ReturnType<typeof readValues> {
	try {
		return readValues(operation.parameters, sourceOf(item));
	} catch (error) {
		const parameter = error instanceof NodeOperationError ? error.context.parameter : undefined;
		if (typeof parameter !== 'string') return fail(faultOf(error, false).failure);
		return fail({ code: 'VALIDATION_ERROR', message: messageOf(error), field: parameter });
	}
}

/** What becomes of an item that no request is sent for: the rate limit leaves none, or PollyBot does not respond. */
export function failUnsent(
	why: Exclude<Blocked, 'halted'>,
	{ connection, settings, requests }: Pick<Execution, 'connection' | 'settings' | 'requests'>,
): Outcome {
	if (why === 'unreachable') return { failure: unreachable(connection.baseUrl) };
	if (settings.onRateLimit === 'deferredOutput') return { deferred: true };
	const maxWait = settings.onRateLimit === 'wait' ? settings.maxWait : undefined;
	return { failure: usedUpLimit(requests.freeAt, maxWait, settings.canDefer) };
}

/** An agent sees no hint of the output pane: its response says what PollyBot did not keep. */
function noteOn(outcome: Outcome, operation: Operation): IDataObject {
	const losses = explainLosses([outcome], operation);
	const isChecked = outcome.success?.items[0]?.dryRun === true;
	return {
		...(losses === undefined ? {} : { [LOSS_NOTE]: losses }),
		...(isChecked ? { message: "Nothing was sent to PollyBot: this tool is set to 'Check Only'." } : {}),
	};
}

/** When the deferred rows can be sent: the same time for all. */
function deferralOf({ requests }: Execution): Deferral | undefined {
	const { freeAt } = requests;
	if (freeAt === undefined) return undefined;
	const seconds = Math.max(0, Math.ceil((freeAt - Date.now()) / 1000));
	return { retryAt: new Date(freeAt).toISOString(), retryAfter: seconds };
}

import type { IDataObject, INodeExecutionData, INodeOutputConfiguration, INodeParameters } from 'n8n-workflow';
import { faultOf, type Failure } from '../messages/failure';
import { fitResponse } from './fitResponse';
import type { ChosenOutput, Outcome, Resource } from './operation';

/** The output of rows that wait until the rate limit allows them. */
export const DEFERRED = 'Deferred';

/** The outputs of each operation, of lists and texts only: the table is part of an expression, which `}}` would end. */
type OutputTable = ReadonlyArray<
	readonly [resource: string, operation: string, first: string, chosen: readonly ChosenOutput[]]
>;

const DEFERRED_OUTPUT: ChosenOutput = [DEFERRED, ['options', 'onRateLimit'], 'deferredOutput', 'wait'];

export function outputTable(resources: readonly Resource[]): OutputTable {
	return resources.flatMap(({ value: resource, operations }) =>
		operations.map(({ value, output, chosenOutputs = [], canDefer }) => {
			return [resource, value, output, canDefer ? [...chosenOutputs, DEFERRED_OUTPUT] : chosenOutputs] as const;
		}),
	);
}

/**
 * The outputs that the node has with these parameters, without n8n's own Error output. n8n evaluates this function's
 * source as an expression, so it uses nothing from outside.
 *
 * @param parameters the node's parameters as they are saved, unevaluated: n8n loses every row when outputs depend on an
 * item
 */
export function declaredOutputs(
	parameters: INodeParameters,
	table: OutputTable,
): Array<INodeOutputConfiguration & { displayName: string }> {
	const rows = table.filter((candidate) => candidate[0] === (parameters.resource ?? table[0]?.[0]));
	const row = rows.find((candidate) => candidate[1] === parameters.operation) ?? rows[0] ?? table[0];
	if (!row) return [];
	const isChosen = (path: readonly string[], value: string, preset: string) => {
		let saved: unknown = parameters;
		for (const name of path) {
			const entries: Array<[string, unknown]> = Object.entries(saved ?? {});
			saved = entries.find((entry) => entry[0] === name)?.[1];
		}
		return (saved ?? preset) === value;
	};
	const chosen = row[3].filter((choice) => isChosen(choice[1], choice[2], choice[3])).map((choice) => choice[0]);
	return [row[2], ...chosen].map((displayName) => ({ type: 'main', displayName }));
}

/** The expression that n8n finds a node's outputs by. */
export function outputsExpression(resources: readonly Resource[]): `={{${string}}}` {
	return `={{ (${declaredOutputs.toString()})($rawParameter, ${JSON.stringify(outputTable(resources))}) }}`;
}

/** How a node's outputs are to be filled. */
export interface OutputPlan {
	/** The input items, which the outcomes belong to by index. */
	readonly items: readonly INodeExecutionData[];
	/** The names of the declared outputs, in their order, without n8n's own Error output. */
	readonly outputs: readonly string[];
	/** Whether n8n moves failed items to an Error output: it then lays the input row's fields beside the error. */
	readonly hasErrorOutput: boolean;
	/** What deferred rows carry beside their own fields. */
	readonly deferral?: Deferral;
}

/** When deferred rows can be sent: as an ISO time, and in seconds from now. */
export interface Deferral {
	readonly retryAt: string;
	readonly retryAfter: number;
}

/**
 * Puts every outcome on its output, in the order of the input. Failed items follow the others on the first output: if the
 * very first item is an error and Retry On Fail is on, n8n runs the whole node again.
 *
 * An outcome that is missing, or has an output that is not declared, is a fault of this package: nothing may be dropped.
 *
 * @returns one list of items for each declared output
 */
export function toOutputs(outcomes: readonly Outcome[], plan: OutputPlan): INodeExecutionData[][] {
	const lists = new Map(plan.outputs.map((output): [string, INodeExecutionData[]] => [output, []]));
	const failed: INodeExecutionData[] = [];
	for (const [index, input] of plan.items.entries()) {
		const outcome = outcomes[index];
		const output = outcome?.deferred ? DEFERRED : (outcome?.success?.output ?? '');
		const list = outcome?.failure ? failed : lists.get(output);
		const isPlaced = outcome !== undefined && list !== undefined;
		const placed = isPlaced ? outcome : faultOf(new Error(`No output for the item: "${output}"`), true);
		for (const content of contentsOf(placed, index, input, plan)) {
			(isPlaced ? list : failed).push({ ...content, pairedItem: { item: index } });
		}
	}
	const [first = [], ...others] = lists.values();
	return [[...first, ...failed], ...others];
}

function contentsOf(
	outcome: Outcome,
	index: number,
	input: INodeExecutionData,
	plan: OutputPlan,
): INodeExecutionData[] {
	if (outcome.success) return outcome.success.items.map((json) => ({ json: json as IDataObject }));
	// A row that is still to be sent keeps its attachments: n8n lays the json of the row beside an error, not its binary data.
	const attachments = input.binary ? { binary: input.binary } : {};
	if (outcome.deferred) return [{ json: { ...input.json, ...plan.deferral }, ...attachments }];
	const error = errorOf(outcome.failure, index);
	return [{ json: plan.hasErrorOutput ? { error } : { ...input.json, error }, ...attachments }];
}

/**
 * Puts all outcomes on a single output, in the order of the input, failed ones as nothing but their error: what an AI
 * agent reads of its tool is the first output's items. They are cut to what it can read.
 *
 * @param noteOn what the agent is told beside the items of an outcome, as fields of these
 */
export function toToolResponse(
	outcomes: readonly Outcome[],
	noteOn: (outcome: Outcome) => IDataObject = () => ({}),
): INodeExecutionData[][] {
	const responses = outcomes.flatMap((outcome, item) => {
		const contents = outcome.failure ? [{ error: errorOf(outcome.failure, item) }] : (outcome.success?.items ?? []);
		const note = noteOn(outcome);
		return contents.map((content) => ({ json: { ...content, ...note }, item }));
	});
	const fitted = fitResponse(responses.map(({ json }) => json));
	return [
		fitted.map((json, index) => ({ json: json as IDataObject, pairedItem: { item: responses[index]?.item ?? 0 } })),
	];
}

/** What a failed item says of itself: the known ones of message, description, code, item, field, value, httpStatus. */
function errorOf({ serviceCode, code: ownCode, ...failure }: Failure, index: number): IDataObject {
	const { message, description, field, value, httpStatus } = failure;
	const code = serviceCode ?? ownCode;
	const known = Object.entries({ message, description, code, item: index + 1, field, value, httpStatus });
	return Object.fromEntries(known.filter(([, content]) => content !== undefined)) as IDataObject;
}

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { faultOf, type Failure } from '../messages/failure';
import { DEFERRED } from './declaredOutputs';
import { fitResponse } from './fitResponse';
import type { Outcome } from './operation';

export interface OutputPlan {
	/** The input items, which the outcomes belong to by index. */
	readonly items: readonly INodeExecutionData[];
	/** The names of the declared outputs, in their order, without n8n's own Error output. */
	readonly outputs: readonly string[];
	/** Whether n8n moves failed items to an Error output: it then lays the input row's fields beside the error. */
	readonly hasErrorOutput: boolean;
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

import { logLines } from '~/tools/n8nCore/instance';

import { inspect } from 'node:util';
import type {
	ExecutionError,
	INodeExecutionData,
	INodeOutputConfiguration,
	IRun,
	ITaskData,
	NodeExecutionHint,
} from 'n8n-workflow';
import { runInEngine, type EngineRun } from '~/tools/n8nCore/run';
import {
	buildWorkflow,
	indexOfOutput,
	nodeBehind,
	nodeUnderTest,
	type NodeUnderTest,
	type Surroundings,
} from './builtWorkflow';

/** One execution of a workflow with a node under test. */
export interface RunOptions extends NodeUnderTest, Surroundings, Pick<EngineRun, 'mode' | 'signal'> {}

/** What n8n recorded of an execution. */
export interface WorkflowRun {
	/** As n8n saves it. For a stopped run that is `canceled`, whatever the node does afterwards. */
	status: IRun['status'];
	/** Why the run failed. n8n keeps a plain copy of an error: name, message, description and so on, no class. */
	error: ExecutionError | undefined;
	/** What the node under test threw, even if On Error let the run go on. */
	nodeError: ExecutionError | undefined;
	/** The items after each output of the node under test; none if it threw and the run stopped. */
	outputs: INodeExecutionData[][];
	/** The same by the output's label, as n8n shows it. */
	output: (label: string) => INodeExecutionData[];
	/** By the keys of `after`: what the expressions came to; undefined if that node never ran. */
	after: Record<string, Array<INodeExecutionData['json']> | undefined>;
	hints: NodeExecutionHint[];
	/** What n8n and the node logged meanwhile, all levels. */
	log: string[];
	/** The whole record as text, errors' messages and causes included: for looking whether a secret is in it. */
	record: string;
	raw: IRun;
}

/**
 * Runs a workflow with one node under test in n8n's own engine, and tells what n8n recorded once the node has really
 * ended. Rejects with n8n's WorkflowHasIssuesError if a required parameter is empty: n8n then starts nothing.
 */
export async function runWorkflow(options: RunOptions): Promise<WorkflowRun> {
	const { workflow, start, outputs, credentials } = await buildWorkflow(options);
	const { mode, signal } = options;
	const logged = logLines.length;
	const raw = await runInEngine({ workflow, start, credentials, mode, signal });
	return describeRun(raw, outputs, Object.keys(options.after ?? {}), logLines.slice(logged));
}

function describeRun(raw: IRun, outputs: INodeOutputConfiguration[], after: string[], log: string[]): WorkflowRun {
	const { runData, error } = raw.data.resultData;
	const lastRunOf = (name: string): ITaskData | undefined => runData[name]?.at(-1);
	const task = lastRunOf(nodeUnderTest);
	const items = (task?.data?.main ?? []).map((output) => output ?? []);
	return {
		status: raw.status,
		error,
		nodeError: task?.error,
		outputs: items,
		output: (label) => items[indexOfOutput(outputs, label)] ?? [],
		after: Object.fromEntries(
			after.map((output) => [output, lastRunOf(nodeBehind(output))?.data?.main?.[0]?.map(({ json }) => json)]),
		),
		hints: task?.hints ?? [],
		log,
		get record() {
			return inspect(raw, { depth: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity });
		},
		raw,
	};
}

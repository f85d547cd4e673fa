import { parse as parseFlatted } from 'flatted';

import { isJsonObject as isRecord } from '../sandbox/json';

/** One item of an output, as n8n stored it. */
export interface ExecutionItem {
	json: Record<string, unknown>;
	pairedItem?: unknown;
	error?: unknown;
}

/** One execution of one node. */
export interface NodeRun {
	status: string;
	/** Milliseconds. */
	executionTime: number;
	/** The items of each output, in the outputs' order. */
	outputs: ExecutionItem[][];
	/** What the node told beside its items. */
	hints: string[];
	error?: Record<string, unknown>;
}

/** An execution of a workflow, as n8n keeps it. */
export interface Execution {
	id: string;
	status: string;
	finished: boolean;
	/** What each node did, by its name; nodes that were not executed are absent. */
	runs: Record<string, NodeRun[]>;
	/** What ended the execution, if something did. */
	error?: Record<string, unknown>;
	/** The record as n8n gave it, text for text. */
	raw: string;
}

/** Reads the response of n8n's `GET /rest/executions/:id`. */
export function readExecution(id: string, answer: unknown): Execution {
	const record = asRecord(answer);
	const stored: unknown = typeof record.data === 'string' ? parseFlatted(record.data) : record.data;
	const result = asRecord(asRecord(stored).resultData);
	const runs = Object.entries(asRecord(result.runData)).map(
		([name, list]) => [name, asList(list).map(readRun)] as const,
	);
	return {
		id,
		status: String(record.status),
		finished: typeof record.stoppedAt === 'string',
		runs: Object.fromEntries(runs),
		error: isRecord(result.error) ? result.error : undefined,
		raw: JSON.stringify(answer),
	};
}

/** The items that left the only run of a node by one of its outputs; none if it did not run. */
export function outputItems(execution: Execution, node: string, output = 0): ExecutionItem[] {
	return execution.runs[node]?.[0]?.outputs[output] ?? [];
}

function readRun(value: unknown): NodeRun {
	const run = asRecord(value);
	return {
		status: String(run.executionStatus),
		executionTime: Number(run.executionTime),
		outputs: asList(asRecord(run.data).main).map((items) => asList(items).map(readItem)),
		hints: asList(run.hints).map((hint) => String(asRecord(hint).message)),
		error: isRecord(run.error) ? run.error : undefined,
	};
}

function readItem(value: unknown): ExecutionItem {
	const { json, ...beside } = asRecord(value);
	return { ...beside, json: asRecord(json) };
}

/** The value if it is an object, else an empty one. */
export function asRecord(value: unknown): Record<string, unknown> {
	return isRecord(value) ? value : {};
}

function asList(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

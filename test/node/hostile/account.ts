import { z } from 'zod';
import type { WorkflowRun } from '../n8nCore';
import { INPUT_MARK } from './operations';
import type { Fate } from './servers';

export const ON_ERROR = ['stopWorkflow', 'continueErrorOutput', 'continueRegularOutput'] as const;
export type OnErrorMode = (typeof ON_ERROR)[number];

/** Words of Node, zod, axios and JavaScript, which say nothing to the person who reads them. */
const FOREIGN =
	/ECONN|EPIPE|ETIMEDOUT|ERR_|HPE_|Z_\w+_ERROR|hang up|aborted|axios|zod|parse error|unexpected|invalid_type|JSON at|premature|stream|undefined|\bnull\b|NaN|Infinity|Invalid time|\[object|\w*Error:|maxContentLength|call stack/i;

const failureSchema = z.object({
	message: z.string(),
	description: z.string().optional(),
	code: z.string(),
	item: z.number(),
});

/** What is wrong with an execution in which each row should have come to one of these fates; nothing if all is well. */
export function problemsOf(run: WorkflowRun, rows: number, onError: OnErrorMode, fates: readonly Fate[]): string[] {
	if (run.status === 'canceled') return ['it hangs'];
	if (onError === 'stopWorkflow' && run.error) return thrownProblems(run, fates);
	return Array.from({ length: rows }, (_, row) => rowProblems(run, row, fates)).flat();
}

function thrownProblems({ error }: WorkflowRun, fates: readonly Fate[]): string[] {
	const { message = '', description } = error ?? {};
	const words = wordProblems(message, description ?? undefined);
	return fates.every((fate) => fate === 'success') ? [`it failed: ${message}`, ...words] : words;
}

function rowProblems(run: WorkflowRun, row: number, fates: readonly Fate[]): string[] {
	const items = run.outputs.flatMap((output, index) =>
		output.filter(({ pairedItem }) => isOf(row, pairedItem)).map(({ json }) => ({ json, index })),
	);
	const failed = items.filter(({ json }) => json.error !== undefined);
	if (failed.length === 0) {
		if (items.length === 0) return [`row ${row + 1} is lost`];
		if (items.some(({ json }) => INPUT_MARK in json)) return [`row ${row + 1} came out as it went in`];
		if (items.some(({ index, json }) => index > 0 || Object.keys(json).length === 0))
			return [`row ${row + 1} left with ${JSON.stringify(items)}`];
		return fates.includes('success') ? [] : [`row ${row + 1} succeeded with ${JSON.stringify(items[0]?.json)}`];
	}
	if (items.length > 1) return [`row ${row + 1} left ${items.length} times`];
	const failure = failureSchema.safeParse(failed[0]?.json.error);
	if (!failure.success) return [`row ${row + 1} failed with ${JSON.stringify(failed[0]?.json)}`];
	const { code, item, message, description } = failure.data;
	return [
		...(item === row + 1 ? [] : [`row ${row + 1} failed as item ${item}`]),
		...(fates.includes(code) ? [] : [`row ${row + 1} failed with ${code}: ${message}`]),
		...wordProblems(message, description),
	];
}

function isOf(row: number, pairedItem: unknown): boolean {
	return z.object({ item: z.literal(row) }).safeParse(pairedItem).success;
}

function wordProblems(message: string, description = ''): string[] {
	// The one sentence that is meant to quote the system, for those who administer it.
	const ours = description.replace(/System code: \w+\./, '');
	return [
		...(/\S \[Item \d+\]$/.test(message) ? [] : [`the message is "${message}"`]),
		...(FOREIGN.test(`${message} ${ours}`) ? [`foreign words in "${message}" or "${ours}"`] : []),
	];
}

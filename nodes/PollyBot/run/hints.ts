import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import type { Outcome } from './outcome';
import { plainText } from '../messages/nodeError';
import { explainLosses } from './losses';
import type { Execution, Operation } from './operation';

/** The type of Loop Over Items. */
const LOOP = 'n8n-nodes-base.splitInBatches';

/**
 * Returns what a person cannot see at a glance after an execution: fields that PollyBot did not store, repeated and
 * deferred rows, a long wait, a budget that is nearly used up. Nothing where all is plain.
 */
export function hintsOf(
	node: IExecuteFunctions,
	outcomes: readonly Outcome[],
	{ operation, requests, notes, listedLeads, isTool }: Execution,
): NodeExecutionHint[] {
	const { repeatHint } = operation;
	const losses = explainLosses(outcomes, operation, isTool);
	const checked = sayChecked(outcomes);
	const repeats = outcomes.filter(({ repeated, deferred }) => repeated && !deferred).length;
	const deferred = outcomes.filter((outcome) => outcome.deferred).length;
	const sentences = [
		checked,
		checked === undefined && repeats > 0 && repeatHint !== undefined && `${rows(repeats)} ${repeatHint}`,
		deferred > 0 &&
			requests.freeAt !== undefined &&
			`${rows(deferred)} were deferred because of PollyBot's rate limit. They can be sent from ${new Date(requests.freeAt).toISOString()}.`,
		requests.waited > 0 && `Waited ${Math.round(requests.waited / 1000)} seconds for PollyBot's rate limit.`,
		requests.left !== undefined &&
			requests.left < outcomes.length &&
			`PollyBot takes ${requests.left === 1 ? '1 more request' : `${requests.left} more requests`} until its window moves on.`,
		notes.hasTooManyLeads &&
			'The rows were not compared with PollyBot first: reading its leads would have taken more requests than there are rows.',
		listedLeads.size === 0 && sayExisting(outcomes, operation),
		!isTool && sayEmpty(node, outcomes, operation),
		notes.mapping.toText(),
	].filter((sentence) => typeof sentence === 'string');
	return [
		...(losses === undefined ? [] : [hint(losses, 'warning')]),
		...(sentences.length === 0 ? [] : [hint(sentences.join(' '), 'info')]),
	];
}

/** Says what a check has found; undefined after any other execution. */
function sayChecked(outcomes: readonly Outcome[]): string | undefined {
	const isChecked = ({ success }: Outcome) => success?.items[0]?.dryRun === true;
	if (!outcomes.some(isChecked)) return undefined;
	const repeats = outcomes.filter(({ repeated }) => repeated).length;
	const ready = outcomes.filter((outcome) => isChecked(outcome) && !outcome.repeated).length;
	const invalid = outcomes.filter(({ failure, repeated }) => failure && !repeated).length;
	const existing = outcomes.filter((outcome) => !outcome.repeated && isChecked(outcome) && exists(outcome)).length;
	const unchanged = outcomes.filter((outcome) => outcome.success?.items[0]?.upsertAction === 'unchanged').length;
	const counts = [
		`${rows(ready)} ${ready === 1 ? 'is' : 'are'} ready`,
		existing > 0 && `${rows(existing)} of them ${existing === 1 ? 'exists' : 'exist'} in PollyBot`,
		unchanged > 0 && `${rows(unchanged)} would change nothing`,
		repeats > 0 && `${rows(repeats)} ${repeats === 1 ? 'repeats' : 'repeat'} an earlier row`,
		invalid > 0 && `${rows(invalid)} must be corrected`,
	];
	return `Nothing was sent to PollyBot. ${counts.filter(Boolean).join(', ')}.`;
}

/** An import of fewer rows is no reason to think about requests. */
const LARGE = 100;

/** Names the option that saves requests where most rows of a large import exist in PollyBot. */
function sayExisting(outcomes: readonly Outcome[], { parameters }: Operation): string | undefined {
	const existing = outcomes.filter(exists).length;
	if (!('compareFirst' in parameters) || outcomes.length < LARGE || existing <= outcomes.length / 2) return undefined;
	return "Most of these rows exist in PollyBot. With 'Compare With PollyBot First' (in the options), such rows cost fewer requests.";
}

/** Whether a row's lead was in PollyBot before the execution. */
function exists({ success }: Outcome): boolean {
	const { duplicate, duplicateOf, upsertAction } = success?.items[0] ?? {};
	return (duplicate === true && duplicateOf !== 'input') || upsertAction === 'updated' || upsertAction === 'unchanged';
}

/** Says what follows from a first output without items while others have some: n8n's Loop Over Items ends. */
function sayEmpty(node: IExecuteFunctions, outcomes: readonly Outcome[], { output }: Operation): string | undefined {
	const { onError, alwaysOutputData } = node.getNode();
	const isElsewhere = ({ success, failure }: Outcome) =>
		failure ? onError === 'continueErrorOutput' : success?.output !== output;
	if (outcomes.length === 0 || !outcomes.every(isElsewhere)) return undefined;
	if (alwaysOutputData === true) {
		return `No row went to the output ${output}. The empty item there is from n8n, because 'Always Output Data' is on in the settings of this node.`;
	}
	if (!isInLoop(node)) return undefined;
	return `No row went to the output ${output}. A loop needs every output connected back to it: when no item comes back, it ends and leaves out the rest.`;
}

function isInLoop(node: IExecuteFunctions): boolean {
	const { name } = node.getNode();
	const before = node.getParentNodes(name).filter(({ type }) => type === LOOP);
	const after = new Set(node.getChildNodes(name).map((child) => child.name));
	return before.some((loop) => after.has(loop.name));
}

function rows(count: number): string {
	return count === 1 ? '1 row' : `${count} rows`;
}

function hint(message: string, type: 'info' | 'warning'): NodeExecutionHint {
	return { message: plainText(message), type, location: 'outputPane' };
}

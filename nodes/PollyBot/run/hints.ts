import type { IExecuteFunctions, NodeExecutionHint, NodeHint } from 'n8n-workflow';
import { faultOf, plainText, redactFailure } from '../messages/failure';
import { explainLosses } from './losses';
import type { Execution, Operation, Outcome, Resource } from './operation';

/** The type of Loop Over Items. */
const LOOP = 'n8n-nodes-base.splitInBatches';

/** Shows what a person cannot see at a glance. A fault in it is logged: the leads are stored, and their items must not be lost. */
export function addHints(node: IExecuteFunctions, outcomes: readonly Outcome[], execution: Execution): void {
	try {
		// A tool of n8n 1.100 and before has none.
		if (typeof node.addExecutionHints === 'function') {
			node.addExecutionHints(...hintsOf(node, outcomes, execution));
		}
	} catch (error) {
		const { description } = redactFailure(faultOf(error, true).failure, execution.connection.apiKey);
		node.logger.warn(`PollyBot could not make its hints. ${description}`);
	}
}

/**
 * Returns what a person cannot see at a glance after an execution: fields that PollyBot did not store, repeated and
 * deferred rows, a long wait, a budget that is nearly used up. Nothing where all is plain.
 */
function hintsOf(
	node: IExecuteFunctions,
	outcomes: readonly Outcome[],
	{ operation, requests, notes, listedLeads, isTool }: Execution,
): NodeExecutionHint[] {
	const { repeatHint } = operation;
	const { freeAt, waited, left } = requests;
	const losses = explainLosses(outcomes, operation, isTool);
	const checked = sayChecked(outcomes);
	const repeats = outcomes.filter(({ repeated, deferred }) => repeated && !deferred).length;
	const deferred = outcomes.filter((outcome) => outcome.deferred).length;
	const sentences = [
		checked,
		checked === undefined && repeats > 0 && repeatHint !== undefined && `${rows(repeats)} ${repeatHint}`,
		deferred > 0 &&
			freeAt !== undefined &&
			`${rows(deferred)} were deferred because of PollyBot's rate limit. They can be sent from ${new Date(freeAt).toISOString()}.`,
		waited > 0 && `Waited ${Math.round(waited / 1000)} seconds for PollyBot's rate limit.`,
		left < outcomes.length &&
			`${left === 1 ? '1 request is' : `${left} requests are`} left. More become available during the next hour.`,
		notes.hasTooManyLeads &&
			'The rows were not compared with PollyBot first: reading its leads would have taken more requests than there are rows.',
		listedLeads.size === 0 && sayExisting(outcomes, operation),
		!isTool && sayEmpty(node, outcomes, operation),
		notes.mapping?.toText(),
		notes.customFields?.toText(),
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
	const count = (test: (outcome: Outcome) => unknown) => outcomes.filter(test).length;
	const repeats = count(({ repeated }) => repeated);
	const ready = count((outcome) => isChecked(outcome) && !outcome.repeated);
	const invalid = count(({ failure, repeated }) => failure && !repeated);
	const existing = count((outcome) => !outcome.repeated && isChecked(outcome) && exists(outcome));
	const would = (action: string) => count(({ success }) => success?.items[0]?.upsertAction === action);
	const [changing, unchanged] = [would('updated'), would('unchanged')];
	const counts = [
		`${rows(ready)} ${ready === 1 ? 'is' : 'are'} ready`,
		existing > 0 && `${rows(existing)} of them ${existing === 1 ? 'exists' : 'exist'} in PollyBot`,
		changing > 0 && `${rows(changing)} would change a lead`,
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
	const { name, onError, alwaysOutputData } = node.getNode();
	const isElsewhere = ({ success, failure }: Outcome) =>
		failure ? onError === 'continueErrorOutput' : success?.output !== output;
	if (outcomes.length === 0 || !outcomes.every(isElsewhere)) return undefined;
	if (alwaysOutputData === true) {
		return `No row went to the output ${output}. The empty item there is from n8n, because 'Always Output Data' is on in the settings of this node.`;
	}
	const after = new Set(node.getChildNodes(name).map((child) => child.name));
	const isInLoop = node.getParentNodes(name).some((parent) => parent.type === LOOP && after.has(parent.name));
	if (!isInLoop) return undefined;
	return `No row went to the output ${output}. A loop needs every output connected back to it: when no item comes back, it ends and leaves out the rest.`;
}

function rows(count: number): string {
	return count === 1 ? '1 row' : `${count} rows`;
}

function hint(message: string, type: 'info' | 'warning'): NodeExecutionHint {
	return { message: plainText(message), type, location: 'outputPane' };
}

/** The requests that PollyBot allows for an API key. Source: PollyBot Leads API v1.0, Rate Limiting. */
const HOURLY_BUDGET = 1000;

const BUDGET = HOURLY_BUDGET.toLocaleString('en-US');

const WHAT_HAPPENS = `The input has more than ${BUDGET} items, and PollyBot accepts ${BUDGET} requests an hour for an API key. With 'On Rate Limit' set to Wait, this execution waits no longer than 'Max Wait for Rate Limit' (5 minutes unless you change it), and the remaining items fail.`;

/**
 * What the editor says before an execution that is longer than an hour's budget: what will happen, and what to choose.
 *
 * @param resources those that the node has; of operations that only read, equal items share a request
 */
export function hintsBeforeRun(resources: readonly Resource[]): NodeHint[] {
	const all = resources.flatMap(({ operations }) => operations);
	// A chatbot's own limit is not known before its first response.
	const sending = all.filter(({ done, noun }) => done !== undefined && noun === undefined);
	return [
		longRunHint(
			sending.filter(({ canDefer }) => canDefer),
			'To import all of them, set \'On Rate Limit\' in the options to "Send to Deferred Output" and send that output back to this node through a Wait node.',
		),
		longRunHint(
			sending.filter(({ canDefer }) => !canDefer),
			"To finish all of them, raise 'Max Wait for Rate Limit' in the options, or run them in parts.",
		),
	];
}

function longRunHint(operations: readonly Operation[], advice: string): NodeHint {
	const values = JSON.stringify(operations.map(({ value }) => value));
	const isMeant = `${values}.includes($parameter["operation"]) && ($parameter["options"]["onRateLimit"] ?? "wait") === "wait" && $parameter["options"]["dryRun"] !== true`;
	// n8n throws where no node before this one has run.
	const isLong = `(() => { try { return $input.all().length > ${HOURLY_BUDGET}; } catch { return false; } })()`;
	return {
		message: `${WHAT_HAPPENS} ${advice}`,
		type: 'warning',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: `={{ ${isMeant} && ${isLong} }}`,
	};
}

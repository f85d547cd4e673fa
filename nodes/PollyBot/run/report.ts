import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import { inSeconds } from '../messages/explain';
import { faultOf, plainText, redactFailure } from '../messages/failure';
import { showInvisible } from '../text';
import type { Execution, Operation, Outcome } from './operation';

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
	const { output, parameters, repeatHint } = operation;
	const { freeAt, waited, left } = requests;
	const losses = explainLosses(outcomes, operation, notes.hasOtherFields);
	const counts = countRows(outcomes, output, node.getNode().onError === 'continueErrorOutput');
	const { checked, repeated, deferred, existing } = counts;
	const couldCompare = 'compareFirst' in parameters && listedLeads.size === 0 && outcomes.length >= LARGE;
	const sentences = [
		checked > 0 && sayChecked(counts, outcomes.length),
		checked === 0 && repeated > 0 && repeatHint !== undefined && `${count(repeated, 'row')} ${repeatHint}`,
		deferred > 0 &&
			freeAt !== undefined &&
			`${count(deferred, 'row')} ${deferred === 1 ? 'was' : 'were'} deferred because of PollyBot's rate limit, until ${new Date(freeAt).toISOString()}.`,
		waited > 0 && `Waited ${inSeconds(Math.ceil(waited / 1000))} for PollyBot's rate limit.`,
		left < outcomes.length &&
			`${left === 1 ? '1 request is' : `${left} requests are`} left. More become available during the next hour.`,
		notes.hasTooManyLeads &&
			'The rows were not compared with PollyBot first: reading its leads would have taken more requests than there are rows, or than the rate limit leaves.',
		couldCompare &&
			existing > outcomes.length / 2 &&
			"Most of these rows exist in PollyBot. With 'Compare With PollyBot First' (in the options), such rows cost fewer requests.",
		!isTool && outcomes.length > 0 && counts.first === 0 && sayEmpty(node, output),
		notes.mapping?.toText(),
		notes.customFields?.toText(),
	].filter((sentence) => typeof sentence === 'string');
	const hints = [[losses, 'warning'] as const, [sentences.join(' '), 'info'] as const];
	return hints.flatMap(([text, type]) => (text ? { message: plainText(text), type, location: 'outputPane' } : []));
}

/** An import of fewer rows is no reason to think about requests. */
const LARGE = 100;

/**
 * Counts the rows of an execution by what became of them: `existing` are those whose lead was in PollyBot before. A row
 * that repeats an earlier one counts as nothing else.
 *
 * @param output the name of the first output
 * @param errorsLeave whether failed rows go to the Error output, and not to the first one
 */
function countRows(outcomes: readonly Outcome[], output: string, errorsLeave: boolean) {
	const counts = { first: 0, deferred: 0, repeated: 0, checked: 0, invalid: 0, existing: 0, updated: 0, unchanged: 0 };
	for (const { success, failure, deferred, repeated } of outcomes) {
		const { dryRun, duplicate, duplicateOf, upsertAction } = success?.items[0] ?? {};
		const isOld = upsertAction === 'updated' || upsertAction === 'unchanged';
		if (failure ? !errorsLeave : success?.output === output) counts.first += 1;
		if (deferred) counts.deferred += 1;
		if (repeated && !deferred) counts.repeated += 1;
		if (repeated) continue;
		if (dryRun === true) counts.checked += 1;
		if (failure) counts.invalid += 1;
		if (isOld || (duplicate === true && duplicateOf !== 'input')) counts.existing += 1;
		if (upsertAction === 'updated') counts.updated += 1;
		if (upsertAction === 'unchanged') counts.unchanged += 1;
	}
	return counts;
}

/** Says what a check has found. */
function sayChecked(
	{ checked, existing, updated, unchanged, repeated, invalid }: ReturnType<typeof countRows>,
	rows: number,
): string {
	if (checked + repeated + invalid < rows) return `Rows that were only checked, and not sent to PollyBot: ${checked}.`;
	const counts = [
		`${count(checked, 'row')} ${checked === 1 ? 'is' : 'are'} ready`,
		existing > 0 && `${count(existing, 'row')} of them ${existing === 1 ? 'exists' : 'exist'} in PollyBot`,
		updated > 0 && `${count(updated, 'row')} would change a lead`,
		unchanged > 0 && `${count(unchanged, 'row')} would change nothing`,
		repeated > 0 && `${count(repeated, 'row')} ${repeated === 1 ? 'repeats' : 'repeat'} an earlier row`,
		invalid > 0 && `${count(invalid, 'row')} must be corrected`,
	];
	return `Nothing was sent to PollyBot. ${counts.filter(Boolean).join(', ')}.`;
}

/** Says what follows from a first output without items while others have some: n8n's Loop Over Items ends. */
function sayEmpty(node: IExecuteFunctions, output: string): string | undefined {
	const { name, alwaysOutputData } = node.getNode();
	if (alwaysOutputData === true) {
		return `No row went to the output ${output}. The empty item there is from n8n, because 'Always Output Data' is on in the settings of this node.`;
	}
	const after = new Set(node.getChildNodes(name).map((child) => child.name));
	const isInLoop = node.getParentNodes(name).some((parent) => parent.type === LOOP && after.has(parent.name));
	if (!isInLoop) return undefined;
	return `No row went to the output ${output}. A loop needs every output connected back to it: when no item comes back, it ends and leaves out the rest.`;
}

const MOST_NAMED = 8;
const LONGEST_NAMED = 60;

/**
 * Says which fields were sent that PollyBot's responses do not have, and what to do; undefined if nothing is missing. This is
 * the one loss of data that nothing else would show.
 *
 * @param hasOtherFields whether input fields are sent that the user has not mapped: an option says where
 */
export function explainLosses(
	outcomes: readonly Outcome[],
	operation: Operation,
	hasOtherFields = false,
): string | undefined {
	if (!outcomes.some(({ success }) => success?.loss)) return undefined;
	const missing = countLeads(outcomes, 'missing');
	const changed = countLeads(outcomes, 'changed');
	const sentences = [
		...(missing.size === 0 ? [] : [sayMissing(missing), adviseOn([...missing.keys()], operation, hasOtherFields)]),
		...[...changed].map(([field, leads]) => `PollyBot set a different ${field} for ${count(leads)}.`),
		changed.size > 0 &&
			operation.fieldsIn === 'Additional Fields' &&
			'To change it, add an Update operation after this node.',
	];
	return sentences.filter(Boolean).join(' ') || undefined;
}

/** In how many leads each field is lost, those of most leads first: of rows about the same lead it is one. */
function countLeads(outcomes: readonly Outcome[], kind: 'missing' | 'changed'): ReadonlyMap<string, number> {
	const leads = new Map<string, Set<unknown>>();
	for (const { success } of outcomes) {
		for (const field of success?.loss?.[kind] ?? []) {
			leads.set(field, (leads.get(field) ?? new Set()).add(success?.items[0]?.id));
		}
	}
	const counts = [...leads].map(([field, ids]): [string, number] => [field, ids.size]);
	return new Map(counts.sort(([, one], [, other]) => other - one));
}

function sayMissing(missing: ReadonlyMap<string, number>): string {
	const groups = new Map<number, string[]>();
	for (const [field, leads] of [...missing].slice(0, MOST_NAMED)) {
		groups.set(leads, [...(groups.get(leads) ?? []), field.slice(0, LONGEST_NAMED)]);
	}
	const lacks = [...groups].map(
		([leads, fields]) => `${count(leads)} without ${showInvisible(fields.join(', ')).replace(/, ([^,]*)$/, ' or $1')}`,
	);
	const rest = missing.size - MOST_NAMED;
	if (rest > 0) lacks.push(rest === 1 ? '1 more field' : `${rest} more fields`);
	const sent = missing.size === 1 ? 'it was sent' : 'they were sent';
	return `PollyBot returned ${lacks.join(' and ')}: ${sent}, but probably not stored.`;
}

/** Where else such data can be kept: pollybot.app has custom fields for it, API v1.0 the metadata. */
function adviseOn(missing: readonly string[], { fieldsIn }: Operation, hasOtherFields: boolean): string | undefined {
	const lacks = (field: string) => missing.some((name) => name === field || name.startsWith(`${field}.`));
	if (lacks('metadata') === lacks('customFields')) return undefined;
	const [place, field] = lacks('metadata')
		? ['Custom Fields', `Custom Fields (among the ${fieldsIn})`]
		: ['Metadata', 'Metadata'];
	const option = hasOtherFields ? `set 'Store Other Fields In' (in the options) to "${place}", or ` : '';
	return `To keep such data, ${option}use ${field}.`;
}

/** Says how far an execution came that stopped at a failure; undefined where nothing is changed. */
export function summarise(finished: readonly Outcome[], { output, done, noun }: Operation): string | undefined {
	if (done === undefined) return undefined;
	const were = (rows: number) => `${count(rows, noun)} ${rows === 1 ? 'was' : 'were'}`;
	const stored = finished.filter(({ success, repeated }) => {
		const { duplicate, dryRun } = success?.items[0] ?? {};
		return success?.output === output && !repeated && !duplicate && !dryRun;
	}).length;
	const unconfirmed = finished.filter(({ failure }) => failure?.code === 'UNCONFIRMED').length;
	const said =
		stored === 0 ? `No ${noun ?? 'lead'} was ${done}.` : `${were(stored)} ${done} before the execution stopped.`;
	return unconfirmed === 0
		? said
		: `${said} ${were(unconfirmed)} not confirmed, and may or may not be ${noun ? done : 'saved'}.`;
}

function count(many: number, noun = 'lead'): string {
	return many === 1 ? `1 ${noun}` : `${many} ${noun}s`;
}

import type { NodeExecutionHint } from 'n8n-workflow';
import type { Outcome } from '../engine/outcome';
import { explainLosses } from './losses';
import type { Operation } from './operation';
import type { OpenRun } from './run';

/**
 * What a person would want to know after a run and cannot see at a glance: what PollyBot did not store, repeated and
 * deferred rows, a long wait, a budget that is nearly used up. Nothing where all is plain.
 */
export function hintsOf(
	outcomes: readonly Outcome[],
	{ gate, context }: OpenRun,
	operation: Operation,
): NodeExecutionHint[] {
	const { repeatHint } = operation;
	const losses = explainLosses(outcomes, operation, context.isTool);
	const checked = sayChecked(outcomes);
	const repeats = outcomes.filter(({ repeated, deferred }) => repeated && !deferred).length;
	const deferred = outcomes.filter((outcome) => outcome.deferred).length;
	const sentences = [
		checked,
		checked === undefined && repeats > 0 && repeatHint !== undefined && `${rows(repeats)} ${repeatHint}`,
		deferred > 0 &&
			gate.freeAt !== undefined &&
			`${rows(deferred)} were deferred because of PollyBot's rate limit. They can be sent from ${new Date(gate.freeAt).toISOString()}.`,
		gate.waited > 0 && `Waited ${Math.round(gate.waited / 1000)} seconds for PollyBot's rate limit.`,
		gate.left !== undefined &&
			gate.left < outcomes.length &&
			`PollyBot takes ${gate.left === 1 ? '1 more request' : `${gate.left} more requests`} with this API key until its window moves on.`,
		context.mapping.toText(),
	].filter((sentence) => typeof sentence === 'string');
	return [
		...(losses === undefined ? [] : [hint(losses, 'warning')]),
		...(sentences.length === 0 ? [] : [hint(sentences.join(' '), 'info')]),
	];
}

/** What a run without requests has found; undefined after any other run. */
function sayChecked(outcomes: readonly Outcome[]): string | undefined {
	const isChecked = ({ success }: Outcome) => success?.items[0]?.dryRun === true;
	if (!outcomes.some(isChecked)) return undefined;
	const repeats = outcomes.filter(({ repeated }) => repeated).length;
	const ready = outcomes.filter((outcome) => isChecked(outcome) && !outcome.repeated).length;
	const invalid = outcomes.filter(({ failure, repeated }) => failure && !repeated).length;
	const counts = [
		`${rows(ready)} ${ready === 1 ? 'is' : 'are'} ready`,
		repeats > 0 && `${rows(repeats)} ${repeats === 1 ? 'repeats' : 'repeat'} an earlier row`,
		invalid > 0 && `${rows(invalid)} must be corrected`,
	];
	return `Nothing was sent to PollyBot. ${counts.filter(Boolean).join(', ')}.`;
}

function rows(count: number): string {
	return count === 1 ? '1 row' : `${count} rows`;
}

function hint(message: string, type: 'info' | 'warning'): NodeExecutionHint {
	return { message, type, location: 'outputPane' };
}

import type { NodeExecutionHint } from 'n8n-workflow';
import type { Outcome } from '../engine/outcome';
import type { OpenRun } from './run';

/**
 * What a person would want to know after a run and cannot see at a glance: repeated and deferred rows, a long wait, a
 * budget that is nearly used up. Nothing where all is plain.
 */
export function hintsOf(outcomes: readonly Outcome[], { gate }: OpenRun): NodeExecutionHint[] {
	const repeats = outcomes.filter(({ success }) => success?.items[0]?.duplicateOf === 'input').length;
	const deferred = outcomes.filter((outcome) => outcome.deferred).length;
	const sentences = [
		repeats > 0 && `${rows(repeats)} repeated the email of an earlier row and cost no request.`,
		deferred > 0 &&
			gate.freeAt !== undefined &&
			`${rows(deferred)} were put off by PollyBot's rate limit: they can be sent from ${new Date(gate.freeAt).toISOString()}.`,
		gate.waited > 0 && `Waited ${Math.round(gate.waited / 1000)} seconds for PollyBot's rate limit.`,
		gate.left !== undefined &&
			gate.left < outcomes.length &&
			`PollyBot takes ${gate.left} more requests with this API key until its window moves on.`,
	].filter((sentence) => sentence !== false);
	return sentences.length === 0 ? [] : [{ message: sentences.join(' '), type: 'info', location: 'outputPane' }];
}

function rows(count: number): string {
	return count === 1 ? '1 row' : `${count} rows`;
}

import type { IPollFunctions } from 'n8n-workflow';
import { isScheduled } from './notes';

/** Milliseconds after which n8n has saved what a poll remembers, or has dropped what it told: less than from one poll to the next. */
const SETTLED = 30_000;

interface ToldPoll {
	readonly origin: string;
	/** The mark that it was given; undefined if nothing was remembered. */
	readonly given: string | undefined;
	/** The mark that it left. */
	readonly mark: string;
}

/** By trigger, the last poll of this process that told leads. */
const told = new Map<string, ToldPoll & { readonly ended: number; readonly isScheduled: boolean }>();

/**
 * Whether a poll is given what was saved before the last one told leads: it would tell them once more. n8n's scheduler saves
 * what a poll remembers after it has ended. Publishing begins with what was saved, and polls with it later.
 *
 * @param given the mark that it is given; undefined if nothing is remembered
 */
export function isOutdated(node: IPollFunctions, origin: string, given: string | undefined): boolean {
	const last = told.get(idOfTrigger(node));
	if (last?.origin !== origin || Math.abs(Date.now() - last.ended) >= SETTLED) return false;
	if (!last.isScheduled && !isScheduled(node)) return false;
	return given === undefined ? last.given === undefined : given !== last.mark;
}

export function noteTold(node: IPollFunctions, poll: ToldPoll): void {
	told.set(idOfTrigger(node), { ...poll, ended: Date.now(), isScheduled: isScheduled(node) });
}

/** For a trigger that begins again. */
export function forgetTold(node: IPollFunctions): void {
	told.delete(idOfTrigger(node));
}

export function idOfTrigger(node: IPollFunctions): string {
	return `${node.getWorkflow().id}:${node.getNode().id}`;
}

import type { Outcome } from '../../engine/outcome';

/** Says how far a run came that stopped at a failure: how many leads came out of an output. */
export function summary(finished: readonly Outcome[], output: string, done: string): string {
	const count = finished.filter(({ success }) => success?.output === output && !success.items[0]?.duplicate).length;
	const unconfirmed = finished.filter(({ failure }) => failure?.code === 'UNCONFIRMED').length;
	const stored = count === 0 ? `No lead was ${done}.` : `${leads(count)} ${done} before the run stopped.`;
	return unconfirmed === 0 ? stored : `${stored} ${leads(unconfirmed)} not confirmed, and may be stored or not.`;
}

function leads(count: number): string {
	return count === 1 ? '1 lead was' : `${count} leads were`;
}

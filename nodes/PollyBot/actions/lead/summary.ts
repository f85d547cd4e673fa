import type { Outcome } from '../../engine/outcome';

/** Says how far a run came that stopped at a failure: how many leads came out of an output. */
export function summary(finished: readonly Outcome[], output: string, done: string): string {
	const count = finished.filter(({ success }) => success?.output === output && !success.items[0]?.duplicate).length;
	if (count === 0) return `No lead was ${done}.`;
	return `${count === 1 ? '1 lead was' : `${count} leads were`} ${done} before the run stopped.`;
}

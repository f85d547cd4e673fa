import { setTimeout as sleep } from 'node:timers/promises';

import type { Random } from './random';

/** Does something again and again, with a pause after each time, until the signal is aborted. */
export async function every(ms: number, signal: AbortSignal, act: () => void | Promise<void>): Promise<void> {
	while (await waited(ms, signal)) await act();
}

/** Something that happens once. */
export interface Event {
	/** In ms after the start. */
	at: number;
	act: () => Promise<void>;
}

/** Lets events happen in their order, each at its time or when the one before is over, until the signal is aborted. */
export async function unfold(events: readonly Event[], signal: AbortSignal): Promise<void> {
	const started = Date.now();
	for (const { at, act } of events) {
		if (!(await waited(Math.max(0, started + at - Date.now()), signal))) return;
		await act();
	}
}

/** Times by chance, about so many ms apart, from the first to the end. */
export function timesAbout(random: Random, apart: number, end: number): number[] {
	const times: number[] = [];
	for (let at = random.between(0.7, 1.3) * apart; at < end; at += random.between(0.7, 1.3) * apart) times.push(at);
	return times;
}

/** False if the signal was aborted before the time was over. */
async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
	await sleep(ms, undefined, { signal }).catch(() => undefined);
	return !signal.aborted;
}

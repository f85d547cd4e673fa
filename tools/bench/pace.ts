import type { Batching } from './subjects';

/** PollyBot takes so many requests of one key in a window. */
export const LIMIT = 1000;
export const HOUR = 3600;
/** The window in which a paced import is measured, instead of an hour. Seconds. */
export const SHORT_WINDOW = 20;

const BATCH_SIZE = 50;

/** HTTP Request's batching that stays within the limit of a window: as many rows in a window as it takes. */
export function batchingFor(windowSeconds: number): Batching {
	return { batchSize: BATCH_SIZE, batchInterval: (windowSeconds * 1000 * BATCH_SIZE) / LIMIT };
}

/**
 * What a run that was measured in the short window takes with a window of an hour: each pause between batches is so
 * much longer, the rest is the same. Milliseconds.
 */
export function batchedInAnHour(measuredMs: number, rows: number): number {
	const pauses = Math.ceil(rows / BATCH_SIZE) - 1;
	return measuredMs + pauses * (batchingFor(HOUR).batchInterval - batchingFor(SHORT_WINDOW).batchInterval);
}

/** The same for a run that goes as fast as it can and waits for each new window. Milliseconds. */
export function windowsInAnHour(measuredMs: number, rows: number): number {
	const waits = Math.ceil(rows / LIMIT) - 1;
	return measuredMs + waits * (HOUR - SHORT_WINDOW) * 1000;
}

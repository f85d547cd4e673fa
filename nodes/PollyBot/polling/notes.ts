import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { z } from 'zod';
import type { Question } from './question';
import { seenSchema, type Seen } from './seen';

/** What the trigger keeps in n8n's static data. */
const notesSchema = seenSchema.extend({
	origin: z.string(),
	selection: z.string(),
	/** How the service wants statuses spelled. */
	inCapitals: z.boolean().optional().catch(undefined),
	/** A random mark of the last poll that told leads, or of the first one. */
	mark: z.string().optional().catch(undefined),
});

/** What the last poll left, of which nothing is seen by the first one. With another event or filter, the trigger goes on where it was. */
export function recall(
	staticData: IDataObject,
	{ origin, selection, startFrom }: Question,
): { readonly seen?: Seen; readonly inCapitals?: boolean; readonly mark?: string } {
	const { data } = notesSchema.safeParse({ ...staticData });
	if (data?.origin !== origin) {
		return startFrom === undefined ? {} : { seen: { from: startFrom + 1, known: [], toldUntil: startFrom } };
	}
	const { mark, inCapitals, from, known, toldUntil } = data;
	if (data.selection === selection) return { seen: data, inCapitals, mark };
	// 'Start From' may lie ahead.
	return { seen: { from: Math.max(from, toldUntil), known, toldUntil }, mark };
}

/** To be called only when a poll has succeeded: what fails is asked for again. */
export function remember(
	staticData: IDataObject,
	{ origin, selection }: Question,
	seen: Seen,
	more: { readonly inCapitals: boolean; readonly mark: string },
): void {
	Object.assign(staticData, { origin, selection, ...seen, ...more });
}

/** The time that n8n gives a poll: milliseconds. Older versions do not say. */
export function budgetOf({ getPollBudgetMs }: Partial<IPollFunctions>): number | undefined {
	return getPollBudgetMs?.();
}

/** The time that n8n gives a poll outside its scheduler: milliseconds. */
const UNSCHEDULED = 5 * 60_000;

/** Whether n8n's durable scheduler polls: seen in n8n 2.41.1, only that gives a poll less than 5 minutes. */
export function isScheduled(node: Partial<IPollFunctions>): boolean {
	return (budgetOf(node) ?? UNSCHEDULED) !== UNSCHEDULED;
}

/**
 * Whether n8n saves static data only when a poll starts the workflow. So does its durable scheduler without durable
 * cursors, and with them while a workflow is published. Seen in n8n 2.41.1: static data that n8n watches has the key
 * `__dataChanged`, that of a cursor has not.
 */
export function forgets(node: Partial<IPollFunctions>, staticData: IDataObject): boolean {
	return budgetOf(node) !== undefined && '__dataChanged' in staticData === isScheduled(node);
}

import type { Lead } from '../pollybot/envelope';
import { momentOf, type Time } from '../lead/timeRange';

/** What a workflow can start on: the values that saved workflows hold, and the time that tells of each. */
export const EVENTS = {
	leadCreated: 'createdAt',
	leadCreatedOrUpdated: 'updatedAt',
	leadUpdated: 'updatedAt',
} as const satisfies Readonly<Record<string, Time>>;

export type EventName = keyof typeof EVENTS;

/** Milliseconds between the two times of a lead that was never changed: a service may set them one after the other. */
const AT_ONCE = 1000;

/**
 * What happened to a lead that is new to a poll.
 *
 * @param wanted what the workflow starts on
 * @param isCreated whether the lead itself is new, as far as the time of its creation tells; undefined without a poll before
 * @returns undefined for what it does not start on
 */
export function eventOf(lead: Lead, wanted: EventName, isCreated?: boolean): 'created' | 'updated' | undefined {
	if (wanted === 'leadCreated') return 'created';
	const age = momentOf(lead, 'updatedAt') - momentOf(lead, 'createdAt');
	const wasNeverChanged = Math.abs(age) <= AT_ONCE;
	// A lead that was changed before it was created has a wrong date, which tells nothing.
	const isNew = (isCreated ?? wasNeverChanged) && age >= -AT_ONCE;
	if (wanted === 'leadCreatedOrUpdated') return isNew ? 'created' : 'updated';
	return isNew && wasNeverChanged && isCreated !== undefined ? undefined : 'updated';
}

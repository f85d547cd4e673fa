import { ok } from '../result';
import { readText, type Reading } from './cell';

const NEWER = 'Newer PollyBots only: older ones do not know this status';

/**
 * The statuses as they are sent, with their names in the panel. Source: PollyBot Leads API v1.0, Lead; those in capitals
 * as the newer service has them.
 */
export const STATUSES = {
	new: 'New',
	contacted: 'Contacted',
	qualified: 'Qualified',
	converted: 'Converted',
	lost: 'Lost',
	follow_up: 'Follow Up',
	NEGOTIATING: { name: 'Negotiating', description: NEWER },
	UNRESPONSIVE: { name: 'Unresponsive', description: NEWER },
} as const;

/** The status that every lead begins with, in small letters; newer services let no create choose another. */
export const STATUS_OF_NEW_LEADS = 'new';

/** A status of these in any spelling (`Follow Up`) becomes that one; another is left as it is. */
export function readStatus(value: unknown): Reading<string> {
	const text = readText(value);
	if (!text.ok) return text;
	const spelled = text.value.toLowerCase().replace(/[\s-]+/g, '_');
	return ok(Object.keys(STATUSES).find((known) => known.toLowerCase() === spelled) ?? text.value);
}

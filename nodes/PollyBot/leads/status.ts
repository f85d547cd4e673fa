import { ok } from '../result';
import { readText } from './cell';
import type { Reading } from './reading';

/** The documented statuses, with their names in the panel. Source: PollyBot Leads API v1.0, Lead. */
export const STATUSES = {
	new: 'New',
	contacted: 'Contacted',
	qualified: 'Qualified',
	converted: 'Converted',
	lost: 'Lost',
	follow_up: 'Follow Up',
} as const;

/** The status that every lead begins with, in small letters; newer services let no create choose another. */
export const STATUS_OF_NEW_LEADS = 'new';

/** A documented status in any spelling (`Follow Up`) becomes the documented one; another is left as it is. */
export function readStatus(value: unknown): Reading<string> {
	const text = readText(value);
	if (!text.ok) return text;
	const spelled = text.value.toLowerCase().replace(/[\s-]+/g, '_');
	return ok(Object.keys(STATUSES).find((known) => known === spelled) ?? text.value);
}

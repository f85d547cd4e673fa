import { cleaned, emailSchema, leadSchema, optionalText, type RawLead } from './lead';
import type { Metadata } from './metadata';
import { accepted, refused, type Checked } from './refusal';

/** What is sent to update a lead: the fields of a new one, and none of them is required. */
const changesSchema = leadSchema.extend({ name: optionalText, email: optionalText.pipe(emailSchema.optional()) });

/** The optional fields of a lead: null clears them. Source: PollyBot Leads API v1.0, Update Lead. */
export const CLEARABLE_FIELDS = [
	'company',
	'customFields',
	'discord',
	'message',
	'metadata',
	'phone',
	'preferredMethod',
	'source',
	'status',
	'tags',
	'urgency',
] as const;

/**
 * The body of an update: what is set, cleaned, and null for what is to be cleared. Empty fields are not sent.
 *
 * @param clear the names of the fields to clear
 */
export function cleanChanges(raw: RawLead, clear: readonly string[]): Checked<Metadata> {
	const changes = cleaned(changesSchema, raw);
	if (!changes.ok) return changes;
	const set = Object.entries(changes.value).filter(([, value]) => value !== undefined);
	const unknown = clear.find((name) => !CLEARABLE_FIELDS.some((field) => field === name));
	if (unknown !== undefined) {
		const message = `The field "clear" names "${unknown}", which cannot be cleared. Choose from ${CLEARABLE_FIELDS.join(', ')}.`;
		return refused('clear', unknown, message);
	}
	const twice = set.find(([name]) => clear.includes(name));
	if (twice) {
		const message = `The field "${twice[0]}" is to be changed and to be cleared. Take it out of one of the two.`;
		return refused(twice[0], twice[1], message);
	}
	if (set.length + clear.length === 0) {
		const message = 'There is nothing to update. Add at least one field under Update Fields and give it a value.';
		return refused('updateFields', undefined, message);
	}
	return accepted(Object.fromEntries([...set, ...clear.map((name) => [name, null] as const)]));
}

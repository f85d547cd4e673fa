import { showInvisible } from './invisible';
import { changesSchema, cleaned, type RawLead } from './lead';
import type { Metadata } from './metadata';
import { accepted, refused, type Checked } from './refusal';

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

/** One key of a field that holds keys: `metadata.utm_source`. */
const KEY_TO_CLEAR = /^(metadata|customFields)\.(.+)$/s;

/**
 * The body of an update: what is set, cleaned, and null for what is to be cleared. Empty fields are not sent.
 *
 * @param clear the names of the fields to clear, and `metadata.<key>` or `customFields.<key>` for one key of these
 */
export function cleanChanges(raw: RawLead, clear: readonly string[]): Checked<Metadata> {
	const changes = cleaned(changesSchema, raw);
	if (!changes.ok) return changes;
	const set = new Map<string, unknown>(Object.entries(changes.value).filter(([, value]) => value !== undefined));
	const unknown = clear.find((name) => !KEY_TO_CLEAR.test(name) && !CLEARABLE_FIELDS.some((field) => field === name));
	if (unknown !== undefined) {
		const message = `The field "clear" names "${showInvisible(unknown)}", which cannot be cleared. Choose from ${CLEARABLE_FIELDS.join(', ')}, or name one key as metadata.<key> or customFields.<key>.`;
		return refused('clear', unknown, message);
	}
	const twice = clear.find((name) => valueAt(set, name) !== undefined);
	if (twice !== undefined) {
		const message = `The field "${twice}" is to be changed and to be cleared. Take it out of one of the two.`;
		return refused(twice, valueAt(set, twice), message);
	}
	if (set.size + clear.length === 0) {
		const message = 'There is nothing to update. Add at least one field under Update Fields and give it a value.';
		return refused('updateFields', undefined, message);
	}
	return accepted(Object.fromEntries(withCleared(set, clear)));
}

/** A whole field that is cleared takes its keys with it. */
function withCleared(set: ReadonlyMap<string, unknown>, clear: readonly string[]): ReadonlyMap<string, unknown> {
	const body = new Map(set);
	const fields = clear.filter((name) => !KEY_TO_CLEAR.test(name));
	for (const name of clear) {
		const [, field = name, key] = KEY_TO_CLEAR.exec(name) ?? [];
		if (fields.includes(field)) body.set(field, null);
		else if (key !== undefined)
			body.set(field, Object.fromEntries([...Object.entries(body.get(field) ?? {}), [key, null]]));
	}
	return body;
}

/** What is set for a field, or for one key of it. */
function valueAt(set: ReadonlyMap<string, unknown>, name: string): unknown {
	const [, field = name, key] = KEY_TO_CLEAR.exec(name) ?? [];
	const value = set.get(field);
	return key === undefined ? value : Object.entries(value ?? {}).find(([known]) => known === key)?.[1];
}

import type { Json } from '../json';
import { ok, type Result } from '../result';
import { showInvisible } from '../text';
import { leadFields } from './fields';
import { cleanChanges, invalid, quoteField, type Invalid, type RawLead } from './lead';

/** The fields that null clears, sorted by name. Source: PollyBot Leads API v1.0, Update Lead. */
export const clearableFields = leadFields
	.filter(([, { isRequired }]) => !isRequired)
	.sort(([one], [other]) => one.localeCompare(other));

const CLEARABLE = clearableFields.map(([name]) => name);

/** One key of a field that has keys: `metadata.utm_source`. */
const KEY_TO_CLEAR = /^(metadata|customFields)\.(.+)$/s;

/**
 * Makes the body of an update: what is set, cleaned, and null for what is to be cleared. Empty fields are not sent. A field
 * that is cleared as a whole takes its keys with it.
 *
 * @param clear the names of the fields to clear, and `metadata.<key>` or `customFields.<key>` for one key of these
 * @param mayBeEmpty whether something else is to be changed
 */
export function readChanges(raw: RawLead, clear: readonly string[], mayBeEmpty = false): Result<Json, Invalid> {
	const changes = cleanChanges(raw);
	if (!changes.ok) return changes;
	const body = new Map(Object.entries(changes.value));
	const keysOf = new Map<string, Map<string, unknown>>();
	for (const name of clear) {
		const [, field = name, key] = KEY_TO_CLEAR.exec(name) ?? [];
		if (key === undefined && !CLEARABLE.includes(field)) {
			const message = `'Clear' names "${showInvisible(name)}", which cannot be cleared. Choose from the list, or name a single value in an expression, such as metadata.utm_source.`;
			return invalid('clear', name, message);
		}
		const given = changes.value[field];
		const keys = keysOf.get(field) ?? new Map<string, unknown>(Object.entries(given ?? {}));
		const value = (key === undefined ? given : keys.get(key)) ?? undefined;
		if (value !== undefined) {
			const message = `${quoteField(name)} is both set and cleared. Remove it from one of them.`;
			return invalid(name, value, message);
		}
		if (key === undefined) body.set(field, null);
		else keysOf.set(field, keys.set(key, null));
	}
	for (const [field, keys] of keysOf) if (body.get(field) !== null) body.set(field, Object.fromEntries(keys));
	if (mayBeEmpty || body.size > 0) return ok(Object.fromEntries(body));
	const message = "There is nothing to update. Add at least one field under 'Update Fields' and give it a value.";
	return invalid('updateFields', undefined, message);
}

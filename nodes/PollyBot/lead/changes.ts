import type { Json } from '../json';
import { ok, type Result } from '../result';
import { showInvisible } from '../text';
import { leadFields } from './fields';
import { invalid, quoteField, type Invalid } from './invalid';
import { cleanChanges, type RawLead } from './lead';

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
	const set = changes.value;
	const keys = new Map<string, Array<[string, unknown]>>();
	for (const name of clear) {
		const [, field = name, key] = KEY_TO_CLEAR.exec(name) ?? [];
		if (key === undefined && !CLEARABLE.includes(field)) {
			const message = `'Clear' names "${showInvisible(name)}", which cannot be cleared. Choose from the list, or name a single value in an expression, such as metadata.utm_source.`;
			return invalid('clear', name, message);
		}
		const value: unknown =
			key === undefined ? set[field] : Object.getOwnPropertyDescriptor(set[field] ?? {}, key)?.value;
		if (value !== undefined) {
			const message = `${quoteField(name)} is both set and cleared. Remove it from one of them.`;
			return invalid(name, value, message);
		}
		if (key === undefined) continue;
		const known = keys.get(field) ?? Object.entries(set[field] ?? {});
		known.push([key, null]);
		keys.set(field, known);
	}
	const body = { ...set };
	for (const [field, entries] of keys) body[field] = Object.fromEntries(entries);
	for (const name of clear) if (CLEARABLE.includes(name)) body[name] = null;
	if (mayBeEmpty || Object.keys(body).length > 0) return ok(body);
	const message = "There is nothing to update. Add at least one field under 'Update Fields' and give it a value.";
	return invalid('updateFields', undefined, message);
}

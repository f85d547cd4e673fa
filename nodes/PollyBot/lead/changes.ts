import type { Json } from '../json';
import { ok, type Result } from '../result';
import { leadFields } from './fields';
import { showInvisible } from '../text';
import { cleanChanges, type RawLead } from './lead';
import { invalid, type Invalid, quoteField } from './invalid';

/** The fields that null clears. Source: PollyBot Leads API v1.0, Update Lead. */
export const clearableFields = leadFields.filter(([, { isRequired }]) => !isRequired).sort(byName);

const CLEARABLE = clearableFields.map(([name]) => name);

const FIELDS_WITH_KEYS = ['metadata', 'customFields'];

/** One key of a field that has keys: `metadata.utm_source`. */
const KEY_TO_CLEAR = /^(metadata|customFields)\.(.+)$/s;

/**
 * The body of an update: what is set, cleaned, and null for what is to be cleared. Empty fields are not sent.
 *
 * @param clear the names of the fields to clear, and `metadata.<key>` or `customFields.<key>` for one key of these
 */
export function readChanges(raw: RawLead, clear: readonly string[]): Result<Json, Invalid> {
	const changes = cleanChanges(raw);
	if (!changes.ok) return changes;
	const set = new Map<string, unknown>(Object.entries(changes.value).filter(([, value]) => value !== undefined));
	const unknown = clear.find((name) => !KEY_TO_CLEAR.test(name) && !CLEARABLE.includes(name));
	if (unknown !== undefined) {
		const message = `The field 'Clear' names "${showInvisible(unknown)}", which cannot be cleared. Choose from ${CLEARABLE.join(', ')}, or name one key as metadata.<key> or customFields.<key>.`;
		return invalid('clear', unknown, message);
	}
	const twice = clear.find((name) => valueAt(set, name) !== undefined);
	if (twice !== undefined) {
		const message = `The field ${quoteField(twice)} is to be changed and to be cleared. Take it out of one of the two.`;
		return invalid(twice, valueAt(set, twice), message);
	}
	if (set.size + clear.length === 0) {
		const message = "There is nothing to update. Add at least one field under 'Update Fields' and give it a value.";
		return invalid('updateFields', undefined, message);
	}
	return ok(Object.fromEntries(withCleared(set, clear)));
}

/** A whole field that is cleared takes its keys with it. */
function withCleared(set: ReadonlyMap<string, unknown>, clear: readonly string[]): ReadonlyMap<string, unknown> {
	const body = new Map(set);
	for (const name of clear) if (!KEY_TO_CLEAR.test(name)) body.set(name, null);
	for (const field of FIELDS_WITH_KEYS) {
		const cleared = clear.flatMap((name) => {
			const [, whole, key] = KEY_TO_CLEAR.exec(name) ?? [];
			return whole === field && key !== undefined ? [[key, null] as const] : [];
		});
		if (cleared.length === 0 || body.get(field) === null) continue;
		body.set(field, Object.fromEntries([...Object.entries(body.get(field) ?? {}), ...cleared]));
	}
	return body;
}

/** What is set for a field, or for one key of it. */
function valueAt(set: ReadonlyMap<string, unknown>, name: string): unknown {
	const [, field = name, key] = KEY_TO_CLEAR.exec(name) ?? [];
	const value = set.get(field);
	if (key === undefined || typeof value !== 'object' || value === null) return key === undefined ? value : undefined;
	return Object.getOwnPropertyDescriptor(value, key)?.value;
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
	return one.localeCompare(other);
}

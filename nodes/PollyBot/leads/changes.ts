import { ok, type Result } from '../result';
import { leadFields } from './fields';
import { showInvisible } from '../invisible';
import { cleanChanges, type CleanLead, type RawLead } from './lead';
import { invalid, type Invalid } from './reading';
import { quoteField } from './labels';

/** The fields that null clears. Source: PollyBot Leads API v1.0, Update Lead. */
export const clearableFields = leadFields.filter(([, { isRequired }]) => !isRequired).sort(byName);

const CLEARABLE = clearableFields.map(([name]) => name);

/** One key of a field that holds keys: `metadata.utm_source`. */
const KEY_TO_CLEAR = /^(metadata|customFields)\.(.+)$/s;

/**
 * The body of an update: what is set, cleaned, and null for what is to be cleared. Empty fields are not sent.
 *
 * @param clear the names of the fields to clear, and `metadata.<key>` or `customFields.<key>` for one key of these
 */
export function readChanges(raw: RawLead, clear: readonly string[]): Result<CleanLead, Invalid> {
	const changes = cleanChanges(raw);
	if (!changes.ok) return changes;
	const set = new Map<string, unknown>(Object.entries(changes.value).filter(([, value]) => value !== undefined));
	const unknown = clear.find((name) => !KEY_TO_CLEAR.test(name) && !CLEARABLE.includes(name));
	if (unknown !== undefined) {
		const message = `The field ${quoteField('clear')} names "${showInvisible(unknown)}", which cannot be cleared. Choose from ${CLEARABLE.join(', ')}, or name one key as metadata.<key> or customFields.<key>.`;
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

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
	return one.localeCompare(other);
}

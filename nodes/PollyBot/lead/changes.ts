import type { Json } from '../json';
import { ok, type Result } from '../result';
import { showInvisible } from '../text';
import { isEmptyCell, isNothing, readJson, readTexts } from './cell';
import { isKept, textKey } from './compare';
import { leadFields } from './fields';
import { cleanLead, invalid, quoteField, readField, type Invalid, type RawLead } from './lead';

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
	const changes = cleanLead(raw, [], leadFields);
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

/** The fields that PollyBot replaces as a whole, and that can be added to instead. */
export const mergeableFields = leadFields.filter(([, { isReplaced }]) => isReplaced);

/**
 * Returns the fields that an update may send only together with what the lead has in them: those that the user chose to add
 * to, and those of which one key is cleared. One that is cleared as a whole has nothing to add.
 */
export function fieldsToMerge(changes: Json, chosen: readonly string[]): readonly string[] {
	const fields = mergeableFields.map(([field]) => field).filter((field) => !isNothing(changes[field]));
	return fields.filter((field) => chosen.includes(field) || Object.values(changes[field] ?? {}).includes(null));
}

/**
 * Joins an update with what the lead has in some fields. Lists are joined, the lead's own entries first, each entry once in
 * upper or lower case. Objects are joined key by key, and a cleared key is null.
 *
 * @param existing the lead as the service returned it
 * @param fields names of `mergeableFields`
 * @returns the changes, or the field of the existing lead that contains something of another kind: nothing may be lost
 */
export function mergeChanges(changes: Json, existing: Json, fields: readonly string[]): Result<Json, Invalid> {
	const merged = new Map(Object.entries(changes));
	for (const field of fields) {
		const sent = changes[field];
		const joined = Array.isArray(sent)
			? joinLists(field, existing[field], sent)
			: joinObjects(field, existing[field], sent);
		if (!joined.ok) return joined;
		merged.set(field, joined.value);
	}
	return ok(Object.fromEntries(merged));
}

function joinLists(field: string, existing: unknown, sent: readonly unknown[]): Result<unknown[], Invalid> {
	const own = Array.isArray(existing) ? ok<unknown[]>(existing) : readField(field, existing ?? [], readTexts);
	if (!own.ok) return own;
	const entries = new Map<string, unknown>();
	for (const entry of [...own.value, ...sent]) {
		const key = textKey(entry);
		if (!isEmptyCell(entry) && !entries.has(key)) entries.set(key, entry);
	}
	return ok([...entries.values()]);
}

function joinObjects(field: string, existing: unknown, sent: unknown): Result<Json, Invalid> {
	const own = readField(field, existing, readJson);
	if (!own.ok) return own;
	const added = readField(field, sent, readJson);
	if (!added.ok) return added;
	return ok(Object.fromEntries([...Object.entries(own.value ?? {}), ...Object.entries(added.value ?? {})]));
}

/**
 * Takes tags out of those that an update sends, or else out of those that the lead has.
 *
 * @param removed tags in upper or lower case
 */
export function removeTags(changes: Json, existing: Json, removed: readonly string[]): Result<Json, Invalid> {
	if (removed.length === 0 || changes.tags === null) return ok(changes);
	const tags = joinLists('tags', changes.tags ?? existing.tags, []);
	if (!tags.ok) return tags;
	const keys = new Set(removed.map(textKey));
	return ok({ ...changes, tags: tags.value.filter((tag) => !keys.has(textKey(tag))) });
}

export interface Change {
	readonly field: string;
	readonly from: unknown;
	readonly to: unknown;
}

/**
 * Finds what an update would change in a lead; nothing where sending it would be in vain. A value that a service stores in
 * another form (trimmed, a number as text) is no change.
 *
 * @param sent the body of the update
 * @param existing the lead as a list returned it; what it does not have may still be stored, and counts as changed
 * @param addTo the fields that the user chose to add to
 */
export function findChanges(sent: Json, existing: Json, addTo: readonly string[] = []): readonly Change[] {
	const merged = mergeChanges(sent, existing, fieldsToMerge(sent, addTo));
	// What cannot be joined differs from what is stored, so it is sent, and rejected as ever.
	return Object.entries(merged.value ?? sent).flatMap(([field, to]) => {
		const from = Object.hasOwn(existing, field) ? existing[field] : undefined;
		return isKept(field, to, from) ? [] : [{ field, from, to }];
	});
}

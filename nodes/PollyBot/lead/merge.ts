import { strip, normalize } from '../text';
import { ok, type Result } from '../result';
import { asText, isEmptyCell, isNothing } from './cell';
import { leadFields } from './fields';
import { readTexts } from './list';
import type { Json } from '../json';
import { readField, type Invalid } from './invalid';
import { readMetadata } from './metadata';

/** The fields that PollyBot replaces as a whole, and that can be added to instead. */
export const mergeableFields = leadFields.filter(([, { isReplaced }]) => isReplaced);

/**
 * The fields that an update may send only together with what the lead has in them: those that the user chose to add to,
 * and those of which one key is cleared. One that is cleared as a whole has nothing to add.
 */
export function fieldsToMerge(changes: Json, chosen: readonly string[]): readonly string[] {
	const fields = mergeableFields.map(([field]) => field).filter((field) => !isNothing(changes[field]));
	return fields.filter((field) => chosen.includes(field) || Object.values(changes[field] ?? {}).includes(null));
}

/**
 * What an update has to send so that fields are added to. Lists are joined, the lead's own entries first, each entry once
 * in upper or lower case. Objects are joined key by key, and a cleared key is null.
 *
 * @param existing the lead as the service answered it
 * @param fields names of `mergeableFields`
 * @returns the changes, or the field of the existing lead that holds something of another kind: nothing may be lost
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
	const held = Array.isArray(existing) ? ok<unknown[]>(existing) : readField(field, existing ?? [], readTexts);
	if (!held.ok) return held;
	const entries = new Map<string, unknown>();
	for (const entry of [...held.value, ...sent]) {
		const key = comparable(entry);
		if (!isEmptyCell(entry) && !entries.has(key)) entries.set(key, entry);
	}
	return ok([...entries.values()]);
}

function joinObjects(field: string, existing: unknown, sent: unknown): Result<Json, Invalid> {
	const held = readMetadata(existing, field);
	const added = readMetadata(sent, field);
	if (!held.ok) return held;
	if (!added.ok) return added;
	return ok(Object.fromEntries([...Object.entries(held.value ?? {}), ...Object.entries(added.value ?? {})]));
}

function comparable(entry: unknown): string {
	return normalize(strip(asText(entry)), 'NFC').toLowerCase();
}

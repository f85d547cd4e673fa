import type { Json } from '../json';
import { leadJson } from '../lead/lead';
import { fieldsToMerge, mergeChanges, removeTags } from '../lead/merge';
import type { Sent } from '../pollybot/attempt';
import type { PollyBotClient } from '../pollybot/client';
import type { Lead } from '../pollybot/envelope';
import type { ApiFailure } from '../pollybot/failure';
import { fail, type Result } from '../result';
import type { Target } from './targetLead';

/**
 * Sends an update. Where it adds to what the lead has, the lead is fetched first: the update then has all of it, so it
 * may be sent again after a lost response like any other. What others change in between is lost.
 *
 * @param addTo the fields that are added to what the lead has: without them PollyBot replaces it
 * @param removedTags tags that are taken out of what the lead has, or of those that are sent
 */
export async function sendUpdate(
	client: PollyBotClient,
	{ scope, leadId }: Target,
	changes: Json,
	addTo: readonly string[],
	removedTags: readonly string[] = [],
): Promise<Sent<Result<Lead, ApiFailure>>> {
	const put = async (lead: Json) => await client.updateLead(scope, leadId, lead);
	const fields = fieldsToMerge(changes, addTo);
	if (fields.length + removedTags.length === 0) return await put(changes);
	const found = await client.getLead(scope, leadId);
	if (found.blocked || !found.value.ok) return found;
	const merged = mergeChanges(changes, found.value.value, fields);
	const kept = merged.ok ? removeTags(merged.value, found.value.value, removedTags) : merged;
	const json = kept.ok ? leadJson(kept.value) : kept;
	if (json.ok) return await put(json.value);
	const { field, value } = json.error;
	return { value: fail({ code: 'VALIDATION_ERROR', field, value, isUnmergeable: true }), sentAt: found.sentAt };
}

import type { Lead } from '../pollybot/envelope';
import type { ApiFailure } from '../pollybot/failure';
import type { Sent } from '../run/send';
import { leadJson } from '../lead/lead';
import { fieldsToMerge, mergeChanges } from '../lead/merge';
import type { Json } from '../json';
import type { Invalid } from '../lead/invalid';
import { fail, type Failed, type Result } from '../result';
import type { RunContext } from '../run/operation';
import type { Target } from '../parameters/leadId';

/** What an update changes. */
export interface Changes {
	readonly lead: Json;
	/** The fields that are added to what the lead has: without them PollyBot replaces it. */
	readonly addTo: readonly string[];
}

/**
 * Sends an update. Where it adds to what the lead has, the lead is fetched first: the update then holds all of it, so it
 * may be sent again after a lost answer like any other. What others change in between is lost.
 */
export async function sendUpdate(
	run: RunContext,
	{ scope, leadId }: Target,
	{ lead: changes, addTo }: Changes,
): Promise<Sent<Result<Lead, ApiFailure>>> {
	const put = async (lead: Json) => await run.send(() => run.client.updateLead(scope, leadId, lead));
	const fields = fieldsToMerge(changes, addTo);
	if (fields.length === 0) return await put(changes);
	const found = await run.send(() => run.client.getLead(scope, leadId));
	if (found.blocked || !found.value.ok) return found;
	const merged = mergeChanges(changes, found.value.value, fields);
	const json = merged.ok ? leadJson(merged.value) : merged;
	return json.ok ? await put(json.value) : { value: failUnmergeable(json.error), sentAt: found.sentAt };
}

function failUnmergeable({ field, value }: Invalid): Failed<ApiFailure> {
	return fail({ code: 'VALIDATION_ERROR', field, value, isUnmergeable: true });
}

import type { Json } from '../json';
import { emailKey, searchesFor } from '../lead/email';
import { leadJson } from '../lead/lead';
import { fieldsToMerge, mergeChanges, removeTags } from '../lead/changes';
import { noLeadWithEmail, severalLeadsWithEmail, unusableId } from '../messages/sentences';
import type { Failure } from '../messages/failure';
import type { TargetLead } from '../parameters/targetLead';
import type { Sent } from '../pollybot/attempt';
import type { PollyBotClient } from '../pollybot/client';
import type { Lead } from '../pollybot/envelope';
import type { ApiFailure } from '../pollybot/failure';
import { isPathSegment, type Scope } from '../pollybot/paths';
import { fail, ok, type Result } from '../result';
import type { Performed, Row } from '../run/operation';
import { failWith } from './outcomes';

export interface Target {
	readonly scope: Scope;
	readonly leadId: string;
}

export interface TargetValues {
	readonly scope: Scope;
	readonly target: TargetLead;
}

/** Items about the same lead have the same key: they go one after the other. */
export function targetKey({ scope, target: { email, ...target } }: TargetValues): string {
	return JSON.stringify([scope, email === undefined ? target : { email: emailKey(email) }]);
}

/** The largest page of a list, and the most pages that are searched for one address. */
const PAGE = 100;
const MOST_PAGES = 10;

/**
 * Performs an operation on the lead that an item names. An email is looked up first, equal ones of an execution once. A
 * lead that the search no longer finds may be the one that an earlier try deleted: its ID is remembered.
 */
export async function performOnTarget(
	row: Row<TargetValues>,
	perform: (target: Target) => Promise<Performed>,
): Promise<Performed> {
	const { values, memory, execution } = row;
	const { scope, target } = values;
	// Another item may name the same lead by its email: what both add to it must not meet.
	const performInTurn = async (leadId: string) => {
		const before = Promise.resolve(execution.turns.get(leadId)).catch(() => undefined);
		const turn = before.then(async () => await perform({ scope, leadId }));
		execution.turns.set(leadId, turn);
		// What it waits for may have a request in the queue, which moves on only when it is told to.
		execution.requests.proceed();
		return await turn;
	};
	if (target.email === undefined) return await performInTurn(target.leadId);
	if (memory.targetId !== undefined) return await performInTurn(memory.targetId);
	const key = targetKey(values);
	const found = execution.foundLeads.get(key) ?? (await findLead(row, scope, target.email));
	if ('undecided' in found) return found.undecided;
	execution.foundLeads.set(key, found);
	if (!found.ok) return { failure: found.error };
	memory.targetId = found.value;
	return await performInTurn(found.value);
}

/**
 * Searches for the one lead with an email, compared as duplicates are: a search of the service has near misses too.
 *
 * @returns the lead's ID, or why there is not exactly one lead; `undecided` if the service could not be asked
 */
async function findLead(
	row: Row,
	scope: Scope,
	email: string,
): Promise<Result<string, Failure> | { readonly undecided: Performed }> {
	const ids = new Set<string>();
	const hasEmail = (lead: Lead) => typeof lead.email === 'string' && emailKey(lead.email) === emailKey(email);
	let isComplete = false;
	let pagesLeft = MOST_PAGES;
	for (const search of searchesFor(email)) {
		isComplete = false;
		for (let page = 1; pagesLeft > 0 && !isComplete; page += 1, pagesLeft -= 1) {
			const { value, blocked } = await row.execution.client.listLeads(scope, { search, page, limit: PAGE });
			if (blocked) return { undecided: { blocked } };
			if (!value.ok) return { undecided: failWith(row, { scope, email }, value.error) };
			const { leads, hasNext } = value.value;
			for (const lead of leads) if (hasEmail(lead)) ids.add(String(lead.id));
			isComplete = !hasNext || leads.length === 0;
		}
	}
	const [id, ...others] = ids;
	if (id === undefined) return fail(noLeadWithEmail(scope, email, isComplete ? undefined : MOST_PAGES * PAGE));
	if (others.length > 0) return fail(severalLeadsWithEmail(email, [...ids]));
	return isPathSegment(id) ? ok(id) : fail(unusableId(email, id));
}

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

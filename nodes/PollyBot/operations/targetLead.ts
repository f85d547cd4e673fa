import { isPathSegment, type Scope } from '../pollybot/paths';
import type { ItemMemory } from '../run/memory';
import { showInvisible } from '../text';
import { emailKey } from '../lead/email';
import { fail, ok, type Result } from '../result';
import type { Performed, RunContext } from '../run/operation';
import { keyOf, type Target, type Wanted } from '../parameters/leadId';
import { failWith } from './outcomes';
import type { Failure } from '../messages/failure';

/** The largest page of a list, and the most pages that are searched for one address. */
const PAGE = 100;
const MOST_PAGES = 10;

/**
 * Performs an operation on the lead that an item names. An email is looked up first, equal ones of a run once.
 *
 * @param memory of earlier tries: a lead that the search no longer finds may be the one that an earlier try deleted
 */
export async function performOnLead(
	run: RunContext,
	wanted: Wanted,
	memory: ItemMemory,
	perform: (target: Target) => Promise<Performed>,
): Promise<Performed> {
	if ('leadId' in wanted) return await perform(wanted);
	const { scope } = wanted;
	if (memory.targetId !== undefined) return await perform({ scope, leadId: memory.targetId });
	const known = run.foundLeads.get(keyOf(wanted));
	const found = known ?? (await findLead(run, scope, wanted.email));
	if ('undecided' in found) return found.undecided;
	run.foundLeads.set(keyOf(wanted), found);
	if (!found.ok) return { failure: found.error };
	memory.targetId = found.value;
	return await perform({ scope, leadId: found.value });
}

/**
 * Searches for the one lead with an email, compared as duplicates are: a search of the service has near misses too.
 *
 * @returns the lead's ID, or why there is not exactly one lead; `undecided` if the service could not be asked
 */
async function findLead(
	run: RunContext,
	scope: Scope,
	email: string,
): Promise<Result<string, Failure> | { readonly undecided: Performed }> {
	const ids = new Set<string>();
	let isComplete = false;
	for (let page = 1; page <= MOST_PAGES && !isComplete; page += 1) {
		const { value, blocked } = await run.send(() => run.client.listLeads(scope, { search: email, page, limit: PAGE }));
		if (blocked) return { undecided: { blocked } };
		if (!value.ok) return { undecided: failWith(run, { scope, email }, value.error) };
		const { leads, hasNext } = value.value;
		for (const lead of leads) if (isEmailOf(lead.email, email)) ids.add(String(lead.id));
		isComplete = !hasNext || leads.length === 0;
	}
	const [id, ...others] = ids;
	if (id === undefined) return failNone(scope, email, isComplete);
	if (others.length > 0) return failSeveral(email, [...ids]);
	return isPathSegment(id) ? ok(id) : failUnusable(email, id);
}

function isEmailOf(held: unknown, email: string): boolean {
	return typeof held === 'string' && emailKey(held) === emailKey(email);
}

function failNone(scope: Scope, email: string, isComplete: boolean): Result<string, Failure> {
	const where = scope === 'workspace' ? 'in this workspace' : `in the chatbot "${scope.chatbotId}"`;
	const elsewhere = scope === 'workspace' ? '' : ", or set 'Scope' to Workspace";
	const message = isComplete
		? `PollyBot has no lead with the email "${email}" ${where}. Check the address${elsewhere}.`
		: `Of the first ${MOST_PAGES * PAGE} leads that PollyBot finds for "${email}" ${where} none has this email. Choose the lead by its ID.`;
	return fail({ code: 'NOT_FOUND', field: 'leadId', value: email, message });
}

function failSeveral(email: string, ids: readonly string[]): Result<string, Failure> {
	const message = `${ids.length} leads have the email "${email}": ${ids.join(', ')}. None of them was changed. Choose the right one by its ID.`;
	return fail({ code: 'AMBIGUOUS_EMAIL', field: 'leadId', value: email, message });
}

/** Such an ID would change the path of the request. */
function failUnusable(email: string, id: string): Result<string, Failure> {
	const message = `PollyBot gave the lead with the email "${email}" the ID "${showInvisible(id)}", which no lead can have. The lead was not changed. Report this to PollyBot.`;
	return fail({ code: 'NOT_POLLYBOT', field: 'leadId', value: email, message });
}

import { emailKey } from '../lead/email';
import { asText } from '../lead/cell';
import { isSameLead } from '../lead/compare';
import { isServiceCode } from '../codes';
import type { Failure } from '../messages/failure';
import { unconfirmedLead } from '../messages/sentences';
import type { NewLead } from '../parameters/newLead';
import type { Sent } from '../pollybot/attempt';
import type { Lead } from '../pollybot/envelope';
import { isDuplicate, isNotFound, isUnreadable, type ApiFailure } from '../pollybot/failure';
import { isPathSegment, type Scope } from '../pollybot/paths';
import type { Result } from '../result';
import type { Performed, Row } from '../run/operation';
import { failWith, type Subject } from './outcomes';

export interface NewLeadValues {
	readonly scope: Scope;
	readonly lead: NewLead;
	readonly dryRun: boolean;
}

/** What a create came to. */
export type Reply =
	/** The lead is this execution's own, also where a response was lost. */
	| { readonly kind: 'created'; readonly lead: Lead }
	/** A lead with the email exists, and no other row of this execution is to be told that it was created. */
	| { readonly kind: 'exists'; readonly failure: ApiFailure; readonly lead?: Lead }
	| { readonly kind: 'ended'; readonly outcome: Performed };

/**
 * Creates a lead, with everything that a lost response takes: a timeout, a reset or a 5xx may have stored the lead, and the
 * retry then finds a duplicate. A lead without an email is not sent again, because nothing would tell a second one from it.
 *
 * @param then what another execution makes of a lead that is stored, for the error of a create that was never confirmed
 */
export async function createOnce(row: Row<NewLeadValues>, then: string): Promise<Reply> {
	const { values, memory, execution } = row;
	const { scope, lead } = values;
	const { lostAt: lost, claimedIds, client } = execution;
	const key = lead.email === undefined ? undefined : emailKey(lead.email);
	if (key === undefined && memory.lostAt !== undefined) return unconfirmed(row, then);
	const sent = await client.createLead(scope, lead.lead, { neverTwice: key === undefined });
	const lostAt = memory.lostAt ?? sent.lostAt;
	// The item fails for a response that cannot be read, which is no doubt the same for all rows; but a row that repeats it
	// may find the lead that it stored.
	const unreadAt = !sent.blocked && !sent.value.ok && isUnreadable(sent.value.error) ? sent.sentAt : undefined;
	memory.lostAt = lostAt ?? unreadAt;
	if (key !== undefined && memory.lostAt !== undefined && !lost.has(key)) lost.set(key, memory.lostAt);
	if (sent.blocked) return lostAt === undefined ? ended({ blocked: sent.blocked }) : unconfirmed(row, then, sent);
	if (sent.value.ok) {
		const created = sent.value.value;
		const id = String(created.id);
		// After a lost response, a row with the same email may have met this lead, and been told so, before this response came.
		const isTold = key !== undefined && lost.has(key) && claimedIds.has(id);
		if (isTold) {
			const failure: ApiFailure = { serviceCode: 'DUPLICATE_EMAIL', existingLeadId: id, field: 'email' };
			return { kind: 'exists', failure, lead: created };
		}
		claim(row, id);
		return { kind: 'created', lead: created };
	}
	const failure = sent.value.error;
	if (isDuplicate(failure)) {
		const lostSince = key === undefined ? undefined : (lostAt ?? lost.get(key));
		return lostSince === undefined ? { kind: 'exists', failure } : await findOwner(row, failure, lostSince, then);
	}
	const failed = failWith(row, subjectOf(row), failure);
	// Only of a row that cannot be right is it certain that the lost attempt was rejected as well.
	if (lostAt === undefined || isServiceCode(failure.serviceCode, 'VALIDATION_ERROR')) return ended(failed);
	return ended({ failure: unconfirmedLead(lead.email, then, failed.failure), cause: failed.cause });
}

/** What a create is about, for the words of its failure. */
export function subjectOf({ values }: Row<NewLeadValues>): Subject {
	const { scope, lead } = values;
	return { scope, email: lead.email, lead: lead.lead };
}

/** Notes that a row was told about a lead, which is an execution's own once: no later row is told that it was created. */
export function claim({ memory, execution }: Row, leadId: string): void {
	memory.claimedId = leadId;
	execution.claimedIds.add(leadId);
}

/** Returns the ID of the lead that a create found in its place; undefined when the service did not say which one it is. */
export function existingIdIn({ existingLeadId = '' }: ApiFailure): string | undefined {
	return isPathSegment(existingLeadId) ? existingLeadId : undefined;
}

/**
 * Sends a request about a lead that exists. Where emails are unique in the workspace it may be another chatbot's: one that
 * is unknown in the chatbot's scope is looked for once in the workspace.
 */
export async function sendInEitherScope<T>(
	scope: Scope,
	request: (scope: Scope) => Promise<Sent<Result<T, ApiFailure>>>,
): Promise<Sent<Result<T, ApiFailure>>> {
	const sent = await request(scope);
	const isUnknown = sent.value?.ok === false && isNotFound(sent.value.error);
	return isUnknown && scope !== 'workspace' ? await request('workspace') : sent;
}

function ended(outcome: Performed): Reply {
	return { kind: 'ended', outcome };
}

/** The response that would have told was lost, and so was every one after it, or the request after it was not sent. */
function unconfirmed(row: Row<NewLeadValues>, then: string, sent?: Sent<Result<Lead, ApiFailure>>): Reply {
	const last: Failure | undefined =
		sent?.value?.ok === false ? failWith(row, subjectOf(row), sent.value.error).failure : undefined;
	return ended({ failure: unconfirmedLead(row.values.lead.email, then, last), halted: sent?.blocked === 'halted' });
}

/**
 * Fetches the lead that a create met after a lost response: it is the execution's own if it was created since then and
 * contains what was sent.
 *
 * @param lostSince when the first request for this email was sent whose response was lost, in milliseconds since 1970
 */
async function findOwner(
	row: Row<NewLeadValues>,
	failure: ApiFailure,
	lostSince: number,
	then: string,
): Promise<Reply> {
	const { scope, lead } = row.values;
	const { claimedIds, client } = row.execution;
	const leadId = existingIdIn(failure);
	if (leadId === undefined) {
		return ended({ failure: unconfirmedLead(lead.email, then, failWith(row, subjectOf(row), failure).failure) });
	}
	if (claimedIds.has(leadId)) return { kind: 'exists', failure };
	const sent = await sendInEitherScope(scope, async (either) => await client.getLead(either, leadId));
	if (!sent.value?.ok) return unconfirmed(row, then, sent);
	const found = sent.value.value;
	// Another row may have claimed it while it was fetched.
	const isFree = !claimedIds.has(leadId);
	const isSince = Date.parse(asText(found.createdAt)) >= client.serviceTime(lostSince) - TOLERANCE;
	const isOwn = isFree && isSince && isSameLead(lead.lead, found);
	if (!isOwn) return { kind: 'exists', failure, lead: found };
	claim(row, String(found.id));
	return { kind: 'created', lead: found };
}

/** For a service that tells the time of creation less exactly than it keeps it, in milliseconds. */
const TOLERANCE = 1000;

import type { Lead } from '../pollybot/envelope';
import { isDuplicate, isUnreadable, type ApiFailure } from '../pollybot/failure';
import { isServiceCode } from '../codes';
import type { ItemMemory } from '../run/memory';
import type { Sent } from '../run/send';
import { asText } from '../lead/cell';
import { isSameLead } from '../lead/compare';
import type { Result } from '../result';
import type { Performed, RunContext } from '../run/operation';
import { existingIdIn, sendInEitherScope } from './existingLead';
import { keyOfLead, type LeadRequest } from '../parameters/newLead';
import { failUnconfirmed, failWith } from './outcomes';

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
 * @param memory of earlier tries of the same execution
 * @param then what another execution makes of a lead that is stored, for the error of a create that was never confirmed
 */
export async function createOnce(
	run: RunContext,
	request: LeadRequest,
	memory: ItemMemory,
	then: string,
): Promise<Reply> {
	const key = keyOfLead(request);
	if (key === undefined && memory.lostAt !== undefined) return ended(failUnconfirmed(run, request, then));
	const sent = await run.send(async () => {
		const attempt = await run.client.createLead(request.scope, request.lead);
		return key === undefined ? { ...attempt, retryable: attempt.retryable && !attempt.lost } : attempt;
	});
	const lostAt = memory.lostAt ?? sent.lostAt;
	memory.lostAt = lostAt ?? unreadAt(sent);
	if (key !== undefined && memory.lostAt !== undefined && !run.lostAt.has(key)) run.lostAt.set(key, memory.lostAt);
	if (sent.blocked) {
		if (lostAt === undefined) return ended({ blocked: sent.blocked });
		return ended({ ...failUnconfirmed(run, request, then), halted: sent.blocked === 'halted' });
	}
	if (sent.value.ok) {
		const lead = sent.value.value;
		const id = String(lead.id);
		// After a lost response, a row with the same email may have met this lead, and been told so, before this response came.
		const isTold = key !== undefined && run.lostAt.has(key) && run.claimedIds.has(id);
		if (isTold) return { kind: 'exists', failure: { serviceCode: 'DUPLICATE_EMAIL', existingLeadId: id }, lead };
		return claimCreated(run, memory, lead);
	}
	const failure = sent.value.error;
	if (isDuplicate(failure)) {
		const lostSince = key === undefined ? undefined : (lostAt ?? run.lostAt.get(key));
		return lostSince === undefined
			? { kind: 'exists', failure }
			: await findOwner(run, request, memory, { failure, lostSince, then });
	}
	const failed = failWith(run, request, failure);
	// Only of a row that cannot be right is it certain that the lost attempt was rejected as well.
	if (lostAt === undefined || isServiceCode(failure.serviceCode, 'VALIDATION_ERROR')) return ended(failed);
	return ended({ ...failUnconfirmed(run, request, then, failure), cause: failed.cause });
}

function ended(outcome: Performed): Reply {
	return { kind: 'ended', outcome };
}

/** A lead is an execution's own once: a later row that meets it meets an existing lead. */
function claimCreated(run: RunContext, memory: ItemMemory, lead: Lead): Reply {
	claim(run, memory, String(lead.id));
	return { kind: 'created', lead };
}

/** Notes that a row was told about a lead: no later row is told that it was created. */
export function claim(run: RunContext, memory: ItemMemory, leadId: string): void {
	memory.claimedId = leadId;
	run.claimedIds.add(leadId);
}

/**
 * When the request was sent whose response could not be read. The item fails for that response, which is no doubt the same
 * for all rows; but a row that repeats it may find the lead that it stored.
 */
function unreadAt(sent: Sent<Result<Lead, ApiFailure>>): number | undefined {
	if (sent.blocked || sent.value.ok) return undefined;
	return isUnreadable(sent.value.error) ? sent.sentAt : undefined;
}

/** A duplicate that a create met after a lost response. */
interface Met {
	readonly failure: ApiFailure;
	/** When the first request for this email was sent whose response was lost, in milliseconds since 1970. */
	readonly lostSince: number;
	readonly then: string;
}

/** Fetches the existing lead: it is the execution's own if it was created since then and contains what was sent. */
async function findOwner(
	run: RunContext,
	request: LeadRequest,
	memory: ItemMemory,
	{ failure, lostSince, then }: Met,
): Promise<Reply> {
	const leadId = existingIdIn(failure);
	if (leadId === undefined) return ended(failUnconfirmed(run, request, then, failure));
	if (run.claimedIds.has(leadId)) return { kind: 'exists', failure };
	const { value, blocked } = await sendInEitherScope(
		request.scope,
		async (scope) => await run.send(() => run.client.getLead(scope, leadId)),
	);
	if (!value?.ok) {
		return ended({ ...failUnconfirmed(run, request, then, value?.error), halted: blocked === 'halted' });
	}
	const lead = value.value;
	// Another row may have claimed it while it was fetched.
	const isOwn = !run.claimedIds.has(leadId) && isCreatedSince(run, lead, lostSince) && isSameLead(request.lead, lead);
	return isOwn ? claimCreated(run, memory, lead) : { kind: 'exists', failure, lead };
}

/** The tolerance for a service that tells the time of creation less exactly than it keeps it, in milliseconds. */
const TOLERANCE = 1000;

/** Whether a lead was created since a time of this machine's clock, as the service's clock tells it. */
function isCreatedSince(run: RunContext, lead: Lead, time: number): boolean {
	return Date.parse(asText(lead.createdAt)) >= run.client.serviceTime(time) - TOLERANCE;
}

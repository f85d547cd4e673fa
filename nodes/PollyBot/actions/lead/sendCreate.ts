import type { Lead } from '../../api/envelope';
import { isDuplicate, isUnreadable, type ApiFailure } from '../../api/failure';
import { isCode } from '../../codes';
import type { ItemMemory } from '../../engine/memory';
import type { Outcome } from '../../engine/outcome';
import type { Sent } from '../../engine/send';
import { asText } from '../../leads/cell';
import { isSameLead } from '../../leads/sameLead';
import type { Result } from '../../result';
import type { Performed, RunContext } from '../operation';
import { existingIdIn, sendInEitherScope } from './existingLead';
import { keyOfLead, type LeadRequest } from './fields/newLead';
import { failUnconfirmed, failWith } from './outcomes';

/** What becomes of an item whose create was answered. */
export interface Answers {
	readonly created: (lead: Lead) => Outcome;
	/**
	 * A lead with the email exists: somebody else's or, if an answer was lost, this run's own.
	 *
	 * @param lostAt when the first attempt was sent whose answer was lost, in milliseconds since 1970
	 */
	readonly existing: (failure: ApiFailure, lostAt: number | undefined) => Promise<Performed>;
	/** What another run makes of a lead that may be stored, for the error of a create that was never confirmed. */
	readonly then: string;
}

/**
 * Sends a create, again after a lost answer if the lead has an email to know it by.
 *
 * @param memory of earlier tries of the same run
 */
export async function sendCreate(
	run: RunContext,
	request: LeadRequest,
	memory: ItemMemory,
	answers: Answers,
): Promise<Performed> {
	const key = keyOfLead(request);
	return key === undefined
		? await sendOnce(run, request, memory, answers)
		: await sendUntilAnswered(run, request, key, memory, answers);
}

/**
 * A lead without an email: nothing would tell a second one from it, so no attempt follows one that may have stored it.
 * One that was refused for the rate limit, or never left this machine, has stored nothing.
 */
async function sendOnce(
	run: RunContext,
	request: LeadRequest,
	memory: ItemMemory,
	{ created, existing, then }: Answers,
): Promise<Performed> {
	if (memory.lostAt !== undefined) return failUnconfirmed(run, request, then);
	const sent = await run.send(async () => {
		const attempt = await run.client.createLead(request.scope, request.body);
		return { ...attempt, retryable: attempt.retryable && !attempt.lost };
	});
	memory.lostAt = sent.lostAt ?? unreadAt(sent);
	if (sent.blocked) return { blocked: sent.blocked };
	if (sent.value.ok) return created(sent.value.value);
	const failure = sent.value.error;
	if (isDuplicate(failure)) return await existing(failure, undefined);
	return sent.lostAt === undefined ? failWith(run, request, failure) : failUnconfirmed(run, request, then, failure);
}

/**
 * An attempt whose answer was lost may have stored the lead, and its retry then finds a duplicate: that is remembered for
 * the item, and for the rows that repeat its email.
 *
 * @param memory of earlier tries: a lead whose answer was lost then is still this run's own
 */
async function sendUntilAnswered(
	run: RunContext,
	request: LeadRequest,
	key: string,
	memory: ItemMemory,
	{ created, existing, then }: Answers,
): Promise<Performed> {
	const sent = await run.send(() => run.client.createLead(request.scope, request.body));
	const lostAt = memory.lostAt ?? sent.lostAt;
	memory.lostAt = lostAt ?? unreadAt(sent);
	if (memory.lostAt !== undefined && !run.lostAt.has(key)) run.lostAt.set(key, memory.lostAt);
	if (sent.blocked) {
		if (lostAt === undefined) return { blocked: sent.blocked };
		return { ...failUnconfirmed(run, request, then), halted: sent.blocked === 'halted' };
	}
	if (sent.value.ok) return created(sent.value.value);
	const failure = sent.value.error;
	if (isDuplicate(failure)) return await existing(failure, lostAt ?? run.lostAt.get(key));
	const failed = failWith(run, request, failure);
	// Only of a row that cannot be right is it certain that the lost attempt was refused as well.
	if (lostAt === undefined || isCode(failure.code, 'VALIDATION_ERROR')) return failed;
	return { ...failUnconfirmed(run, request, then, failure), cause: failed.cause };
}

/**
 * When the request was sent whose answer could not be read. The item fails for that answer, which is no doubt the same
 * for all rows; but a row that repeats it may find the lead that it stored.
 */
function unreadAt(sent: Sent<Result<Lead, ApiFailure>>): number | undefined {
	if (sent.blocked || sent.value.ok) return undefined;
	return isUnreadable(sent.value.error) ? sent.sentAt : undefined;
}

/** Whose the existing lead is that a create found after a lost answer; `outcome` if that cannot be told. */
export type Claim = { readonly own: Lead } | { readonly other: Lead } | { readonly outcome: Outcome };

/**
 * Asks for the existing lead that a create found after a lost answer. The lead is this run's own if it was created since
 * then and holds what was sent. An update need not ask: it writes the same fields into whichever lead has the email. Its
 * answer tells the lead's age, which decides between "created" and "updated".
 */
export async function claimLead(
	run: RunContext,
	request: LeadRequest,
	failure: ApiFailure,
	lostAt: number,
	then: string,
): Promise<Claim> {
	const leadId = existingIdIn(failure);
	if (leadId === undefined) return { outcome: failUnconfirmed(run, request, then, failure) };
	const { value, blocked } = await sendInEitherScope(
		request.scope,
		async (scope) => await run.send(() => run.client.getLead(scope, leadId)),
	);
	if (!value?.ok) {
		return { outcome: { ...failUnconfirmed(run, request, then, value?.error), halted: blocked === 'halted' } };
	}
	const lead = value.value;
	const isOwn = isCreatedSince(run, lead, lostAt) && isSameLead(JSON.parse(request.body), lead);
	return isOwn ? { own: lead } : { other: lead };
}

/** The tolerance for a service that tells the time of creation less exactly than it keeps it, in milliseconds. */
const TOLERANCE = 1000;

/**
 * Whether a lead was created since this run's first attempt whose answer was lost, on the service's clock.
 *
 * @param lostAt milliseconds since 1970 on this machine's clock; undefined when no answer was lost
 */
export function isCreatedSince(run: RunContext, lead: Lead, lostAt: number | undefined): boolean {
	if (lostAt === undefined) return false;
	return Date.parse(asText(lead.createdAt)) >= run.client.serviceTime(lostAt) - TOLERANCE;
}

import type { Lead } from '../../api/envelope';
import { isDuplicate, isLost, type ApiFailure } from '../../api/failure';
import type { ItemMemory } from '../../engine/memory';
import type { Outcome } from '../../engine/outcome';
import { emailKey } from '../../leads/email';
import type { Performed, RunContext } from '../operation';
import { failed, unconfirmed } from './failures';
import type { LeadRequest } from './newLead';

/** What becomes of an item whose create was answered. */
export interface Answers {
	readonly created: (lead: Lead) => Outcome;
	/**
	 * A lead with the email is there: somebody else's or, if an answer was lost, this run's own.
	 *
	 * @param lostAt when the first attempt was sent whose answer was lost, in milliseconds since 1970
	 */
	readonly duplicate: (failure: ApiFailure, lostAt: number | undefined) => Performed;
	/** What another run makes of a lead that may be stored, for the error of a create that was never confirmed. */
	readonly then: string;
}

/**
 * Sends a create.
 *
 * @param memory of earlier tries: a lead whose answer was lost then is still this run's own
 */
export async function sendNewLead(
	run: RunContext,
	request: LeadRequest,
	memory: ItemMemory,
	{ created, duplicate, then }: Answers,
): Performed {
	const key = emailKey(request.email);
	const sent = await run.send(() => run.client.createLead(request.scope, request.body));
	memory.lostAt ??= sent.lostAt;
	const { lostAt } = memory;
	if (lostAt !== undefined && !run.lostAt.has(key)) run.lostAt.set(key, lostAt);
	if (sent.refused) {
		if (lostAt === undefined) return { refused: sent.refused };
		return { ...unconfirmed(run, request, then), halted: sent.refused === 'halted' };
	}
	if (sent.value.ok) return created(sent.value.data);
	const { failure } = sent.value;
	if (isDuplicate(failure)) return await duplicate(failure, lostAt ?? run.lostAt.get(key));
	const unknown = lostAt !== undefined && (isLost(failure) || failure.status === 429);
	return unknown ? unconfirmed(run, request, then, failure) : failed(run, request, failure);
}

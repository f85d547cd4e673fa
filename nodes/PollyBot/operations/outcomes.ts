import { isServiceCode } from '../codes';
import { fieldAt } from '../lead/fields';
import { findLoss } from '../lead/compare';
import { explain, type Situation } from '../messages/explain';
import type { Failure } from '../messages/failure';
import type { Json } from '../json';
import type { Sent } from '../pollybot/attempt';
import { isKeyRejected, isNotFound, isOutOfCredits, type ApiFailure } from '../pollybot/failure';
import type { Result } from '../result';
import type { Execution, Performed, Row, Outcome, First } from '../run/operation';

/** What a request was about. */
export interface Subject extends Omit<Situation, 'baseUrl' | 'timeout' | 'canDefer'> {
	/** What was sent. */
	readonly lead?: Json;
}

/** Returns what `succeed` makes of a response, a failure in words, or why the request was not sent. */
export function conclude<T>(
	row: Pick<Row, 'execution'>,
	subject: Subject,
	sent: Sent<Result<T, ApiFailure>>,
	succeed: (value: T) => Outcome,
): Performed {
	if (sent.blocked) return { blocked: sent.blocked };
	return sent.value.ok ? succeed(sent.value.value) : failWith(row, subject, sent.value.error);
}

/**
 * A lead that was stored, as the service returned it.
 *
 * @param sent what the response does not contain of it is noted
 * @param marks what is said about the lead in its item
 */
export function succeedStored(output: string, lead: Json, sent: Json, marks?: Json): Outcome {
	const loss = findLoss(sent, lead);
	return { success: { output, items: [marks ? mark(lead, marks) : lead], ...(loss && { loss }) } };
}

export function succeedWith(output: string, items: readonly Json[]): Outcome {
	return { success: { output, items } };
}

/** What would be sent for an item. */
export function succeedChecked(output: string, lead: Json, marks: object = {}): Outcome {
	return succeedWith(output, [{ dryRun: true, ...marks, lead }]);
}

/** What an earlier item came to, once more: a request with the same response is not sent again. */
export function repeatFirst(_: unknown, { success }: First): Outcome {
	return { success: { ...success, items: success.items.map((item) => ({ ...item })) } };
}

/** A lead with something said about it: first, so that it is in view in n8n's table, and last, so that it is ours. */
export function mark(lead: Json, marks: Json): Json {
	return { ...marks, ...lead, ...marks };
}

/**
 * An item whose request failed, in words for the person who builds the workflow.
 *
 * @param about a sentence about this item alone, for the description
 */
export function failWith(
	{ execution }: Pick<Row, 'execution'>,
	subject: Subject,
	failure: ApiFailure,
	about?: string,
): { readonly failure: Failure; readonly cause?: Failure } {
	const { code, serviceCode, status, field } = failure;
	const value = failure.value ?? sentFor(field, subject.lead);
	const { timeout, canDefer } = execution.settings;
	const situation = { baseUrl: execution.connection.baseUrl, timeout, canDefer, ...subject };
	const { message, description } = explain({ ...failure, value }, situation);
	const all: Failure = { code, serviceCode, message, description, field, value, httpStatus: status };
	return {
		failure: { ...all, description: [about, description].filter(Boolean).join(' ') || undefined },
		cause: concernsAll(execution, subject, failure) ? all : undefined,
	};
}

/** What was sent for a field that the service rejects without saying what it found there. */
function sentFor(field: string | undefined, sent: Json | undefined): unknown {
	if (field === undefined) return undefined;
	return Object.entries(sent ?? {}).find(([name]) => name === fieldAt(field)[0])?.[1];
}

/**
 * Whether every item would fail alike: the key is rejected, credits are used up, n8n sends nothing, or the one chatbot of all
 * items is unknown. With a conversation, a 404 that does not name the chatbot may be about that.
 */
function concernsAll({ notes }: Execution, { leadId, conversationId }: Subject, failure: ApiFailure): boolean {
	const isChatbot = conversationId === undefined || isServiceCode(failure.serviceCode, 'CHATBOT_NOT_FOUND');
	return (
		isKeyRejected(failure) ||
		isOutOfCredits(failure) ||
		failure.unsent !== undefined ||
		(isNotFound(failure) && isChatbot && leadId === undefined && notes.scopes.size === 1)
	);
}

import { isKeyRejected, isNotFound, type ApiFailure } from '../pollybot/failure';
import type { Scope } from '../pollybot/paths';
import type { OwnCode } from '../codes';
import type { Outcome } from '../run/outcome';
import type { First } from '../run/runItems';
import type { Sent } from '../run/send';
import { explain } from '../messages/explain';
import { fieldAt } from '../lead/fields';
import { findLoss } from '../lead/compare';
import type { Result } from '../result';
import type { Performed, RunContext } from '../run/operation';
import type { Failure } from '../messages/failure';
import type { Json } from '../json';

/** What a request was about. */
export interface Subject {
	readonly scope: Scope;
	readonly email?: string;
	readonly leadId?: string;
	/** What was sent. */
	readonly lead?: Json;
}

/** What an answer leads to: what `succeed` makes of its value, a failure in words, or why the request was not sent. */
export function conclude<T>(
	run: RunContext,
	subject: Subject,
	sent: Sent<Result<T, ApiFailure>>,
	succeed: (value: T) => Outcome,
): Performed {
	if (sent.blocked) return { blocked: sent.blocked };
	return sent.value.ok ? succeed(sent.value.value) : failWith(run, subject, sent.value.error);
}

/**
 * A lead that was stored, as the service answered it.
 *
 * @param sent what the response does not contain of it is noted
 * @param marks what is said about the lead in its item
 */
export function succeedStored(output: string, lead: Json, sent: Json, marks?: Json): Outcome {
	const loss = findLoss(sent, lead);
	return { success: { output, items: [marks ? mark(lead, marks) : lead], ...(loss && { loss }) } };
}

export function succeedWith(output: string, items: readonly Json[]) {
	return { success: { output, items } };
}

/**
 * An item whose request failed, in words for the person who builds the workflow.
 *
 * @param before a sentence about this item alone
 */
export function failWith(
	run: RunContext,
	subject: Subject,
	failure: ApiFailure,
	before = '',
): { readonly failure: Failure; readonly cause?: Failure } {
	const { code, serviceCode, status, field } = failure;
	const value = failure.value ?? sentFor(field, subject.lead);
	const { connection, timeout, canDefer } = run;
	const situation = { baseUrl: connection.baseUrl, timeout, canDefer, ...subject };
	const { message, description } = explain({ ...failure, value }, situation);
	const all: Failure = { code, serviceCode, message, description, field, value, httpStatus: status };
	return {
		failure: { ...all, message: `${before} ${message}`.trim() },
		cause: concernsAll(run, subject, failure) ? all : undefined,
	};
}

/** What was sent for a field that the service refuses without saying what it found there. */
function sentFor(field: string | undefined, sent: Json | undefined): unknown {
	if (field === undefined) return undefined;
	return Object.entries(sent ?? {}).find(([name]) => name === fieldAt(field)[0])?.[1];
}

/** Whether every item would fail alike: the key is rejected, n8n sends nothing, or the one chatbot of all items is unknown. */
function concernsAll(run: RunContext, { leadId }: Subject, failure: ApiFailure): boolean {
	return (
		isKeyRejected(failure) ||
		failure.unsent !== undefined ||
		(isNotFound(failure) && leadId === undefined && run.scopes.size === 1)
	);
}

/**
 * A lead that may exist or not: the answer that would have told was lost, and so was every one after it.
 *
 * @param then what another run makes of a lead that is stored, if it has an email
 */
export function failUnconfirmed(run: RunContext, subject: Subject, then: string, last?: ApiFailure) {
	const why = last && failWith(run, subject, last).failure;
	const advice =
		subject.email === undefined
			? 'It has no email that would tell it from a second one, so it is not sent again: look for it in PollyBot before you run the row again.'
			: `Run the row again: a lead that is stored is then ${then}.`;
	const code: OwnCode = last?.code === 'CANCELLED' ? 'CANCELLED' : 'UNCONFIRMED';
	return {
		failure: {
			code,
			message: `PollyBot did not confirm this lead, so it may be stored or not. ${advice}`,
			description: [why?.message, why?.description].filter(Boolean).join(' ') || undefined,
			httpStatus: last?.status,
		},
	};
}

/** What an earlier item came to, once more: a request with the same answer is not sent again. */
export function repeatFirst({ success }: First): Outcome {
	return { success: { ...success, items: success.items.map((item) => ({ ...item })) } };
}

/** A lead with something said about it: first, so that it is in view in n8n's table, and last, so that it is ours. */
export function mark(lead: Json, marks: Json): Json {
	return { ...marks, ...lead, ...marks };
}

/** What would be sent for an item. */
export function succeedChecked(output: string, lead: Json, marks: object = {}): Outcome {
	return succeedWith(output, [{ dryRun: true, ...marks, lead }]);
}

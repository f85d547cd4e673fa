import { explain } from '../../errors/explain';
import { isKeyRefused, type ApiFailure } from '../../api/failure';
import type { Scope } from '../../api/paths';
import type { Failure } from '../../engine/outcome';
import type { Refusal } from '../../leads/refusal';
import type { RunContext } from '../operation';

/** What a request was about. */
export interface Subject {
	readonly scope: Scope;
	readonly email?: string;
	readonly leadId?: string;
}

/** An item that is not sent. */
export function refusal({ field, value, message }: Refusal, code: string): Failure {
	return { code, field, value, message };
}

/**
 * An item whose request failed, in words for the person who builds the workflow.
 *
 * @param before a sentence about this item alone
 */
export function failed(
	run: RunContext,
	subject: Subject,
	failure: ApiFailure,
	before = '',
): { readonly failure: Failure; readonly cause?: Failure } {
	const { code, status, field, value } = failure;
	const { scope, email, leadId } = subject;
	const { message, description } = explain(failure, {
		baseUrl: run.connection.baseUrl,
		timeout: run.timeout,
		scope,
		email,
		leadId,
	});
	const all: Failure = { code, message, description, field, value, httpStatus: status };
	return {
		failure: { ...all, message: `${before} ${message}`.trim() },
		cause: concernsAll(run, subject, failure) ? all : undefined,
	};
}

/** Whether every item would fail alike: the key is refused, or the one chatbot of all items is unknown. */
function concernsAll(run: RunContext, { leadId }: Subject, failure: ApiFailure): boolean {
	return isKeyRefused(failure) || (failure.status === 404 && leadId === undefined && run.scopes.size === 1);
}

/**
 * A lead that may exist or not: the answer that would have told was lost, and so was every one after it.
 *
 * @param then what another run makes of a lead that is stored
 */
export function unconfirmed(
	run: RunContext,
	subject: Subject,
	then: string,
	last?: ApiFailure,
): { readonly failure: Failure } {
	const why = last && failed(run, subject, last).failure;
	return {
		failure: {
			code: last?.code === 'CANCELLED' ? 'CANCELLED' : 'UNCONFIRMED',
			message: `PollyBot did not confirm this lead, so it may be stored or not. Run the row again: a lead that is stored is then ${then}.`,
			description: [why?.message, why?.description].filter(Boolean).join(' ') || undefined,
			httpStatus: last?.status,
		},
	};
}

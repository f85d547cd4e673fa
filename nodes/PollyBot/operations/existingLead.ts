import { isNotFound, type ApiFailure } from '../pollybot/failure';
import { isPathSegment, type Scope } from '../pollybot/paths';
import type { Sent } from '../pollybot/attempt';
import type { Result } from '../result';
import type { LeadRequest } from '../parameters/newLead';
import type { Failure } from '../messages/failure';

/** The lead that a create found in its place; undefined when the service did not say which one it is. */
export function existingIdIn({ existingLeadId = '' }: ApiFailure): string | undefined {
	return isPathSegment(existingLeadId) ? existingLeadId : undefined;
}

/**
 * Sends a request about a lead that is known to exist. Where emails are unique in the workspace it may be another
 * chatbot's: one that is unknown in the chatbot's scope is looked for once in the workspace.
 */
export async function sendInEitherScope<T>(
	scope: Scope,
	request: (scope: Scope) => Promise<Sent<Result<T, ApiFailure>>>,
): Promise<Sent<Result<T, ApiFailure>>> {
	const sent = await request(scope);
	const isUnknown = sent.value?.ok === false && isNotFound(sent.value.error);
	return isUnknown && scope !== 'workspace' ? await request('workspace') : sent;
}

/** The beginning of a sentence about a lead that a create found in its place. A newer service may know it by its phone. */
export function sayKnown({ email }: LeadRequest): string {
	return email === undefined
		? 'A lead with these data is already in PollyBot'
		: `A lead with the email "${email}" is already in PollyBot`;
}

/** Nothing can be done with the existing lead: PollyBot did not say which one it is. */
export function failUnnamed(request: LeadRequest, { status }: ApiFailure, consequence: string): Failure {
	const message = `${sayKnown(request)}, which did not say which one it is${consequence}`;
	return { code: 'DUPLICATE_EMAIL', message, field: 'email', value: request.email, httpStatus: status };
}

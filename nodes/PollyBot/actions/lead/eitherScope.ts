import { isNotFound, type ApiResult } from '../../api/failure';
import type { Scope } from '../../api/paths';
import type { Sent } from '../../engine/send';

/**
 * Sends a request about a lead that is known to exist. Emails are unique in the workspace, so it may be another chatbot's:
 * one that is unknown in the chatbot's scope is looked for once in the workspace.
 */
export async function inEitherScope<T>(
	scope: Scope,
	request: (scope: Scope) => Promise<Sent<ApiResult<T>>>,
): Promise<Sent<ApiResult<T>>> {
	const sent = await request(scope);
	const isUnknown = sent.value?.ok === false && isNotFound(sent.value.failure);
	return isUnknown && scope !== 'workspace' ? await request('workspace') : sent;
}

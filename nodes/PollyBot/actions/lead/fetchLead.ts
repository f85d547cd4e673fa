import type { Lead } from '../../api/envelope';
import type { ApiResult } from '../../api/failure';
import type { Scope } from '../../api/paths';
import type { Sent } from '../../engine/requests';
import type { RunContext } from '../operation';

/**
 * Fetches a lead that is known to exist. Emails are unique in the workspace, so it may be another chatbot's: one that is
 * unknown in the chatbot's scope is looked for once in the workspace.
 */
export async function fetchLead(run: RunContext, scope: Scope, leadId: string): Promise<Sent<ApiResult<Lead>>> {
	const sent = await run.send(() => run.client.getLead(scope, leadId));
	const isUnknown = sent.value?.ok === false && sent.value.failure.code === 'NOT_FOUND';
	return isUnknown && scope !== 'workspace' ? await run.send(() => run.client.getLead('workspace', leadId)) : sent;
}

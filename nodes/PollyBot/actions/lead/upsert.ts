import type { INodeProperties } from 'n8n-workflow';
import type { Lead } from '../../api/envelope';
import { isLost, type ApiFailure, type ApiResult } from '../../api/failure';
import { isPathSegment } from '../../api/paths';
import type { ItemMemory } from '../../engine/memory';
import type { Outcome } from '../../engine/outcome';
import type { Sent } from '../../engine/requests';
import { bulkOptionsWithDeferral } from '../bulkOptions';
import type { Operation, Performed, RunContext } from '../operation';
import { failed, unconfirmed } from './failures';
import { includeRemaining } from './includeRemaining';
import { readNewLead, type LeadRequest } from './newLead';
import { isOfThisRun } from './ownLead';
import { summary } from './summary';
import { inEitherScope } from './eitherScope';

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [includeRemaining, ...bulkOptionsWithDeferral],
	displayOptions: { show: { resource: ['lead'], operation: ['upsert'] } },
};

/** Create a lead, or update the one that has the email already. Source: PollyBot Leads API v1.0, Create and Update Lead. */
export const upsert: Operation = {
	fields: [options],

	prepare(run, item, json) {
		const { request, failure } = readNewLead(run, item, json);
		if (failure) return { failure };
		return {
			job: {
				key: request.email.toLowerCase(),
				perform: async (memory) => await upsertLead(run, request, memory, true),
			},
		};
	},

	summarise: (finished) => summary(finished, 'Saved', 'saved'),
};

/** @param again whether a lead that is gone between the two requests is to be created once more */
async function upsertLead(run: RunContext, request: LeadRequest, memory: ItemMemory, again: boolean): Performed {
	const sent = await run.send(() => run.client.createLead(request.scope, request.body));
	memory.lostAt ??= sent.lostAt;
	if (sent.refused) return memory.lostAt === undefined ? { refused: sent.refused } : unconfirmed(run, request);
	if (sent.value.ok) return saved(sent.value.data, 'created');
	const { failure } = sent.value;
	if (failure.code === 'DUPLICATE_EMAIL') return await updateKnown(run, request, failure, memory, again);
	const unknown = memory.lostAt !== undefined && (isLost(failure) || failure.status === 429);
	return unknown ? unconfirmed(run, request, failure) : failed(run, request, failure);
}

/** A lead with the email is there: somebody else's or, if an earlier answer was lost, the one that this run created. */
async function updateKnown(
	run: RunContext,
	request: LeadRequest,
	duplicate: ApiFailure,
	memory: ItemMemory,
	again: boolean,
): Performed {
	const leadId = duplicate.existingLeadId ?? '';
	if (!isPathSegment(leadId)) return failed(run, request, duplicate);
	const sent: Sent<ApiResult<Lead>> = await inEitherScope(
		request.scope,
		async (scope) => await run.send(() => run.client.updateLead(scope, leadId, request.body)),
	);
	if (sent.refused) return { refused: sent.refused };
	if (sent.value.ok) {
		const lead = sent.value.data;
		return saved(lead, isOfThisRun(run, lead, memory.lostAt) ? 'created' : 'updated');
	}
	const { failure } = sent.value;
	if (failure.code === 'NOT_FOUND' && again) return await upsertLead(run, request, memory, false);
	return failed(run, { scope: 'workspace', email: request.email, leadId }, failure);
}

function saved(lead: Lead, upsertAction: 'created' | 'updated'): Outcome {
	return { success: { output: 'Saved', items: [{ ...lead, upsertAction }] } };
}

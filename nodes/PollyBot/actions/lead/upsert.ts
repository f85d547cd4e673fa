import type { INodeProperties } from 'n8n-workflow';
import type { Lead } from '../../api/envelope';
import { isNotFound, type ApiFailure, type ApiResult } from '../../api/failure';
import { isPathSegment } from '../../api/paths';
import type { ItemMemory } from '../../engine/memory';
import type { Outcome } from '../../engine/outcome';
import type { Sent } from '../../engine/send';
import { emailKey } from '../../leads/email';
import { bulkOptionsWithDeferral } from '../bulkOptions';
import type { Operation, Performed, RunContext } from '../operation';
import { failed } from './failures';
import { includeRemaining } from './includeRemaining';
import { marked } from './marked';
import { readNewLead, type LeadRequest } from './newLead';
import { isOfThisRun } from './ownLead';
import { sendNewLead } from './sendNewLead';
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
				key: emailKey(request.email),
				perform: async (memory) => await upsertLead(run, request, memory, true),
			},
		};
	},

	summarise: (finished) => summary(finished, 'Saved', 'saved'),
};

/** @param again whether a lead that is gone between the two requests is to be created once more */
async function upsertLead(run: RunContext, request: LeadRequest, memory: ItemMemory, again: boolean): Performed {
	return await sendNewLead(run, request, memory, {
		created: (lead) => saved(lead, 'created'),
		duplicate: async (failure, lostAt) =>
			await updateKnown(run, request, failure, lostAt, async () =>
				again ? await upsertLead(run, request, memory, false) : undefined,
			),
		then: 'updated',
	});
}

/** A lead with the email is there: somebody else's or, if an earlier answer was lost, the one that this run created. */
async function updateKnown(
	run: RunContext,
	request: LeadRequest,
	duplicate: ApiFailure,
	lostAt: number | undefined,
	createAgain: () => Promise<Awaited<Performed> | undefined>,
): Performed {
	const leadId = duplicate.existingLeadId ?? '';
	if (!isPathSegment(leadId)) return notTold(request, duplicate);
	const sent: Sent<ApiResult<Lead>> = await inEitherScope(
		request.scope,
		async (scope) => await run.send(() => run.client.updateLead(scope, leadId, request.updateBody)),
	);
	if (sent.refused) return { refused: sent.refused };
	if (sent.value.ok) {
		const lead = sent.value.data;
		return saved(lead, isOfThisRun(run, lead, lostAt) ? 'created' : 'updated');
	}
	const { failure } = sent.value;
	const created = isNotFound(failure) ? await createAgain() : undefined;
	return created ?? failed(run, { scope: 'workspace', email: request.email, leadId }, failure);
}

/** The lead that is there cannot be updated: PollyBot did not say which it is. */
function notTold({ email }: LeadRequest, { status }: ApiFailure): Outcome {
	const message = `A lead with the email "${email}" is already in PollyBot, which did not say which one it is, so it was not updated. Look it up in PollyBot.`;
	return { failure: { code: 'DUPLICATE_EMAIL', message, field: 'email', value: email, httpStatus: status } };
}

function saved(lead: Lead, upsertAction: 'created' | 'updated'): Outcome {
	return { success: { output: 'Saved', items: [marked(lead, { upsertAction })] } };
}

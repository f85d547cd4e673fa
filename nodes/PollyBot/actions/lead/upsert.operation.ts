import type { Lead } from '../../api/envelope';
import { isNotFound, type ApiFailure } from '../../api/failure';
import type { ItemMemory } from '../../engine/memory';
import type { Outcome } from '../../engine/outcome';
import { ok } from '../../result';
import type { Operation, Performed, RunContext } from '../operation';
import { existingIdIn, failUnnamed, sendInEitherScope } from './existingLead';
import { keyOfLead, readNewLead, type LeadRequest } from './fields/newLead';
import { conclude, succeedStored } from './outcomes';
import { isCreatedSince, sendCreate } from './sendCreate';

/** Create a lead, or update the one that has the email. Source: PollyBot Leads API v1.0, Create and Update Lead. */
export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	action: 'Create or update a lead',
	output: 'Saved',
	canDefer: true,
	mapsLead: {
		status: '',
		noStatus: {
			name: 'Leave As It Is',
			description: 'Send no status: a lead that is known keeps its own, a new one gets what PollyBot gives it',
		},
	},
	done: 'saved',

	prepare(run, item, json) {
		const request = readNewLead(run, item, json);
		if (!request.ok) return request;
		return ok({
			key: keyOfLead(request.value),
			perform: async (memory) => await createOrUpdate(run, request.value, memory, true),
		});
	},
};

/** @param again whether a lead that is gone between the two requests is to be created once more */
async function createOrUpdate(
	run: RunContext,
	request: LeadRequest,
	memory: ItemMemory,
	again: boolean,
): Promise<Performed> {
	return await sendCreate(run, request, memory, {
		created: (lead) => succeedSaved(lead, request.body, 'created'),
		existing: async (failure, lostAt) =>
			await updateExisting(run, request, failure, lostAt, async () =>
				again ? await createOrUpdate(run, request, memory, false) : undefined,
			),
		then: 'updated',
	});
}

/** A lead with the email exists: somebody else's or, if an earlier answer was lost, the one that this run created. */
async function updateExisting(
	run: RunContext,
	request: LeadRequest,
	duplicate: ApiFailure,
	lostAt: number | undefined,
	createAgain: () => Promise<Performed | undefined>,
): Promise<Performed> {
	const leadId = existingIdIn(duplicate);
	if (leadId === undefined) {
		return { failure: failUnnamed(request, duplicate, ', so it was not updated. Look it up in PollyBot.') };
	}
	const sent = await sendInEitherScope(
		request.scope,
		async (scope) => await run.send(() => run.client.updateLead(scope, leadId, request.updateBody)),
	);
	const isGone = sent.value?.ok === false && isNotFound(sent.value.error);
	const created = isGone ? await createAgain() : undefined;
	return (
		created ??
		conclude(run, { scope: 'workspace', email: request.email, leadId }, sent, (lead) =>
			succeedSaved(lead, request.updateBody, isCreatedSince(run, lead, lostAt) ? 'created' : 'updated'),
		)
	);
}

function succeedSaved(lead: Lead, body: string, upsertAction: 'created' | 'updated'): Outcome {
	return succeedStored('Saved', lead, body, { upsertAction });
}

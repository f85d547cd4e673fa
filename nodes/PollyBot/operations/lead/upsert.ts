import type { INodeProperties } from 'n8n-workflow';
import type { Lead } from '../../pollybot/envelope';
import { isNotFound, type ApiFailure } from '../../pollybot/failure';
import type { ItemMemory } from '../../run/memory';
import type { Outcome } from '../../run/outcome';
import { ok } from '../../result';
import type { Operation, Performed, RunContext } from '../../run/operation';
import { existingIdIn, failUnnamed, sendInEitherScope } from '../existingLead';
import { isDryRun } from '../../parameters/dryRun';
import { keyOfLead, readNewLead, type LeadRequest } from '../../parameters/newLead';
import { mergeWithExisting, readMergeWithExisting } from '../../parameters/mergeWithExisting';
import { conclude, succeedStored, succeedChecked } from '../outcomes';
import { claim, createOnce } from '../createOnce';
import { sendUpdate } from '../sendUpdate';
import { failInvalid } from '../../messages/failure';
import type { Json } from '../../json';

const replaceNotice: INodeProperties = {
	displayName: `The tags and custom fields of an existing lead are replaced, unless the option '${mergeWithExisting.displayName}' says otherwise`,
	name: 'replaceNotice',
	type: 'notice',
	default: '',
};

/** Create a lead, or update the one that has the email. Source: PollyBot Leads API v1.0, Create and Update Lead. */
export const upsert: Operation = {
	value: 'upsert',
	name: 'Create or Update',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	action: 'Create or update lead',
	toolDescription:
		'Saves a person as a lead in PollyBot: creates the lead, or updates the one that has the same email address. Use this when the person may be in PollyBot already. Fields that are left empty keep their values. "upsertAction" in the answer says whether the lead was created or updated.',
	output: 'Saved',
	canDefer: true,
	mapsLead: {
		status: '',
		noStatus: {
			name: 'Leave As It Is',
			description: 'Send no status: an existing lead keeps its own, and PollyBot decides for a new one',
		},
	},
	fields: [replaceNotice],
	options: [mergeWithExisting],
	done: 'saved',

	prepare(run, item, json) {
		const lead = readNewLead(run, item, json);
		if (!lead.ok) return lead;
		const addTo = readMergeWithExisting(run, item);
		if (!addTo.ok) return failInvalid(addTo.error);
		const request = { ...lead.value, addTo: addTo.value };
		const isCheck = isDryRun(run, item);
		return ok({
			key: keyOfLead(request),
			perform: async (memory) =>
				isCheck ? succeedChecked('Saved', request.lead) : await createOrUpdate(run, request, memory, true),
		});
	},
};

interface UpsertRequest extends LeadRequest {
	/** The fields of a known lead that are added to. */
	readonly addTo: readonly string[];
}

/** @param again whether a lead that is gone between the two requests is to be created once more */
async function createOrUpdate(
	run: RunContext,
	request: UpsertRequest,
	memory: ItemMemory,
	again: boolean,
): Promise<Performed> {
	const reply = await createOnce(run, request, memory, 'updated');
	switch (reply.kind) {
		case 'created':
			return succeedSaved(reply.lead, request.lead, 'created');
		case 'exists':
			return await updateExisting(run, request, memory, reply.failure, async () =>
				again ? await createOrUpdate(run, request, memory, false) : undefined,
			);
		case 'ended':
			return reply.outcome;
	}
}

async function updateExisting(
	run: RunContext,
	request: UpsertRequest,
	memory: ItemMemory,
	duplicate: ApiFailure,
	createAgain: () => Promise<Performed | undefined>,
): Promise<Performed> {
	const leadId = existingIdIn(duplicate);
	if (leadId === undefined) {
		return { failure: failUnnamed(request, duplicate, ', so it was not updated. Look it up in PollyBot.') };
	}
	const sent = await sendInEitherScope(
		request.scope,
		async (scope) => await sendUpdate(run, { scope, leadId }, { lead: request.update, addTo: request.addTo }),
	);
	const isGone = sent.value?.ok === false && isNotFound(sent.value.error);
	const created = isGone ? await createAgain() : undefined;
	if (created) return created;
	if (sent.value?.ok) claim(run, memory, leadId);
	return conclude(run, { scope: 'workspace', email: request.email, leadId, lead: request.update }, sent, (lead) =>
		succeedSaved(lead, request.update, 'updated'),
	);
}

function succeedSaved(lead: Lead, sent: Json, upsertAction: 'created' | 'updated'): Outcome {
	return succeedStored('Saved', lead, sent, { upsertAction });
}

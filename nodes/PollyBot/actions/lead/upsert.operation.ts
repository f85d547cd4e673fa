import type { INodeProperties } from 'n8n-workflow';
import type { Lead } from '../../api/envelope';
import { isNotFound, type ApiFailure } from '../../api/failure';
import type { ItemMemory } from '../../engine/memory';
import type { Outcome } from '../../engine/outcome';
import { ok } from '../../result';
import type { Operation, Performed, RunContext } from '../operation';
import { existingIdIn, failUnnamed, sendInEitherScope } from './existingLead';
import { isDryRun, succeedChecked } from './fields/dryRun';
import { keyOfLead, readNewLead, type LeadRequest } from './fields/newLead';
import { mergeWithExisting, readMergeWithExisting } from './fields/mergeWithExisting';
import { conclude, failInvalid, succeedStored } from './outcomes';
import { isCreatedSince, sendCreate } from './sendCreate';
import { sendUpdate } from './sendUpdate';

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
				isCheck ? succeedChecked('Saved', request.body) : await createOrUpdate(run, request, memory, true),
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
	request: UpsertRequest,
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
		async (scope) => await sendUpdate(run, { scope, leadId }, { body: request.updateBody, addTo: request.addTo }),
	);
	const isGone = sent.value?.ok === false && isNotFound(sent.value.error);
	const created = isGone ? await createAgain() : undefined;
	return (
		created ??
		conclude(run, { scope: 'workspace', email: request.email, leadId, body: request.updateBody }, sent, (lead) =>
			succeedSaved(lead, request.updateBody, isCreatedSince(run, lead, lostAt) ? 'created' : 'updated'),
		)
	);
}

function succeedSaved(lead: Lead, body: string, upsertAction: 'created' | 'updated'): Outcome {
	return succeedStored('Saved', lead, body, { upsertAction });
}

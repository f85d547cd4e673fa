import { leadJson } from '../../lead/lead';
import { ok } from '../../result';
import type { Operation } from '../../run/operation';
import { keyOf, readWanted } from '../../parameters/leadId';
import { mergeWithExisting, readMergeWithExisting } from '../../parameters/mergeWithExisting';
import { readUpdateFields, updateFields } from '../../parameters/updateFields';
import { performOnLead } from '../targetLead';
import { conclude, succeedStored } from '../outcomes';
import { sendUpdate } from '../sendUpdate';
import { failInvalid } from '../../messages/failure';

/** Update a lead. Source: PollyBot Leads API v1.0, Update Lead. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	description: 'Update one or more leads, and keep the fields that are not given',
	action: 'Update lead',
	toolDescription:
		'Changes fields of one existing lead in PollyBot. Only the fields that are given change. Needs the ID of the lead or its exact email address: search for it first.',
	output: 'Updated',
	isAboutOneLead: true,
	fields: [updateFields],
	options: [mergeWithExisting],
	done: 'updated',

	prepare(run, item) {
		const wanted = readWanted(run, item);
		if (!wanted.ok) return wanted;
		const addTo = readMergeWithExisting(run, item);
		if (!addTo.ok) return failInvalid(addTo.error);
		const changes = readUpdateFields(run.read('updateFields', item, {}));
		const json = changes.ok ? leadJson(changes.value) : changes;
		if (!json.ok) return failInvalid(json.error);
		return ok({
			key: keyOf(wanted.value),
			perform: async (memory) =>
				await performOnLead(run, wanted.value, memory, async (target) => {
					const sent = await sendUpdate(run, target, { lead: json.value, addTo: addTo.value });
					return conclude(run, { ...target, lead: json.value }, sent, (lead) =>
						succeedStored('Updated', lead, json.value),
					);
				}),
		});
	},
};

import { removeTags } from '../../lead/changes';
import { scope } from '../../parameters/scope';
import { targetLead } from '../../parameters/targetLead';
import { mergeWithExisting, updateFields } from '../../parameters/updateFields';
import { operation } from '../../run/operation';
import { conclude, succeedStored } from '../outcomes';
import { performOnTarget, sendUpdate, targetKey } from '../targetLead';

/** Update a lead. Source: PollyBot Leads API v1.0, Update Lead. */
export const update = operation({
	value: 'update',
	name: 'Update',
	description: 'Update one or more leads; fields you leave out keep their values',
	action: 'Update lead',
	toolDescription:
		'Changes fields of one existing lead in PollyBot. Only the fields that are given change. Needs the ID of the lead or its exact email address: search for it first.',
	output: 'Updated',
	fieldsIn: 'Update Fields',
	done: 'updated',
	parameters: { scope, target: targetLead, addTo: mergeWithExisting, update: updateFields },

	key: targetKey,
	perform: async (row) =>
		await performOnTarget(row, async (target) => {
			const { addTo } = row.values;
			const { changes, removedTags } = row.values.update;
			const sent = await sendUpdate(row.execution.client, target, changes, addTo, removedTags);
			// A tag that is sent and removed is not a loss.
			const { value: toKeep = changes } = removeTags(changes, {}, removedTags);
			return conclude(row, { ...target, lead: changes }, sent, (lead) => succeedStored('Updated', lead, toKeep));
		}),
});

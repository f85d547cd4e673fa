import { selectFields } from '../../lead/outputFields';
import { output } from '../../parameters/output';
import { scope } from '../../parameters/scope';
import { targetLead } from '../../parameters/targetLead';
import { operation } from '../../run/operation';
import { conclude, repeatFirst, succeedWith } from '../outcomes';
import { performOnTarget, targetKey } from '../targetLead';

/** Get a lead. Source: PollyBot Leads API v1.0, Get Lead. */
export const get = operation({
	value: 'get',
	name: 'Get',
	description: 'Retrieve a lead',
	action: 'Get lead',
	toolDescription:
		'Reads one lead from PollyBot, by its ID or by its exact email address. If the response has error.code "NOT_FOUND", there is no such lead: search by name instead.',
	output: 'Lead',
	parameters: { scope, target: targetLead, output },

	key: targetKey,
	place: ({ output: choice }) => JSON.stringify(choice),
	// A lead that another item asked for already is not fetched again.
	repeat: repeatFirst,
	perform: async (row) =>
		await performOnTarget(row, async (target) => {
			const sent = await row.execution.client.getLead(target.scope, target.leadId);
			return conclude(row, target, sent, (lead) => succeedWith('Lead', [selectFields(lead, row.values.output)]));
		}),
});

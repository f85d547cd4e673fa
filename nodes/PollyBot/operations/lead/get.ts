import { ok } from '../../result';
import type { Operation } from '../../run/operation';
import { keyOf, readWanted } from '../../parameters/leadId';
import { performOnLead } from '../targetLead';
import { selectFields } from '../../lead/outputFields';
import { readOutputOf, toolOutputProperties } from '../../parameters/output';
import { conclude, repeatFirst, succeedWith } from '../outcomes';
import { failInvalid } from '../../messages/failure';

/** Get a lead. Source: PollyBot Leads API v1.0, Get Lead. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	description: 'Retrieve a lead',
	action: 'Get lead',
	toolDescription:
		'Reads one lead from PollyBot, by its ID or by its exact email address. If the answer has error.code "NOT_FOUND", there is no such lead: search by name instead.',
	output: 'Lead',
	isAboutOneLead: true,
	fields: toolOutputProperties,

	prepare(run, item) {
		const wanted = readWanted(run, item);
		if (!wanted.ok) return wanted;
		const output = readOutputOf(run, item);
		if (!output.ok) return failInvalid(output.error);
		return ok({
			key: keyOf(wanted.value),
			place: JSON.stringify(output.value),
			perform: async (memory) =>
				await performOnLead(run, wanted.value, memory, async (target) => {
					const sent = await run.client.getLead(target.scope, target.leadId);
					return conclude(run, target, sent, (lead) => succeedWith('Lead', [selectFields(lead, output.value)]));
				}),
			// A lead that another item asked for already is not fetched again.
			repeat: repeatFirst,
		});
	},
};

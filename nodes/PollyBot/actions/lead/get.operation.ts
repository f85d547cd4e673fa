import { ok } from '../../result';
import type { Operation } from '../operation';
import { keyOf, readWanted } from './fields/leadId';
import { performOnLead } from './findLead';
import { conclude, repeatFirst, succeedWith } from './outcomes';

/** Get a lead. Source: PollyBot Leads API v1.0, Get Lead. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	description: 'Get one lead with all its fields',
	action: 'Get a lead',
	output: 'Lead',
	isAboutOneLead: true,

	prepare(run, item) {
		const wanted = readWanted(run, item);
		if (!wanted.ok) return wanted;
		return ok({
			key: keyOf(wanted.value),
			perform: async (memory) =>
				await performOnLead(run, wanted.value, memory, async (target) => {
					const sent = await run.send(() => run.client.getLead(target.scope, target.leadId));
					return conclude(run, target, sent, (lead) => succeedWith('Lead', [lead]));
				}),
			// A lead that another item asked for already is not fetched again.
			repeat: repeatFirst,
		});
	},
};

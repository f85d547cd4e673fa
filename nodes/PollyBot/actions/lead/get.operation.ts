import { ok } from '../../result';
import type { Operation } from '../operation';
import { keyOf, readTarget } from './fields/leadId';
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
		const target = readTarget(run, item);
		if (!target.ok) return target;
		const { scope, leadId } = target.value;
		return ok({
			key: keyOf(target.value),
			perform: async () => {
				const sent = await run.send(() => run.client.getLead(scope, leadId));
				return conclude(run, target.value, sent, (lead) => succeedWith('Lead', [lead]));
			},
			// A lead that another item asked for already is not fetched again.
			repeat: repeatFirst,
		});
	},
};

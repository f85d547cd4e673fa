import type { Operation } from '../operation';
import { optionsField } from './options';
import { failed } from './failures';
import { keyOf, readTarget } from './leadId';
import { sameAgain } from './sameAgain';

/** Get a lead. Source: PollyBot Leads API v1.0, Get Lead. */
export const get: Operation = {
	fields: [optionsField('get')],

	prepare(run, item) {
		const { target, failure } = readTarget(run, item);
		if (failure) return { failure };
		return {
			job: {
				key: keyOf(target),
				perform: async () => {
					const sent = await run.send(() => run.client.getLead(target.scope, target.leadId));
					if (sent.refused) return { refused: sent.refused };
					if (!sent.value.ok) return failed(run, target, sent.value.failure);
					return { success: { output: 'Lead', items: [sent.value.data] } };
				},
				// A lead that another item asked for already is not fetched again.
				repeat: sameAgain,
			},
		};
	},

	summarise: () => '',
};

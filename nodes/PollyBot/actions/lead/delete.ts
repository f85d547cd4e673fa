import type { INodeProperties } from 'n8n-workflow';
import type { Operation, RunContext } from '../operation';
import { failed } from './failures';
import { keyOf, readTarget, type Target } from './leadId';
import { optionsField } from './options';
import { summary } from './summary';

const notice: INodeProperties = {
	displayName: 'Deleting is permanent: PollyBot cannot bring a lead back.',
	name: 'deleteNotice',
	type: 'notice',
	default: '',
	displayOptions: { show: { resource: ['lead'], operation: ['delete'] } },
};

/** Delete a lead, for good. Source: PollyBot Leads API v1.0, Delete Lead. */
export const deleteLead: Operation = {
	fields: [notice, optionsField('delete')],

	prepare(run, item) {
		const { target, failure } = readTarget(run, item);
		if (failure) return { failure };
		return { job: { key: keyOf(target), perform: async () => await performDelete(run, target) } };
	},

	summarise: (finished) => summary(finished, 'Deleted', 'deleted'),
};

/** A lead that is unknown after an attempt whose answer was lost was deleted by that attempt. */
async function performDelete(run: RunContext, target: Target) {
	const sent = await run.send(() => run.client.deleteLead(target.scope, target.leadId));
	if (sent.refused) return { refused: sent.refused };
	if (sent.value.ok) return deleted(target.leadId, sent.value.data.deletedAt);
	const isGone = sent.value.failure.code === 'NOT_FOUND' && sent.lostAt !== undefined;
	return isGone ? deleted(target.leadId, undefined) : failed(run, target, sent.value.failure);
}

function deleted(id: string, deletedAt: string | undefined) {
	return { success: { output: 'Deleted', items: [{ deleted: true, id, deletedAt: deletedAt ?? null }] } };
}

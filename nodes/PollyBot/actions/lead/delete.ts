import type { INodeProperties } from 'n8n-workflow';
import { isNotFound } from '../../api/failure';
import type { ItemMemory } from '../../engine/memory';
import type { Operation, Performed, RunContext } from '../operation';
import { failed } from './failures';
import { keyOf, readTarget, type Target } from './leadId';
import { optionsField } from './options';
import { summary } from './summary';
import { sameAgain } from './sameAgain';

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
		return {
			job: {
				key: keyOf(target),
				perform: async (memory) => await performDelete(run, target, memory),
				repeat: sameAgain,
			},
		};
	},

	summarise: (finished) => summary(finished, 'Deleted', 'deleted'),
};

/**
 * A lead that is unknown after an attempt whose answer was lost was deleted by that attempt, unless it is another
 * chatbot's, which the workspace knows.
 */
async function performDelete(run: RunContext, target: Target, memory: ItemMemory): Performed {
	const sent = await run.send(() => run.client.deleteLead(target.scope, target.leadId));
	memory.lostAt ??= sent.lostAt;
	if (sent.refused) return { refused: sent.refused };
	if (sent.value.ok) return deleted(target.leadId, sent.value.data.deletedAt);
	const { failure } = sent.value;
	const mayBeGone = isNotFound(failure) && memory.lostAt !== undefined;
	return mayBeGone && (await isGone(run, target)) ? deleted(target.leadId, undefined) : failed(run, target, failure);
}

async function isGone(run: RunContext, { scope, leadId }: Target): Promise<boolean> {
	if (scope === 'workspace') return true;
	const sent = await run.send(() => run.client.getLead('workspace', leadId));
	return sent.value?.ok === false && isNotFound(sent.value.failure);
}

function deleted(id: string, deletedAt: string | undefined) {
	return { success: { output: 'Deleted', items: [{ deleted: true, id, deletedAt: deletedAt ?? null }] } };
}

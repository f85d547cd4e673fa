import type { INodeProperties } from 'n8n-workflow';
import { unconfirmedDeletion } from '../../messages/sentences';
import { scope } from '../../parameters/scope';
import type { Parameter } from '../../parameters/parameter';
import { targetLead } from '../../parameters/targetLead';
import { isNotFound } from '../../pollybot/failure';
import { ok } from '../../result';
import { operation, type Performed, type Row } from '../../run/operation';
import { conclude, repeatFirst, succeedWith } from '../outcomes';
import { performOnTarget, targetKey, type Target } from '../targetLead';

const notice: INodeProperties = {
	displayName: 'Deleting is permanent: PollyBot cannot restore a lead',
	name: 'deleteNotice',
	type: 'notice',
	default: '',
};

const warning: Parameter<undefined> = { fields: [notice], read: () => ok(undefined) };

/** Delete a lead, for good. Source: PollyBot Leads API v1.0, Delete Lead. */
export const deleteLead = operation({
	value: 'delete',
	name: 'Delete',
	description: 'Delete a lead permanently',
	action: 'Delete lead',
	toolDescription:
		'Deletes one lead from PollyBot permanently, by its ID or by its exact email address. This cannot be undone: ask the person to confirm before.',
	output: 'Deleted',
	done: 'deleted',
	parameters: { scope, target: targetLead, warning },

	key: targetKey,
	repeat: repeatFirst,
	perform: async (row) => await performOnTarget(row, async (target) => await sendDelete(row, target)),
});

/**
 * A lead that is unknown after an attempt whose response was lost was deleted by that attempt, unless it is another
 * chatbot's, which the workspace knows.
 */
async function sendDelete(row: Row, target: Target): Promise<Performed> {
	const { memory, execution } = row;
	const { client } = execution;
	const sent = await client.deleteLead(target.scope, target.leadId);
	memory.lostAt ??= sent.lostAt;
	if (memory.lostAt !== undefined && sent.blocked) {
		return { failure: unconfirmedDeletion(target.leadId), halted: sent.blocked === 'halted' };
	}
	const mayBeGone = memory.lostAt !== undefined && sent.value?.ok === false && isNotFound(sent.value.error);
	if (mayBeGone && target.scope === 'workspace') return succeedDeleted(target, undefined);
	const elsewhere = mayBeGone ? await client.getLead('workspace', target.leadId) : undefined;
	if (!elsewhere || elsewhere.value?.ok) {
		return conclude(row, target, sent, ({ deletedAt }) => succeedDeleted(target, deletedAt));
	}
	if (elsewhere.value && isNotFound(elsewhere.value.error)) return succeedDeleted(target, undefined);
	return { failure: unconfirmedDeletion(target.leadId), halted: elsewhere.blocked === 'halted' };
}

function succeedDeleted({ leadId }: Target, deletedAt: string | undefined) {
	return succeedWith('Deleted', [{ deleted: true, id: leadId, deletedAt: deletedAt ?? null }]);
}

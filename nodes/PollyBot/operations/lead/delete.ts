import type { INodeProperties } from 'n8n-workflow';
import { isNotFound } from '../../pollybot/failure';
import type { ItemMemory } from '../../run/memory';
import { ok } from '../../result';
import type { Operation, Performed, RunContext } from '../../run/operation';
import { keyOf, readWanted, type Target } from '../../parameters/leadId';
import { performOnLead } from '../targetLead';
import { conclude, repeatFirst, succeedWith } from '../outcomes';
import type { Failure } from '../../messages/failure';

const notice: INodeProperties = {
	displayName: 'Deleting is permanent: PollyBot cannot restore a lead',
	name: 'deleteNotice',
	type: 'notice',
	default: '',
};

/** Delete a lead, for good. Source: PollyBot Leads API v1.0, Delete Lead. */
export const deleteLead: Operation = {
	value: 'delete',
	name: 'Delete',
	description: 'Delete a lead permanently',
	action: 'Delete lead',
	toolDescription:
		'Deletes one lead from PollyBot permanently, by its ID or by its exact email address. This cannot be undone: ask the person to confirm before.',
	output: 'Deleted',
	isAboutOneLead: true,
	fields: [notice],
	done: 'deleted',

	prepare(run, item) {
		const wanted = readWanted(run, item);
		if (!wanted.ok) return wanted;
		return ok({
			key: keyOf(wanted.value),
			perform: async (memory) =>
				await performOnLead(run, wanted.value, memory, async (target) => await sendDelete(run, target, memory)),
			repeat: repeatFirst,
		});
	},
};

/**
 * A lead that is unknown after an attempt whose answer was lost was deleted by that attempt, unless it is another
 * chatbot's, which the workspace knows.
 */
async function sendDelete(run: RunContext, target: Target, memory: ItemMemory): Promise<Performed> {
	const sent = await run.client.deleteLead(target.scope, target.leadId);
	memory.lostAt ??= sent.lostAt;
	const mayBeGone = memory.lostAt !== undefined && sent.value?.ok === false && isNotFound(sent.value.error);
	if (mayBeGone && target.scope === 'workspace') return succeedDeleted(target, undefined);
	const elsewhere = mayBeGone ? await run.client.getLead('workspace', target.leadId) : undefined;
	if (!elsewhere || elsewhere.value?.ok) {
		return conclude(run, target, sent, ({ deletedAt }) => succeedDeleted(target, deletedAt));
	}
	if (elsewhere.value && isNotFound(elsewhere.value.error)) return succeedDeleted(target, undefined);
	return { failure: failUndecided(target), halted: elsewhere.blocked === 'halted' };
}

/** PollyBot could not be asked whether the lead is gone or belongs to another chatbot. */
function failUndecided({ leadId }: Target): Failure {
	const message = `PollyBot did not confirm that the lead "${leadId}" was deleted. Run the row again: if PollyBot then has no lead with this ID, it was deleted.`;
	return { code: 'UNCONFIRMED', message, field: 'leadId', value: leadId };
}

function succeedDeleted({ leadId }: Target, deletedAt: string | undefined) {
	return succeedWith('Deleted', [{ deleted: true, id: leadId, deletedAt: deletedAt ?? null }]);
}

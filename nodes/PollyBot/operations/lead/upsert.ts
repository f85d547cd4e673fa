import type { Json } from '../../json';
import { emailKey } from '../../lead/email';
import { fieldsToMerge, findChanges, mergeChanges, type Change } from '../../lead/changes';
import { unnamedLead } from '../../messages/sentences';
import { compareFirst, dryRun, newLead } from '../../parameters/newLead';
import type { ValuesOf } from '../../parameters/parameter';
import { scope } from '../../parameters/scope';
import { mergeWithExisting } from '../../parameters/updateFields';
import type { Lead } from '../../pollybot/envelope';
import { isDuplicate, isNotFound, type ApiFailure } from '../../pollybot/failure';
import { operation, type Performed, type Row, type Outcome } from '../../run/operation';
import { findListed, noteLead } from '../compareFirst';
import { claim, createOnce, existingIdIn, sendInEitherScope } from '../createOnce';
import { conclude, mark, succeedChecked, succeedStored, succeedWith } from '../outcomes';
import { sendUpdate } from '../targetLead';

const NO_STATUS = { name: 'Leave As It Is', description: 'Send no status: an existing lead keeps its own' };

const parameters = { scope, lead: newLead(NO_STATUS, false), addTo: mergeWithExisting, dryRun, compareFirst };

type Values = ValuesOf<typeof parameters>;

/** Create a lead, or update the one that has the email. Source: PollyBot Leads API v1.0, Create and Update Lead. */
export const upsert = operation({
	value: 'upsert',
	name: 'Create or Update',
	description: 'Create a new lead, or update the current one if it already exists (upsert)',
	action: 'Create or update lead',
	toolDescription:
		'Saves a person as a lead in PollyBot: creates the lead, or updates the one that has the same email address. Use this when the person may be in PollyBot already. Fields that are left empty keep their values. "upsertAction" in the response says whether the lead was created or updated.',
	output: 'Saved',
	canDefer: true,
	fieldsIn: 'Additional Fields',
	done: 'saved',
	parameters,

	key: ({ lead }) => (lead.email === undefined ? undefined : emailKey(lead.email)),
	async perform(row) {
		const { lead, update } = row.values.lead;
		const listed = row.values.compareFirst ? await findListed(row) : undefined;
		const changes = listed && findChanges(update, listed, row.values.addTo);
		if (row.values.dryRun) {
			// A later row with the email would meet the lead as this one leaves it.
			const fields = ['metadata', ...fieldsToMerge(update, row.values.addTo)];
			const after = { id: '', ...(listed ?? lead), ...mergeChanges(update, listed ?? {}, fields).value };
			noteLead(row, listed === undefined ? undefined : after);
			return succeedChecked('Saved', lead, planOf(changes));
		}
		if (!listed) return await createOrUpdate(row, true);
		if (changes?.length === 0) {
			claim(row, String(listed.id));
			return succeedWith('Saved', [mark(listed, { upsertAction: 'unchanged' })]);
		}
		const updated = await updateExisting(row, { existingLeadId: String(listed.id) }, isOutdated);
		return updated ?? (await createOrUpdate(row, false));
	},
});

/**
 * What would become of a row: of an existing lead, each field that would change, with its old and new value.
 *
 * @param changes null for a lead that would be created; undefined where nothing is known
 */
function planOf(changes: readonly Change[] | null | undefined): Json {
	if (!changes) return changes === null ? { upsertAction: 'created' } : {};
	return changes.length === 0 ? { upsertAction: 'unchanged' } : { upsertAction: 'updated', changes };
}

/** Whether the list was wrong: the lead is gone, or another one has the email. Only a create tells which. */
function isOutdated(failure: ApiFailure): boolean {
	return isNotFound(failure) || isDuplicate(failure);
}

/** @param again whether a lead that is gone between the two requests is to be created once more */
async function createOrUpdate(row: Row<Values>, again: boolean): Promise<Performed> {
	const reply = await createOnce(row, 'updated');
	noteLead(row, reply.kind === 'created' ? reply.lead : undefined);
	switch (reply.kind) {
		case 'created':
			return succeedSaved(reply.lead, row.values.lead.lead, 'created');
		case 'exists':
			return (await updateExisting(row, reply.failure, again && isNotFound)) ?? (await createOrUpdate(row, false));
		case 'ended':
			return reply.outcome;
	}
}

/** @returns undefined after a failure of which `again` says that the row is to be created */
async function updateExisting(
	row: Row<Values>,
	duplicate: ApiFailure,
	again: false | ((failure: ApiFailure) => boolean),
): Promise<Performed | undefined> {
	const { scope: own, lead, addTo } = row.values;
	const { email, update } = lead;
	const leadId = existingIdIn(duplicate);
	if (leadId === undefined) {
		return { failure: unnamedLead(email, duplicate.status, ', so it was not updated. Look it up in PollyBot.') };
	}
	const sent = await sendInEitherScope(
		own,
		async (either) => await sendUpdate(row.execution.client, { scope: either, leadId }, update, addTo),
	);
	if (again && sent.value?.ok === false && again(sent.value.error)) return undefined;
	if (sent.value?.ok) claim(row, leadId);
	noteLead(row, sent.value?.ok ? sent.value.value : undefined);
	return conclude(row, { scope: 'workspace', email, leadId, lead: update }, sent, (stored) =>
		succeedSaved(stored, update, 'updated'),
	);
}

function succeedSaved(lead: Lead, sent: Json, upsertAction: 'created' | 'updated'): Outcome {
	return succeedStored('Saved', lead, sent, { upsertAction });
}

import type { StoredLead } from '~/tools/sandbox';
import type { WorkflowRun } from '../n8nCore';
import { common, isFailed, keyOf } from './leads';
import type { Told } from './model';
import type { Intrusion, Row, Seed, Step } from './plan';

const field = (name: string) => `={{ $json.${name} }}`;

/** The node's parameters for a step. */
export function parametersOf(step: Step, compareFirst: boolean) {
	const { isWorkspace, by, maxRetries, dedupeInput, onDuplicate, addTo, removeTags, operation } = step;
	const { maxConcurrency } = step;
	const scope = {
		chatbotId: field('bot'),
		options: { scope: isWorkspace ? 'workspace' : 'chatbot', maxRetries, maxConcurrency },
	};
	const fields = { tags: field('tags'), customFields: field('customFields') };
	const merge = { mergeWithExisting: addTo };
	if (operation === 'create' || operation === 'upsert') {
		const additionalFields = { ...fields, metadataJson: field('metadata') };
		const top = {
			name: field('name'),
			email: field('email'),
			phone: field('phone'),
			status: field('status'),
			additionalFields,
		};
		const own = operation === 'create' ? { dedupeInput } : merge;
		return {
			...scope,
			...top,
			...(operation === 'create' && { onDuplicate }),
			options: { ...scope.options, ...own, compareFirst },
		};
	}
	const leadId = { __rl: true, mode: by, value: field(by) };
	if (operation === 'delete') return { ...scope, leadId };
	const updateFields = { ...fields, phone: field('phone || "1"'), status: field('status'), removeTags };
	return { ...scope, leadId, updateFields, options: { ...scope.options, ...merge } };
}

/** How many requests may be under way: those of one email, or those that a fault is meant for, come in order. */
export function inOrder(step: Step): Step {
	const { operation, dedupeInput, onError, trouble } = step;
	const isSequential = operation === 'update' || operation === 'delete' || (operation === 'create' && !dedupeInput);
	return isSequential || onError === 'stopWorkflow' || trouble ? { ...step, maxConcurrency: 1 } : step;
}

/** What the execution says of each row; undefined where it stopped. */
export function toldBy({ outputs, status }: WorkflowRun, step: Step): ReadonlyMap<Row, Told> | undefined {
	if (status !== 'success') return undefined;
	return new Map(
		outputs.flat().map(({ json, pairedItem }): [Row, Told] => {
			const item = (pairedItem as { item: number }).item;
			const error = json.error as { code: string } | undefined;
			return [rowAt(step, item), error ? { said: error.code } : toldOf(json, step)];
		}),
	);
}

function toldOf(json: Record<string, unknown>, { operation, onDuplicate }: Step): Told {
	const id = String(json.existingLeadId ?? json.id);
	if (json.deleted === true) return { said: 'deleted', id };
	if (json.duplicate === true && onDuplicate === 'duplicateOutput') {
		return { said: json.duplicateOf === 'input' ? 'repeated' : 'duplicate', id };
	}
	const { upsertAction } = json;
	const made = typeof upsertAction === 'string' ? upsertAction : 'created';
	const said = operation === 'update' ? 'updated' : json.duplicate === true ? 'existing' : made;
	return { said, id, lead: common(json) };
}

function rowAt({ rows }: Step, item: number): Row {
	const row = rows[item];
	if (!row) throw new Error(`There is no row ${item}`);
	return row;
}

/** Somebody else may have come before any row of that email, or after the last one. */
export function placesOf({ rows, tries }: Step, intrusion: Intrusion | undefined): number[] {
	const count = rows.filter((one) => keyOf(one) === intrusion?.email).length * tries;
	return Array.from({ length: intrusion ? count + 1 : 1 }, (_, index) => index);
}

/** All leads but those that only fill pages. */
export function stateOf(leads: readonly StoredLead[]): string[] {
	return leads
		.filter(({ name }) => name !== 'Other')
		.map((lead) => JSON.stringify(common(lead)))
		.sort();
}

/** The IDs of new leads are whatever the service says. */
export function show(told: ReadonlyMap<Row, Told>, { rows, trouble }: Step, world: readonly Seed[]) {
	const isLie = trouble !== undefined && 'lie' in trouble;
	return rows.map((one) => {
		const { said, id, lead } = told.get(one) ?? { said: 'NOTHING' };
		const which = world.some((seed) => seed.id === id) ? id : 'new';
		return isFailed(said) || isLie ? said : `${said} ${which} ${lead ? JSON.stringify(lead) : ''}`;
	});
}

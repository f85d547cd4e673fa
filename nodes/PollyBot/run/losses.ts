import type { Outcome } from './outcome';
import { showInvisible } from '../text';
import type { Operation } from './operation';

/** The most fields that one sentence names. */
const MOST_NAMED = 8;
const LONGEST_NAMED = 60;

/** The field of a tool's answer that says what PollyBot did not keep. PollyBot's own fields have no underscores. */
export const LOSS_NOTE = 'n8n_not_stored';

/**
 * Says which fields were sent that PollyBot's responses do not have, and what to do; undefined if nothing is missing. This is
 * the one loss of data that nothing else would show.
 */
export function explainLosses(outcomes: readonly Outcome[], operation: Operation, isTool: boolean): string | undefined {
	const missing = countLeads(outcomes, 'missing');
	const changed = countLeads(outcomes, 'changed');
	const sentences = [
		...(missing.size === 0 ? [] : [sayMissing(missing), adviseOn([...missing.keys()], operation, isTool)]),
		...[...changed].map(([field, leads]) => `PollyBot set a different ${field} for ${count(leads)}.`),
		changed.size > 0 &&
			operation.fieldsIn === 'Additional Fields' &&
			'To change it, add an Update operation after this node.',
	];
	return sentences.filter(Boolean).join(' ') || undefined;
}

/** In how many leads each field is lost: of rows about the same lead it is one. */
function countLeads(outcomes: readonly Outcome[], kind: 'missing' | 'changed'): ReadonlyMap<string, number> {
	const leads = new Map<string, Set<unknown>>();
	for (const { success } of outcomes) {
		for (const field of success?.loss?.[kind] ?? []) {
			const known = leads.get(field) ?? new Set();
			leads.set(field, known.add(success?.items[0]?.id));
		}
	}
	return new Map([...leads].map(([field, ids]) => [field, ids.size]));
}

function sayMissing(missing: ReadonlyMap<string, number>): string {
	const most = [...missing].sort(([, one], [, other]) => other - one).slice(0, MOST_NAMED);
	const named = most.map(([field, leads]) => [field.slice(0, LONGEST_NAMED), leads] as const);
	const counts = [...new Set(named.map(([, leads]) => leads))];
	const groups = counts.map((leads) => {
		const fields = named.filter((entry) => entry[1] === leads).map(([field]) => field);
		return `${count(leads)} without ${showInvisible(fields.join(', ')).replace(/, ([^,]*)$/, ' or $1')}`;
	});
	const rest = missing.size - named.length;
	const more = rest === 0 ? [] : [rest === 1 ? '1 more field' : `${rest} more fields`];
	const sent = missing.size === 1 ? 'it was sent' : 'they were sent';
	return `PollyBot returned ${[...groups, ...more].join(' and ')}: ${sent}, but probably not stored.`;
}

/** Where else such data can be kept: newer PollyBots have custom fields for it, older ones the metadata. */
function adviseOn(missing: readonly string[], { fieldsIn }: Operation, isTool: boolean): string | undefined {
	const lacks = (field: string) => missing.some((name) => name === field || name.startsWith(`${field}.`));
	if (lacks('metadata') === lacks('customFields')) return undefined;
	const place = lacks('metadata') ? 'Custom Fields' : 'Metadata';
	const field = lacks('metadata') ? `Custom Fields (among the ${fieldsIn})` : 'Metadata';
	const option =
		fieldsIn === 'Additional Fields' && !isTool
			? `set 'Store Other Fields In' (in the options) to "${place}", or `
			: '';
	return `To keep such data, ${option}use ${field}.`;
}

function count(leads: number): string {
	return leads === 1 ? '1 lead' : `${leads} leads`;
}

import { showInvisible } from '../text';
import type { Operation, Outcome } from './operation';

/** The most fields that one sentence names. */
const MOST_NAMED = 8;
const LONGEST_NAMED = 60;

/** The field of a tool's response that says what PollyBot did not keep. PollyBot's own fields have no underscores. */
export const LOSS_NOTE = 'n8n_not_stored';

/**
 * Says which fields were sent that PollyBot's responses do not have, and what to do; undefined if nothing is missing. This is
 * the one loss of data that nothing else would show.
 *
 * @param hasOtherFields whether input fields are sent that the user has not mapped: an option says where
 */
export function explainLosses(
	outcomes: readonly Outcome[],
	operation: Operation,
	hasOtherFields = false,
): string | undefined {
	const missing = countLeads(outcomes, 'missing');
	const changed = countLeads(outcomes, 'changed');
	const sentences = [
		...(missing.size === 0 ? [] : [sayMissing(missing), adviseOn([...missing.keys()], operation, hasOtherFields)]),
		...[...changed].map(([field, leads]) => `PollyBot set a different ${field} for ${count(leads)}.`),
		changed.size > 0 &&
			operation.fieldsIn === 'Additional Fields' &&
			'To change it, add an Update operation after this node.',
	];
	return sentences.filter(Boolean).join(' ') || undefined;
}

/** In how many leads each field is lost, those of most leads first: of rows about the same lead it is one. */
function countLeads(outcomes: readonly Outcome[], kind: 'missing' | 'changed'): ReadonlyMap<string, number> {
	const leads = new Map<string, Set<unknown>>();
	for (const { success } of outcomes) {
		for (const field of success?.loss?.[kind] ?? []) {
			leads.set(field, (leads.get(field) ?? new Set()).add(success?.items[0]?.id));
		}
	}
	const counts = [...leads].map(([field, ids]): [string, number] => [field, ids.size]);
	return new Map(counts.sort(([, one], [, other]) => other - one));
}

function sayMissing(missing: ReadonlyMap<string, number>): string {
	const groups = new Map<number, string[]>();
	for (const [field, leads] of [...missing].slice(0, MOST_NAMED)) {
		groups.set(leads, [...(groups.get(leads) ?? []), field.slice(0, LONGEST_NAMED)]);
	}
	const lacks = [...groups].map(
		([leads, fields]) => `${count(leads)} without ${showInvisible(fields.join(', ')).replace(/, ([^,]*)$/, ' or $1')}`,
	);
	const rest = missing.size - MOST_NAMED;
	if (rest > 0) lacks.push(rest === 1 ? '1 more field' : `${rest} more fields`);
	const sent = missing.size === 1 ? 'it was sent' : 'they were sent';
	return `PollyBot returned ${lacks.join(' and ')}: ${sent}, but probably not stored.`;
}

/** Where else such data can be kept: pollybot.app has custom fields for it, API v1.0 the metadata. */
function adviseOn(missing: readonly string[], { fieldsIn }: Operation, hasOtherFields: boolean): string | undefined {
	const lacks = (field: string) => missing.some((name) => name === field || name.startsWith(`${field}.`));
	if (lacks('metadata') === lacks('customFields')) return undefined;
	const [place, field] = lacks('metadata')
		? ['Custom Fields', `Custom Fields (among the ${fieldsIn})`]
		: ['Metadata', 'Metadata'];
	const option = hasOtherFields ? `set 'Store Other Fields In' (in the options) to "${place}", or ` : '';
	return `To keep such data, ${option}use ${field}.`;
}

/** Says how far an execution came that stopped at a failure; undefined where nothing is changed. */
export function summarise(finished: readonly Outcome[], { output, done, noun }: Operation): string | undefined {
	if (done === undefined) return undefined;
	const were = (rows: number) => `${count(rows, noun)} ${rows === 1 ? 'was' : 'were'}`;
	const stored = finished.filter(({ success }) => success?.output === output && !success.items[0]?.duplicate).length;
	const unconfirmed = finished.filter(({ failure }) => failure?.code === 'UNCONFIRMED').length;
	const said =
		stored === 0 ? `No ${noun ?? 'lead'} was ${done}.` : `${were(stored)} ${done} before the execution stopped.`;
	return unconfirmed === 0
		? said
		: `${said} ${were(unconfirmed)} not confirmed, and may or may not be ${noun ? done : 'saved'}.`;
}

function count(many: number, noun = 'lead'): string {
	return many === 1 ? `1 ${noun}` : `${many} ${noun}s`;
}

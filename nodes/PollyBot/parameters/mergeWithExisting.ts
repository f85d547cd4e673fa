import type { INodeProperties } from 'n8n-workflow';
import { showInvisible } from '../text';
import { readTexts } from '../lead/list';
import { mergeableFields } from '../lead/merge';
import { invalid, type Invalid, readField, quoteField } from '../lead/invalid';
import type { Result } from '../result';
import type { RunContext } from '../run/operation';

/** An option of the operations that change a known lead. */
export const mergeWithExisting: INodeProperties = {
	displayName: 'Add To Instead of Replacing',
	name: 'mergeWithExisting',
	type: 'multiOptions',
	options: mergeableFields.map(([value, { label }]) => ({ name: label, value })),
	default: [],
	description:
		'PollyBot replaces the tags and custom fields of an existing lead with those sent. What you choose here is added to the existing ones instead. The lead is fetched first, which costs one more request.',
};

const FIELDS = mergeableFields.map(([name]) => name);

/** The fields that are added to. */
export function readMergeWithExisting(run: RunContext, item: number): Result<readonly string[], Invalid> {
	const given = run.read(`options.${mergeWithExisting.name}`, item, []);
	const names = readField(mergeWithExisting.name, given, readTexts);
	const unknown = names.ok ? names.value.find((name) => !FIELDS.includes(name)) : undefined;
	if (unknown === undefined) return names;
	const message = `The field ${quoteField(mergeWithExisting.name)} names "${showInvisible(unknown)}", which cannot be added to. Choose from ${FIELDS.join(', ')}.`;
	return invalid(mergeWithExisting.name, unknown, message);
}

import type { INodeProperties } from 'n8n-workflow';
import { readText } from '../lead/cell';
import { readTexts } from '../lead/list';
import type { OutputChoice } from '../lead/outputFields';
import { invalid, type Invalid, readField, quoteField } from '../lead/invalid';
import { ok, type Result } from '../result';
import type { RunContext } from '../run/operation';
import { hideAsTool, showIf } from './leadProperties';

const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'All Fields', value: 'raw', description: 'The lead as PollyBot returns it' },
		{ name: 'Selected Fields', value: 'selectedFields', description: 'Only the fields that you name' },
		{ name: 'Simplified', value: 'simplified', description: 'The ten most useful fields' },
	],
	default: 'raw',
	description: 'Which fields of the lead to return',
};

const outputFields: INodeProperties = {
	displayName: 'Output Fields',
	name: 'outputFields',
	type: 'string',
	default: '',
	placeholder: 'e.g. name, email, metadata.utm_source',
	description:
		'The fields to return, separated by commas. Use dots for nested fields. The ID is always returned. An expression may give a list.',
	displayOptions: { show: { output: ['selectedFields'] } },
};

/** The choice of fields of whatever gives leads. */
export const outputProperties: readonly INodeProperties[] = [output, outputFields];

/** The same for a node that is a tool too: an agent reads less by default. */
export const toolOutputProperties: readonly INodeProperties[] = [
	hideAsTool(output),
	showIf({ ...output, default: 'simplified' }, { '@tool': [true] }),
	outputFields,
];

/**
 * The fields that are wanted.
 *
 * @param read a parameter by its name, with what counts where it is not set
 */
export function readOutput(
	read: (name: string, fallback: unknown) => unknown,
	preset: 'raw' | 'simplified',
): Result<OutputChoice, Invalid> {
	const given = read('output', preset);
	const text = readText(given);
	const choice = text.ok && text.value !== '' ? text.value : preset;
	if (choice === 'raw' || choice === 'simplified') return ok(choice);
	if (choice !== 'selectedFields') {
		const message = `The field ${quoteField('output')} must be raw, simplified or selectedFields. Choose one of them in the node.`;
		return invalid('output', given, message);
	}
	const fields = read('outputFields', '');
	const selected = readField('outputFields', fields, readTexts);
	if (!selected.ok) return selected;
	if (selected.value.length > 0) return ok({ selected: selected.value });
	const message = `The field ${quoteField('outputFields')} is empty. Name the fields to return, such as name, email, or choose another 'Output'.`;
	return invalid('outputFields', fields, message);
}

/** The fields that an item of a run wants. */
export function readOutputOf({ read, isTool }: RunContext, item: number): Result<OutputChoice, Invalid> {
	return readOutput((name, fallback) => read(name, item, fallback), isTool ? 'simplified' : 'raw');
}

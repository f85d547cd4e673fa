import type { INodeProperties } from 'n8n-workflow';
import { readText, readTexts } from '../lead/cell';
import type { OutputChoice } from '../lead/outputFields';
import type { Failure } from '../messages/failure';
import { ok, type Result } from '../result';
import { readNamed, rejectValue, type Parameter, type Source } from './parameter';
import { AS_TOOL, hideAsTool, showIf } from './properties';

const choice: INodeProperties = {
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

export const triggerOutput: Parameter<OutputChoice> = { fields: [choice, outputFields], read: readOutput };

/** An agent reads less by default. */
export const output: Parameter<OutputChoice> = {
	fields: [hideAsTool(choice), showIf({ ...choice, default: 'simplified' }, AS_TOOL), outputFields],
	read: readOutput,
};

function readOutput(source: Source): Result<OutputChoice, Failure> {
	const preset = source.isTool ? 'simplified' : 'raw';
	const given = source.get(choice.name, preset);
	const text = readText(given);
	const chosen = text.ok && text.value !== '' ? text.value : preset;
	if (chosen === 'raw' || chosen === 'simplified') return ok(chosen);
	if (chosen !== 'selectedFields') {
		const why = 'must be All Fields, Selected Fields or Simplified. Choose one of them in the node.';
		return rejectValue(choice, given, why);
	}
	const selected = readNamed(source, outputFields, readTexts);
	if (!selected.ok) return selected;
	if (selected.value.length > 0) return ok({ selected: selected.value });
	const why = "is empty. Name the fields to return, such as name, email, or choose another 'Output'.";
	return rejectValue(outputFields, source.get(outputFields.name, ''), why);
}

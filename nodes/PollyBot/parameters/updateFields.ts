import type { INodeProperties } from 'n8n-workflow';
import { clearableFields, readChanges } from '../lead/changes';
import { leadFields, type LeadField } from '../lead/fields';
import { readMetadata } from '../lead/metadata';
import type { Json } from '../json';
import { readTexts } from '../lead/list';
import { readField, type Invalid } from '../lead/invalid';
import type { Result } from '../result';
import { customFieldPairs, readCustomFields } from './customFields';
import { propertyOf, sortByName } from './leadProperties';
import { mergeWithExisting } from './mergeWithExisting';
import { readPairs } from './pairs';

const clear: INodeProperties = {
	displayName: 'Clear',
	name: 'clear',
	type: 'multiOptions',
	options: clearableFields.map(([value, { label }]) => ({ name: label, value })),
	default: [],
	description:
		'The fields to empty. A field that you just leave empty keeps its value. An expression may also name one key, such as metadata.utm_source.',
};

/** What an update changes. */
export const updateFields: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Only the fields that you add here and give a value are changed',
	options: sortByName([clear, sayReplaced(customFieldPairs), ...leadFields.map(changedProperty)]),
};

/** A field as the panel shows it for an update: it says what becomes of what the lead has already. */
function changedProperty(entry: readonly [string, LeadField]): INodeProperties {
	return entry[1].isReplaced ? sayReplaced(propertyOf(entry)) : propertyOf(entry);
}

function sayReplaced(property: INodeProperties): INodeProperties {
	const note = `The existing ones are replaced, unless the option '${mergeWithExisting.displayName}' says otherwise.`;
	return { ...property, description: `${property.description?.replace(/(?<!\.)$/, '.')} ${note}` };
}

/** The changes that the parameter holds. */
export function readUpdateFields(parameter: unknown): Result<Json, Invalid> {
	const given = readMetadata(parameter, 'updateFields');
	if (!given.ok) return given;
	const { clear: toClear, metadata, ...fields } = given.value ?? {};
	const customFields = readCustomFields(fields);
	if (!customFields.ok) return customFields;
	const pairs = readPairs(metadata);
	if (!pairs.ok) return pairs;
	const names = readField('clear', toClear, readTexts);
	if (!names.ok) return names;
	return readChanges({ ...fields, metadata: pairs.value, customFields: customFields.value }, names.value);
}

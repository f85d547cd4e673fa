import type { Json } from '../json';
import type { INodeProperties } from 'n8n-workflow';
import { showInvisible } from '../text';
import { clearableFields, mergeableFields, readChanges } from '../lead/changes';
import { leadFields } from '../lead/fields';
import { leadJson } from '../lead/lead';
import { readJson, readTexts } from '../lead/cell';
import type { Failure } from '../messages/failure';
import { fail, ok, type Result } from '../result';
import { customFieldPairs, metadataJson, readCustomFieldsOf, readMetadataOf } from './pairs';
import { option, readNamed, rejectValue, type Parameter, type Source } from './parameter';
import { propertyOf, sortByName } from './properties';

const merge: INodeProperties = {
	displayName: 'Add to Existing Values',
	name: 'mergeWithExisting',
	type: 'multiOptions',
	options: mergeableFields.map(([value, { label }]) => ({ name: label, value })),
	default: [],
	description:
		'PollyBot replaces the tags and custom fields of an existing lead with those sent. What you choose here is added to the existing ones instead. The lead is fetched first, which costs one more request.',
};

const MERGEABLE = mergeableFields.map(([name]) => name);

export const mergeWithExisting: Parameter<readonly string[]> = option(merge, (given) => {
	const names = readTexts(given);
	const unknown = names.ok ? names.value.find((name) => !MERGEABLE.includes(name)) : undefined;
	if (unknown === undefined) return names;
	return fail(`names "${showInvisible(unknown)}", which cannot be added to. Choose from the list.`);
});

const clear: INodeProperties = {
	displayName: 'Clear',
	name: 'clear',
	type: 'multiOptions',
	options: clearableFields.map(([value, { label }]) => ({ name: label, value })),
	default: [],
	description:
		'The fields to empty. A field that you just leave empty keeps its value. To clear a single value, use an expression such as metadata.utm_source.',
};

const tagsToRemove: INodeProperties = {
	displayName: 'Tags to Remove',
	name: 'removeTags',
	type: 'string',
	default: '',
	placeholder: 'e.g. newsletter',
	description:
		'Tags to take away, separated by commas. The others stay. The lead is fetched first, which costs one more request. An expression may give a list.',
};

const collection: INodeProperties = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'Only the fields that you add here and give a value are changed',
	options: sortByName([
		...[clear, tagsToRemove, metadataJson, sayReplaced(customFieldPairs)],
		...leadFields.map((entry) => (entry[1].isReplaced ? sayReplaced(propertyOf(entry)) : propertyOf(entry))),
	]),
};

function sayReplaced(property: INodeProperties): INodeProperties {
	const note = `The existing ones are replaced, unless the option '${merge.displayName}' says otherwise.`;
	return { ...property, description: `${property.description?.replace(/(?<!\.)$/, '.')} ${note}` };
}

export interface LeadUpdate {
	/** As it is sent. */
	readonly changes: Json;
	readonly removedTags: readonly string[];
}

export const updateFields: Parameter<LeadUpdate> = { fields: [collection], read: readUpdate };

function readUpdate(source: Source): Result<LeadUpdate, Failure> {
	const fields = readNamed(source, collection, readJson);
	if (!fields.ok) return fields;
	const { clear: toClear, removeTags, metadata: pairs, metadataJson: json, ...own } = fields.value ?? {};
	const { customFields, customFieldPairs, ...others } = own;
	const custom = readCustomFieldsOf(customFields, customFieldPairs);
	if (!custom.ok) return custom;
	const metadata = readMetadataOf(json, pairs);
	if (!metadata.ok) return metadata;
	const names = readTexts(toClear);
	if (!names.ok) return rejectValue(clear, toClear, names.error);
	const removedTags = readTexts(removeTags);
	if (!removedTags.ok) return rejectValue(tagsToRemove, removeTags, removedTags.error);
	const fieldsToSend = { ...others, metadata: metadata.value, customFields: custom.value };
	const changes = readChanges(fieldsToSend, names.value, removedTags.value.length > 0);
	const body = changes.ok ? leadJson(changes.value) : changes;
	return body.ok ? ok({ changes: body.value, removedTags: removedTags.value }) : body;
}

import type { INodeProperties } from 'n8n-workflow';
import type { Operation } from '../run/operation';
import { settingOptions } from '../parameters/settings';
import { create } from './lead/create';
import { deleteLead } from './lead/delete';
import { dryRun } from '../parameters/dryRun';
import { storeExtraFieldsIn } from '../parameters/extraFields';
import { leadIdField } from '../parameters/leadId';
import { includeRemaining, mappingProperties, NOT_AS_TOOL, showIf, sortByName } from '../parameters/leadProperties';
import { scopeFields } from '../parameters/scope';
import { get } from './lead/get';
import { getAll } from './lead/getMany';
import { update } from './lead/update';
import { upsert } from './lead/upsert';

/** What can be done to a lead. The first one is what a new node does. */
export const leadOperations: readonly Operation[] = [create, upsert, get, getAll, update, deleteLead];

/** The node's parameters: the lead resource, its operations, and the fields of each. */
export function propertiesOf(operations: readonly Operation[]): INodeProperties[] {
	const show = (property: INodeProperties, among: readonly Operation[]) =>
		showIf(property, { operation: among.map(({ value }) => value) });
	const mapping = operations.filter(({ mapsLead }) => mapsLead);
	const own = (propertiesFor: (operation: Operation) => readonly INodeProperties[]) =>
		operations.flatMap((operation) => propertiesFor(operation).map((property) => show(property, [operation])));
	const all = [
		...own((operation) => [toolDescriptionOf(operation)]),
		menuOf(operations),
		...scopeFields,
		show(
			leadIdField,
			operations.filter(({ isAboutOneLead }) => isAboutOneLead),
		),
		...mappingProperties(mapping).map((property) => show(property, mapping)),
		...own(({ fields = [] }) => fields),
		show(
			outputsNotice,
			operations.filter(({ canDefer }) => canDefer),
		),
		...own((operation) => [optionsOf(operation)]),
	];
	return [resource, ...all.map((property) => showIf(property, { resource: ['lead'] }))];
}

const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: [{ name: 'Lead', value: 'lead' }],
	default: 'lead',
};

const menu: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: '',
};

function menuOf(operations: readonly Operation[]): INodeProperties {
	const options = operations.map(({ value, name, description, action }) => ({ name, value, description, action }));
	return {
		...menu,
		options: options.sort((a, b) => a.name.localeCompare(b.name)),
		default: operations[0]?.value ?? '',
	};
}

/** Without this, n8n describes a tool with the words of its action. */
function toolDescriptionOf({ toolDescription }: Operation): INodeProperties {
	return {
		displayName: 'Tool Description',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 4 },
		required: true,
		default: toolDescription,
		description: 'What the model is told about this tool: when to use it, and what its answers mean',
		displayOptions: { show: { '@tool': [true] } },
	};
}

const outputsNotice: INodeProperties = {
	displayName:
		"Changing 'Operation', 'On Duplicate' or (in the options) 'On Rate Limit' adds or removes an output, and the connections below it move. Check the connections afterwards.",
	name: 'onDuplicateNotice',
	type: 'notice',
	default: '',
	displayOptions: NOT_AS_TOOL,
};

function optionsOf({ canDefer = false, mapsLead, options = [] }: Operation): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: sortByName([
			...settingOptions(canDefer),
			...(mapsLead ? [dryRun, includeRemaining, storeExtraFieldsIn] : []),
			...options,
		]),
	};
}

/** The node's subtitle: what it does, and with what. */
export function subtitleOf(operations: readonly Operation[]): string {
	const names = operations.map(({ value, name }) => [value, name.toLowerCase()]);
	return `={{ (${JSON.stringify(names)}.find((pair) => pair[0] === $parameter["operation"]) ?? [])[1] + ": " + $parameter["resource"] }}`;
}

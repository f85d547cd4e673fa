import type { INodeProperties } from 'n8n-workflow';
import { AS_TOOL, showIf, sortByName } from '../parameters/properties';
import { settingsOf } from '../parameters/settings';
import type { Operation, Resource } from '../run/operation';

/** Returns the node's parameters: the menus, and for each operation its fields and its options. */
export function propertiesOf(resources: readonly Resource[]): INodeProperties[] {
	return [
		menuOfResources(resources),
		...resources.flatMap((resource) =>
			[menuOf(resource), ...fieldsOf(resource.operations)].map((property) =>
				showIf(property, { resource: [resource.value] }),
			),
		),
	];
}

/** Returns the node's subtitle: what it does, and with what. */
export function subtitleOf(resources: readonly Resource[]): string {
	const names = resources.flatMap(({ operations }) => operations.map(({ value, name }) => [value, name.toLowerCase()]));
	return `={{ (${JSON.stringify(names)}.find((pair) => pair[0] === $parameter["operation"]) ?? [])[1] + ": " + $parameter["resource"] }}`;
}

const resourceMenu: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: '',
};

function menuOfResources(resources: readonly Resource[]): INodeProperties {
	const options = resources.map(({ name, value }) => ({ name, value }));
	return { ...resourceMenu, options: options.sort(byName), default: resources[0]?.value ?? '' };
}

const menu: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: '',
};

function menuOf({ operations }: Resource): INodeProperties {
	const options = operations.map(({ value, name, description, action }) => ({ name, value, description, action }));
	return { ...menu, options: options.sort(byName), default: operations[0]?.value ?? '' };
}

/** Each operation's fields in its own order; a parameter that several have is one, and stands where the first has it. */
function fieldsOf(operations: readonly Operation[]): INodeProperties[] {
	const shown: Array<{ readonly field: INodeProperties; readonly operations: string[] }> = [];
	for (const operation of operations) {
		let place = 0;
		for (const field of [toolDescriptionOf(operation), ...ownFields(operation), optionsOf(operation)]) {
			const known = shown.findIndex((entry) => entry.field === field);
			if (known >= 0) shown[known]?.operations.push(operation.value);
			else shown.splice(place, 0, { field, operations: [operation.value] });
			place = (known >= 0 ? known : place) + 1;
		}
	}
	return shown.map(({ field, operations: operation }) => showIf(field, { operation }));
}

function ownFields({ parameters }: Operation): readonly INodeProperties[] {
	return Object.values(parameters).flatMap(({ fields = [] }) => fields);
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
		description: 'What the model is told about this tool: when to use it, and what its responses mean',
		displayOptions: { show: AS_TOOL },
	};
}

function optionsOf(operation: Operation): INodeProperties {
	const all = [...Object.values(operation.parameters), settingsOf(operation)];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: sortByName(all.flatMap(({ options = [] }) => options)),
	};
}

function byName(one: { readonly name: string }, other: { readonly name: string }): number {
	return one.name.localeCompare(other.name);
}

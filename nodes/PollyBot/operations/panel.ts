import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { AS_TOOL, showIf, sortByName } from '../parameters/properties';
import { settingsOf } from '../parameters/settings';
import type { Operation, Resource } from '../run/operation';

/** Returns the node's parameters: the menus, and for each operation its fields and its options. */
export function propertiesOf(resources: readonly Resource[]): INodeProperties[] {
	const choices = resources.map(({ name, value }) => ({ name, value }));
	const shown = resources.flatMap(({ value: resource, operations }) => {
		const menu = operations.map(({ value, name, description, action }) => ({ name, value, description, action }));
		return [menuOf('Operation', menu), ...fieldsOf(operations)].map((property) =>
			showIf(property, { resource: [resource] }),
		);
	});
	return [menuOf('Resource', choices), ...shown];
}

/** Returns the node's subtitle: what it does, and with what. */
export function subtitleOf(resources: readonly Resource[]): string {
	const names = resources.flatMap(({ operations }) => operations.map(({ value, name }) => [value, name.toLowerCase()]));
	return `={{ (${JSON.stringify(names)}.find((pair) => pair[0] === $parameter["operation"]) ?? [])[1] + ": " + $parameter["resource"] }}`;
}

/** The first entry is the default. */
function menuOf(displayName: string, entries: readonly INodePropertyOptions[]): INodeProperties {
	return {
		displayName,
		name: displayName.toLowerCase(),
		type: 'options',
		noDataExpression: true,
		options: [...entries].sort((one, other) => one.name.localeCompare(other.name)),
		default: entries[0]?.value ?? '',
	};
}

/** Each operation's fields in its own order; a parameter that several have is one, and stands where the first has it. */
function fieldsOf(operations: readonly Operation[]): INodeProperties[] {
	const shown: Array<{ readonly field: INodeProperties; readonly operations: string[] }> = [];
	for (const operation of operations) {
		let place = 0;
		const own = Object.values(operation.parameters).flatMap(({ fields = [] }) => fields);
		for (const field of [toolDescriptionOf(operation), ...own, optionsOf(operation)]) {
			const known = shown.findIndex((entry) => entry.field === field);
			if (known >= 0) shown[known]?.operations.push(operation.value);
			else shown.splice(place, 0, { field, operations: [operation.value] });
			place = (known >= 0 ? known : place) + 1;
		}
	}
	return shown.map(({ field, operations: operation }) => showIf(field, { operation }));
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

import type { INodeProperties, INodePropertyOptions, NodeHint } from 'n8n-workflow';
import { AS_TOOL, showIf, sortByName } from '../parameters/properties';
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

const MENU = { type: 'options', noDataExpression: true } as const;

/** The first entry is the default. */
function menuOf(displayName: string, entries: readonly INodePropertyOptions[]): INodeProperties {
	return {
		...MENU,
		displayName,
		name: displayName.toLowerCase(),
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
	const all = [...Object.values(operation.parameters), operation.settings];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: sortByName(all.flatMap(({ options = [] }) => options)),
	};
}

/** The requests that PollyBot allows for an API key. Source: PollyBot Leads API v1.0, Rate Limiting. */
const HOURLY_BUDGET = 1000;

const BUDGET = HOURLY_BUDGET.toLocaleString('en-US');

const WHAT_HAPPENS = `PollyBot accepts ${BUDGET} requests an hour per API key, and the input has more items. After 'Max Wait for Rate Limit' (5 minutes unless you change it), the remaining items fail.`;

/**
 * What the editor says before an execution that is longer than an hour's budget: what will happen, and what to choose.
 *
 * @param resources those that the node has; of operations that only read, equal items share a request
 */
export function hintsBeforeRun(resources: readonly Resource[]): NodeHint[] {
	const all = resources.flatMap(({ operations }) => operations);
	// A chatbot's own limit is not known before its first response.
	const sending = all.filter(({ done, noun }) => done !== undefined && noun === undefined);
	return [
		longRunHint(
			sending.filter(({ canDefer }) => canDefer),
			'To import all of them, set \'On Rate Limit\' in the options to "Send to Deferred Output" and send that output back to this node through a Wait node.',
		),
		longRunHint(
			sending.filter(({ canDefer }) => !canDefer),
			"To finish all of them, raise 'Max Wait for Rate Limit' in the options, or run them in parts.",
		),
	];
}

function longRunHint(operations: readonly Operation[], advice: string): NodeHint {
	const values = JSON.stringify(operations.map(({ value }) => value));
	const isMeant = `${values}.includes($parameter["operation"]) && ($parameter["options"]["onRateLimit"] ?? "wait") === "wait" && $parameter["options"]["dryRun"] !== true`;
	// n8n throws where no node before this one has run.
	const isLong = `(() => { try { return $input.all().length > ${HOURLY_BUDGET}; } catch { return false; } })()`;
	return {
		message: `${WHAT_HAPPENS} ${advice}`,
		type: 'warning',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: `={{ ${isMeant} && ${isLong} }}`,
	};
}

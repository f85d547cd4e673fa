import {
	NodeOperationError,
	type IExecuteFunctions,
	type IHookFunctions,
	type INode,
	type INodeParameters,
	type INodeProperties,
	type IPollFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { isObject, ownValue } from '../json';
import { reasonOf } from '../result';
import { containsExpression, itemReader, type ItemReader } from './itemReader';
import type { Notes, Parameter, Source } from './parameter';

/**
 * Makes the sources of an execution's items, which ask n8n only where they have to: each reading of an expression takes it
 * 0.2 ms and more. What is no expression is read once for all items, and mere fields of the item are read from the item
 * (but for a tool, whose items are what the agent asks).
 *
 * @param declared those of the operation, which an error names as the panel does
 * @param chatbotIdOf the credential's chatbot for an item
 */
export function sourcesOf(
	context: IExecuteFunctions,
	declared: ReadonlyArray<Parameter<unknown>>,
	chatbotIdOf: (item: number) => string,
	notes: Notes,
): (item: number) => Source {
	const node = context.getNode();
	const { parameters } = node;
	const asTool = isTool(node);
	const items = context.getInputData();
	const timezone = context.getTimezone();
	const constants = new Map<string, unknown>();
	const readers = new Map<string, ItemReader | undefined>();
	return (item) => ({
		get(name, preset) {
			if (constants.has(name)) return constants.get(name);
			if (!readers.has(name)) readers.set(name, asTool ? undefined : itemReader(savedAt(parameters, name)));
			const plain = readers.get(name)?.(items[item]?.json);
			if (plain) return plain.value;
			const given = evaluate(context, name, item, preset, declared);
			const value = asTool && name !== SAID ? withoutPlaceholders(given) : given;
			if (!containsExpression(savedAt(parameters, name))) constants.set(name, value);
			return value;
		},
		expressionOf: (name) => savedExpression(parameters, name),
		isTool: asTool,
		timezone,
		chatbotId: chatbotIdOf(item),
		json: asTool ? {} : (items[item]?.json ?? {}),
		notes,
	});
}

/**
 * The parameters of a trigger.
 *
 * @param chatbotId the credential's; empty when it names none
 */
export function sourceOfTrigger(node: IPollFunctions | IWebhookFunctions | IHookFunctions, chatbotId: string): Source {
	return {
		get: (name, preset) => node.getNodeParameter(name, preset),
		expressionOf: (name) => savedExpression(node.getNode().parameters, name),
		isTool: false,
		timezone: node.getTimezone(),
		chatbotId,
		json: {},
	};
}

/** Whether an AI agent uses the node as its tool. n8n 1.x and 2.x both give a tool a separate node type. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}

/** What a model says to a chatbot: "None" may be its response to a question. */
const SAID = 'message';

/** What a model writes where it has nothing to say. */
const PLACEHOLDER = /^(null|none|n\/?a|unknown|undefined|not (provided|given|available|specified)|-|\?)$/i;

/** What a model writes for nothing is nothing, also in a collection of fields and in pairs, which keep their names. */
function withoutPlaceholders(value: unknown, depth = 4): unknown {
	if (typeof value === 'string') return PLACEHOLDER.test(value.trim()) ? '' : value;
	if (depth === 0) return value;
	if (Array.isArray(value)) {
		return value.map((one: unknown) => (typeof one === 'string' ? one : withoutPlaceholders(one, depth - 1)));
	}
	if (!isObject(value)) return value;
	const isPair = 'value' in value;
	const entries = Object.entries(value).map(([name, one]): [string, unknown] => {
		return [name, isPair && name === 'name' ? one : withoutPlaceholders(one, depth - 1)];
	});
	return Object.fromEntries(entries);
}

function savedAt(parameters: INodeParameters, path: string): unknown {
	return path.split('.').reduce<unknown>(ownValue, parameters);
}

function savedExpression(parameters: INodeParameters, path: string): string | undefined {
	const value = savedAt(parameters, path);
	return typeof value === 'string' && value.startsWith('=') ? value : undefined;
}

function evaluate(
	context: IExecuteFunctions,
	name: string,
	item: number,
	fallback: unknown,
	declared: ReadonlyArray<Parameter<unknown>>,
): unknown {
	try {
		return context.getNodeParameter(name, item, fallback);
	} catch (error) {
		const message = `The expression in '${labelOf(name, declared)}' cannot be evaluated: ${reasonOf(error)}. Correct the expression.`;
		const unreadable = new NodeOperationError(context.getNode(), message);
		unreadable.context.parameter = name;
		throw unreadable;
	}
}

/** The name in the panel of the parameter at a path such as `options.timeout`, or of the collection that it is in. */
function labelOf(path: string, declared: ReadonlyArray<Parameter<unknown>>): string {
	const all = declared.flatMap(({ fields = [], options = [] }) => [...fields, ...options]);
	const names = path.split('.').reverse();
	return names.flatMap((name) => all.find((property) => property.name === name)?.displayName ?? [])[0] ?? path;
}

/**
 * The label of a parameter that must be the same for all items and does not have one of its values. n8n offers no
 * expression for it. If an imported workflow has one, n8n drops the `=`, and the rest is not one of the values.
 *
 * @param properties all of the node's
 */
export function findUnusableParameter(
	parameters: INodeParameters,
	properties: readonly INodeProperties[],
): string | undefined {
	const operation = parameters.operation ?? properties.find(({ name }) => name === 'operation')?.default;
	const choices = properties.flatMap((property) => fixedChoicesIn(property));
	const unusable = choices.find(([path, { displayOptions, default: preset }]) => {
		const shownFor = displayOptions?.show?.operation;
		if (shownFor && !shownFor.some((value) => value === operation)) return false;
		const saved = savedAt(parameters, path) ?? preset;
		// A choice that only another operation offers may be left over from it.
		return !choices.some(([other, property]) => other === path && hasValue(property, saved));
	});
	return unusable?.[1].displayName;
}

function fixedChoicesIn(property: INodeProperties, parent = ''): Array<readonly [path: string, INodeProperties]> {
	const { type, name, noDataExpression, options = [] } = property;
	if (type === 'options' && noDataExpression) return [[parent + name, property]];
	if (type !== 'collection') return [];
	return options.flatMap((option) => ('type' in option ? fixedChoicesIn(option, `${parent}${name}.`) : []));
}

function hasValue({ options = [] }: INodeProperties, value: unknown): boolean {
	return options.some((option) => 'value' in option && option.value === String(value));
}

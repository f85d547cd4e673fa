import {
	NodeOperationError,
	type IExecuteFunctions,
	type IHookFunctions,
	type INode,
	type INodeParameters,
	type IPollFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { messageOf } from '../result';
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
	const get = (name: string, item: number, preset: unknown) => {
		if (constants.has(name)) return constants.get(name);
		if (!readers.has(name)) readers.set(name, asTool ? undefined : itemReader(savedValue(parameters, name.split('.'))));
		const plain = readers.get(name)?.(items[item]?.json);
		if (plain) return plain.value;
		const given = evaluate(context, name, item, preset, declared);
		const value = asTool && name !== SAID ? withoutPlaceholders(given) : given;
		if (!containsExpression(savedValue(parameters, name.split('.')))) constants.set(name, value);
		return value;
	};
	return (item) => ({
		get: (name, preset) => get(name, item, preset),
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

/** What a model writes for nothing is nothing, also in a collection of fields. */
function withoutPlaceholders(value: unknown): unknown {
	if (typeof value === 'string') return PLACEHOLDER.test(value.trim()) ? '' : value;
	if (Object.prototype.toString.call(value) !== '[object Object]') return value;
	const entries = Object.entries(value ?? {});
	return Object.fromEntries(
		entries.map(([name, one]) => [name, typeof one === 'string' ? withoutPlaceholders(one) : one]),
	);
}

function savedExpression(parameters: INodeParameters, name: string): string | undefined {
	const value = savedValue(parameters, name.split('.'));
	return typeof value === 'string' && value.startsWith('=') ? value : undefined;
}

/** What is saved at the end of a way through a node's parameters. */
export function savedValue(parameters: INodeParameters, path: readonly string[]): unknown {
	return path.reduce<unknown>(
		(parent, name) =>
			typeof parent === 'object' && parent !== null
				? Object.entries(parent).find(([key]) => key === name)?.[1]
				: undefined,
		parameters,
	);
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
		const why = messageOf(error).replace(/\.$/, '');
		const message = `The expression in '${labelOf(name, declared)}' cannot be evaluated: ${why}. Correct the expression.`;
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

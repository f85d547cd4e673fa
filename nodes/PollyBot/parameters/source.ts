import {
	NodeOperationError,
	type IExecuteFunctions,
	type IHookFunctions,
	type INode,
	type INodeParameters,
	type IPollFunctions,
	type IWebhookFunctions,
} from 'n8n-workflow';
import { isObject } from '../json';
import { reasonOf } from '../result';
import { savedAt, type Notes, type Parameter, type Source } from './parameter';

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

/** @param chatbotId the credential's; empty when it names none */
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

/** Whether a parameter, as it is saved, contains an expression anywhere. */
function containsExpression(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.values(value).some(containsExpression);
	return typeof value === 'string' && value.startsWith('=');
}

/** An expression that is one field of the item and nothing else, as drag and drop writes it: `={{ $json.lead['Full Name'] }}`. */
const FIELD =
	/^=\{\{ ?\$json((?:\.[A-Za-z_]\w*|\['[^'\\{}\n\r\u2028\u2029]+'\]|\["[^"\\{}\n\r\u2028\u2029]+"\])+) ?\}\}$/;

const STEP = /\.(\w+)|\['([^']+)'\]|\["([^"]+)"\]/g;

/** Reads a parameter from an item's json; undefined where only n8n can tell its value. */
type ItemReader = (json: unknown) => { readonly value?: unknown } | undefined;

/**
 * Makes the reader of a parameter whose expressions are mere fields of the item. Undefined if any is more than that, or it
 * has no expression. What n8n's sandbox blocks, such as a field `caller`, is read too.
 *
 * @param saved the parameter, unevaluated: a text, or a collection with expressions in it
 */
export function itemReader(saved: unknown): ItemReader | undefined {
	if (typeof saved === 'string') return fieldReader(saved);
	if (!containsExpression(saved)) return undefined;
	const parts: Array<readonly [string, unknown, ItemReader | undefined]> = Object.entries(saved ?? {}).map(
		([name, part]: [string, unknown]) => [name, part, itemReader(part)],
	);
	if (parts.some(([, part, read]) => !read && containsExpression(part))) return undefined;
	return (json) => {
		const values = parts.map(([name, part, read]) => [name, read ? read(json) : { value: part }] as const);
		if (values.some(([, read]) => read === undefined)) return undefined;
		const list = values.map(([name, read]) => [name, read?.value] as const);
		return { value: Array.isArray(saved) ? list.map(([, value]) => value) : Object.fromEntries(list) };
	};
}

function fieldReader(expression: string): ItemReader | undefined {
	const steps = [...(FIELD.exec(expression)?.[1] ?? '').matchAll(STEP)].map(([, a, b, c]) => a ?? b ?? c ?? '');
	const last = steps.pop();
	if (last === undefined || [last, ...steps].some((name) => name in Object.prototype)) return undefined;
	return (json) => {
		const parent = steps.reduce<unknown>((value, name) => ownField(value, name)?.value, json);
		const field = ownField(parent, last);
		return field && isPlain(field.value ?? null, { parts: MOST_PARTS }, 0) ? field : undefined;
	};
}

/** A field of an object as JSON has them, with the value undefined where it is missing. */
function ownField(parent: unknown, name: string): { readonly value?: unknown } | undefined {
	if (typeof parent !== 'object' || parent === null || Object.getPrototypeOf(parent) !== Object.prototype) {
		return undefined;
	}
	const field = Object.getOwnPropertyDescriptor(parent, name) ?? { value: undefined };
	return 'value' in field ? field : undefined;
}

/** What is larger or deeper is left to n8n. */
const MOST_PARTS = 1000;
const DEEPEST = 20;

/** Whether a value is nothing but JSON, which n8n gives as it is. */
function isPlain(value: unknown, left: { parts: number }, depth: number): boolean {
	if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
	if (typeof value === 'number') return Number.isFinite(value);
	if (typeof value !== 'object' || depth > DEEPEST) return false;
	const fields = Object.getOwnPropertyNames(value);
	left.parts -= fields.length;
	const prototype = Array.isArray(value) ? Array.prototype : Object.prototype;
	if (left.parts < 0 || Object.getPrototypeOf(value) !== prototype || fields.includes('__proto__')) return false;
	// A list has its length beside its parts: one with holes has fewer fields.
	if (Array.isArray(value) && fields.length !== value.length + 1) return false;
	return fields.every((name) => {
		const field = Object.getOwnPropertyDescriptor(value, name);
		return field !== undefined && 'value' in field && isPlain(field.value, left, depth + 1);
	});
}

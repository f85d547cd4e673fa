import { NodeOperationError, type IExecuteFunctions, type INodeParameters } from 'n8n-workflow';
import { fieldPath, valueAt } from './itemField';
import { isTool } from './tool';

/** Reads a parameter of the node for one item. `name` may be a path such as `options.timeout`. */
export type ParameterReader = (name: string, item: number, fallback?: unknown) => unknown;

/**
 * Reads parameters, and asks n8n only where it has to: each reading of an expression takes it 0.2 ms and more. What is
 * no expression is read once for all items, and a mere field of the item is read from the item (but for a tool, whose
 * items are what the agent asks).
 *
 * @throws NodeOperationError when an expression cannot be evaluated; `context.parameter` names the parameter
 */
export function parameterReader(context: IExecuteFunctions): ParameterReader {
	const constants = new Map<string, unknown>();
	const node = context.getNode();
	const { parameters } = node;
	const direct = isTool(node) ? [] : Object.entries(parameters);
	const paths = new Map(direct.map(([name, value]) => [name, fieldPath(value)]));
	const items = context.getInputData();
	return (name, item, fallback) => {
		if (constants.has(name)) return constants.get(name);
		const path = paths.get(name);
		const field = path && valueAt(items[item]?.json, path);
		if (field !== undefined) return field;
		const value = evaluate(context, name, item, fallback);
		const [topLevel = name] = name.split('.');
		if (!holdsExpression(parameters[topLevel])) constants.set(name, value);
		return value;
	};
}

function evaluate(context: IExecuteFunctions, name: string, item: number, fallback: unknown): unknown {
	try {
		return context.getNodeParameter(name, item, fallback);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		const unreadable = new NodeOperationError(
			context.getNode(),
			`The expression in "${name}" cannot be evaluated: ${reason}`,
		);
		unreadable.context.parameter = name;
		throw unreadable;
	}
}

/**
 * The expression that a parameter of the node is saved as; undefined where its value was given by hand.
 *
 * @param name may be a path such as `filters.search`
 */
export function savedExpression(parameters: INodeParameters, name: string): string | undefined {
	const value = name.split('.').reduce<unknown>(child, parameters);
	return typeof value === 'string' && value.startsWith('=') ? value : undefined;
}

function child(parent: unknown, name: string): unknown {
	return typeof parent === 'object' && parent !== null
		? Object.entries(parent).find(([key]) => key === name)?.[1]
		: undefined;
}

/** Whether a parameter, as it is saved, holds an expression anywhere. */
function holdsExpression(value: unknown): boolean {
	if (typeof value === 'object' && value !== null) return Object.values(value).some(holdsExpression);
	return typeof value === 'string' && value.startsWith('=');
}

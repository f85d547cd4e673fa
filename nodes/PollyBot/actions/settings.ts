import type { INodeParameters } from 'n8n-workflow';
import type { ParameterReader } from './parameters';

/**
 * The parameters that decide about the whole run, and so cannot be expressions, with their values, the preset one first.
 * n8n takes the `=` from an expression in one of them, and what is left is none of these.
 */
const RUN_PARAMETERS: ReadonlyArray<{ path: string[]; label: string; values: string[]; operation?: string }> = [
	{ path: ['resource'], label: 'Resource', values: ['lead'] },
	{ path: ['operation'], label: 'Operation', values: ['create', 'upsert', 'get', 'getAll', 'update', 'delete'] },
	{ path: ['scope'], label: 'Scope', values: ['chatbot', 'workspace'] },
	{
		path: ['onDuplicate'],
		label: 'On Duplicate',
		values: ['duplicateOutput', 'returnExisting', 'error'],
		operation: 'create',
	},
	{ path: ['options', 'onRateLimit'], label: 'On Rate Limit', values: ['wait', 'deferredOutput', 'error'] },
];

/** The label of a parameter that must be the same for all items and has none of its values. */
export function unusableParameter(parameters: INodeParameters): string | undefined {
	return RUN_PARAMETERS.find(({ path, values, operation }) => {
		if (operation !== undefined && operation !== (parameters.operation ?? 'create')) return false;
		const value = path.reduce<unknown>(child, parameters) ?? values[0];
		return !values.includes(String(value));
	})?.label;
}

function child(parent: unknown, name: string): unknown {
	return typeof parent === 'object' && parent !== null
		? Object.entries(parent).find(([key]) => key === name)?.[1]
		: undefined;
}

/** The options of the node that hold for the whole run. */
export interface Settings {
	readonly maxConcurrency: number;
	readonly maxRetries: number;
	/** Milliseconds for one request. */
	readonly timeout: number;
	readonly onRateLimit: 'wait' | 'deferredOutput' | 'error';
	/** Milliseconds that the whole run may wait for the rate limit. */
	readonly maxWait: number;
	/** Milliseconds that a service in trouble may ask to wait before another attempt. */
	readonly maxPause: number;
}

/**
 * Reads the options, each with its default where it is not set or is no number.
 *
 * @param canDefer whether there is a Deferred output; the choice of it may be left over from another operation
 */
export function readSettings(read: ParameterReader, canDefer: boolean): Settings {
	const number = (name: string, preset: number, least: number) => {
		const given = read(`options.${name}`, 0, preset);
		const value = typeof given === 'string' && given.trim() === '' ? preset : Number(given ?? preset);
		return Number.isNaN(value) ? preset : Math.max(least, value);
	};
	const onRateLimit = read('options.onRateLimit', 0, 'wait');
	const defers = onRateLimit === 'deferredOutput' && canDefer;
	const mode = defers || onRateLimit === 'error' ? onRateLimit : 'wait';
	const maxPause = number('maxWait', 300, 0) * 1000;
	return {
		maxConcurrency: Math.floor(number('maxConcurrency', 25, 1)),
		maxRetries: Math.floor(number('maxRetries', 3, 0)),
		timeout: number('timeout', 30_000, 1),
		onRateLimit: mode,
		maxWait: mode === 'wait' ? maxPause : 0,
		maxPause,
	};
}

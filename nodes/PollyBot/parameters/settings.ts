import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { readText } from '../lead/cell';
import { savedValue, type ParameterReader } from './reader';

/** The options that hold for the whole run. */
export interface Settings {
	/** The most requests at the same time. @default 200 */
	readonly maxConcurrency: number;
	/** Attempts after the first one. @default 3 */
	readonly maxRetries: number;
	/** Milliseconds that one attempt at a request may take. @default 30000 */
	readonly timeout: number;
	/** @default 'wait' */
	readonly onRateLimit: 'wait' | 'deferredOutput' | 'error';
	/** Milliseconds that the whole run may wait for the rate limit; 0 unless it waits. @default 300000 */
	readonly maxWait: number;
	/** Milliseconds that a service in trouble may ask to wait before another attempt. @default 300000 */
	readonly maxPause: number;
}

const fail: INodePropertyOptions = {
	name: 'Fail',
	value: 'error',
	description: "The remaining items fail, as 'On Error' in the Settings tab says",
};

const defer: INodePropertyOptions = {
	name: 'Send to Deferred Output',
	value: 'deferredOutput',
	description: 'The remaining items go to a separate output, with the time when they can be sent',
};

const wait: INodePropertyOptions = {
	name: 'Wait',
	value: 'wait',
	description: "Wait until PollyBot accepts requests again, as long as 'Max Wait' allows",
};

const maxConcurrency: INodeProperties = {
	displayName: 'Max Concurrent Requests',
	name: 'maxConcurrency',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 200,
	description:
		'The most requests to send at the same time. The node sends fewer while PollyBot does not keep up, and at most 25 if the workflow stops on errors.',
};

const maxRetries: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 3,
	description:
		'How often to retry a request after a lost connection, a timeout or one of the statuses 429, 500, 502, 503 and 504',
};

const maxWait: INodeProperties = {
	displayName: 'Max Wait',
	name: 'maxWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 300,
	description:
		"How many seconds the whole run may wait for the rate limit, if 'On Rate Limit' is set to Wait. A request is not retried if PollyBot asks for a longer pause.",
	hint: 'In seconds',
};

const limitChoice: INodeProperties = {
	displayName: 'On Rate Limit',
	name: 'onRateLimit',
	type: 'options',
	noDataExpression: true,
	options: [fail, wait],
	default: 'wait',
	description: 'What to do when PollyBot accepts no more requests with this API key for now',
};

const limitChoiceWithDeferral: INodeProperties = {
	...limitChoice,
	options: [fail, defer, wait],
	hint: 'Changing this adds or removes the Deferred output: check the connections after the node',
};

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 30000,
	description: 'How many milliseconds one attempt at a request may take, from connecting to the end of the answer',
	hint: 'In milliseconds',
};

/** The options that every operation has. Their presets are those that count where the user sets nothing. */
export function settingOptions(canDefer: boolean): INodeProperties[] {
	return [maxConcurrency, maxRetries, maxWait, canDefer ? limitChoiceWithDeferral : limitChoice, timeout];
}

/**
 * Reads the options. One that is not set, or is not a number, has its default.
 *
 * @param canDefer whether there is a Deferred output; the choice of it may be left over from another operation
 */
export function readSettings(read: ParameterReader, canDefer: boolean): Settings {
	const number = ({ name, default: preset }: INodeProperties, least: number) => {
		const text = readText(read(`options.${name}`, 0, preset));
		const value = text.ok && text.value !== '' ? Number(text.value) : NaN;
		return Number.isNaN(value) ? Number(preset) : Math.max(least, value);
	};
	const onRateLimit = read('options.onRateLimit', 0, limitChoice.default);
	const defers = onRateLimit === 'deferredOutput' && canDefer;
	const mode = defers || onRateLimit === 'error' ? onRateLimit : 'wait';
	const maxPause = number(maxWait, 0) * 1000;
	return {
		maxConcurrency: Math.floor(number(maxConcurrency, 1)),
		maxRetries: Math.floor(number(maxRetries, 0)),
		timeout: number(timeout, 1),
		onRateLimit: mode,
		maxWait: mode === 'wait' ? maxPause : 0,
		maxPause,
	};
}

export const USE_HTTP_REQUEST =
	"This node cannot make a custom API call. Use n8n's HTTP Request node: set its 'Authentication' to Predefined Credential Type, and choose PollyBot API.";

/** Whether *Custom API Call* is chosen, which n8n adds to these menus of any node whose credential can sign a request. */
export function isCustomApiCall({ resource, operation }: INodeParameters): boolean {
	return [resource, operation].includes('__CUSTOM_API_CALL__');
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
	const choices = properties.flatMap((property) => fixedChoicesIn(property, []));
	const unusable = choices.find(({ path, property }) => {
		const shownFor = property.displayOptions?.show?.operation;
		if (shownFor && !shownFor.some((value) => value === operation)) return false;
		const saved = savedValue(parameters, path) ?? property.default;
		// A choice that only another operation offers may be left over from it.
		return !choices.some((other) => other.path.join() === path.join() && hasValue(other.property, saved));
	});
	return unusable?.property.displayName;
}

interface FixedChoice {
	readonly path: readonly string[];
	readonly property: INodeProperties;
}

function fixedChoicesIn(property: INodeProperties, parents: readonly string[]): FixedChoice[] {
	const { type, name, noDataExpression, options = [] } = property;
	const path = [...parents, name];
	if (type === 'options' && noDataExpression) return [{ path, property }];
	if (type !== 'collection') return [];
	return options.flatMap((option) => ('type' in option ? fixedChoicesIn(option, path) : []));
}

function hasValue({ options = [] }: INodeProperties, value: unknown): boolean {
	return options.some((option) => 'value' in option && option.value === String(value));
}

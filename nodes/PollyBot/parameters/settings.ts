import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { readText } from '../lead/cell';
import { ok } from '../result';
import type { Parameter, Source } from './parameter';
import { AS_TOOL, hideAsTool, showIf } from './properties';

/** The options of a whole execution: item 0 sets them. */
export interface Settings {
	/** The most requests at the same time. @default 200 */
	readonly maxConcurrency: number;
	/** Requests at the same time that an execution begins with. @default 25 */
	readonly firstConcurrency?: number;
	/** Attempts after the first one. @default 3 */
	readonly maxRetries: number;
	/** Milliseconds that one attempt at a request may take. @default 30000 */
	readonly timeout: number;
	/** @default 'wait' */
	readonly onRateLimit: 'wait' | 'deferredOutput' | 'error';
	/** Milliseconds that the whole execution may wait for the rate limit; 0 unless it waits. @default 300000 */
	readonly maxWait: number;
	/** Milliseconds that a service in trouble may ask to wait: it gets no other attempt after a longer pause. @default 300000 */
	readonly maxPause: number;
	/** Whether rows can go to a Deferred output. */
	readonly canDefer: boolean;
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
	description: "Wait until PollyBot accepts requests again, as long as 'Max Wait for Rate Limit' allows",
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
		'How often to retry a request after a lost connection, a timeout, the rate limit or a temporary server error',
};

const maxWait: INodeProperties = {
	displayName: 'Max Wait for Rate Limit',
	name: 'maxWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 300,
	description:
		"How many seconds the whole execution may wait for the rate limit, if 'On Rate Limit' is set to Wait. A request is not retried if PollyBot asks for a longer pause.",
	hint: 'In seconds',
};

const limitChoice: INodeProperties = {
	displayName: 'On Rate Limit',
	name: 'onRateLimit',
	type: 'options',
	noDataExpression: true,
	options: [fail, wait],
	default: 'wait',
	description: 'What to do when PollyBot accepts no more requests for now',
};

const limitChoiceWithDeferral: INodeProperties = {
	...limitChoice,
	options: [fail, defer, wait],
	hint: 'Changing this adds or removes the Deferred output: check the connections after the node',
};

/** A tool has no Deferred output. */
const deferralChoices = [hideAsTool(limitChoiceWithDeferral), showIf(limitChoice, AS_TOOL)];

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 30000,
	description: 'How many milliseconds one attempt at a request may take, from connecting to the end of the response',
	hint: 'In milliseconds',
};

const numbers = [maxConcurrency, maxRetries, maxWait, timeout];

/** What is not as usual about an operation's options, each by its name. */
export interface UnusualSettings extends Pick<Settings, 'firstConcurrency'> {
	readonly options: Readonly<Record<string, Partial<INodeProperties>>>;
}

/** What an operation says of its options. */
interface Chosen {
	/** Whether there is a Deferred output; the choice of it may be left over from another operation. */
	readonly canDefer?: boolean;
	readonly unusualSettings?: UnusualSettings;
}

/** An option that is not set, is not a valid number, or is too small has its default. */
export function settingsOf({ canDefer = false, unusualSettings: unusual }: Chosen): Parameter<Settings> {
	const options = numbers.map((property) => ({ ...property, ...unusual?.options[property.name] }));
	const read = ({ get, isTool }: Source) => {
		const number = ({ name, default: usual }: INodeProperties, least: number) => {
			const preset = unusual?.options[name]?.default ?? usual;
			const text = readText(get(`options.${name}`, preset));
			const value = text.ok && text.value !== '' ? Number(text.value) : NaN;
			return value >= least ? value : Number(preset);
		};
		const onRateLimit = get('options.onRateLimit', limitChoice.default);
		const defers = onRateLimit === 'deferredOutput' && canDefer && !isTool;
		const mode = defers || onRateLimit === 'error' ? onRateLimit : 'wait';
		const maxPause = number(maxWait, 0) * 1000;
		return ok<Settings>({
			firstConcurrency: unusual?.firstConcurrency,
			maxConcurrency: Math.floor(number(maxConcurrency, 1)),
			maxRetries: Math.floor(number(maxRetries, 0)),
			timeout: number(timeout, 1),
			onRateLimit: mode,
			maxWait: mode === 'wait' ? maxPause : 0,
			maxPause,
			canDefer: canDefer && !isTool,
		});
	};
	return { options: [...options, ...(canDefer ? deferralChoices : [limitChoice])], read };
}

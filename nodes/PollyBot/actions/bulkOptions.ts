import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const maxConcurrency: INodeProperties = {
	displayName: 'Max Concurrent Requests',
	name: 'maxConcurrency',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 25,
	description: 'How many requests may be under way at the same time',
};

const maxRetries: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 3,
	description:
		'How often a request is tried again after a network failure, a timeout or an error of the service (429, 500, 502, 503, 504)',
};

const maxWait: INodeProperties = {
	displayName: 'Max Wait',
	name: 'maxWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 300,
	description:
		'How many seconds the whole run may wait for the rate limit, when On Rate Limit is set to Wait. A request for which PollyBot asks for a longer pause is not tried again.',
	hint: 'In seconds',
};

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 30000,
	description: 'How long one attempt at a request may take, from connecting to the end of the answer, in milliseconds',
	hint: 'In milliseconds',
};

const fail: INodePropertyOptions = {
	name: 'Fail',
	value: 'error',
	description: 'The items that are left fail, as On Error in the tab Settings says',
};

const defer: INodePropertyOptions = {
	name: 'Send to Deferred Output',
	value: 'deferredOutput',
	description: 'The items that are left go to an output of their own, with the time when they can be sent',
};

const wait: INodePropertyOptions = {
	name: 'Wait',
	value: 'wait',
	description: 'Wait until PollyBot takes requests again, as long as Max Wait allows',
};

const onRateLimit: INodeProperties = {
	displayName: 'On Rate Limit',
	name: 'onRateLimit',
	type: 'options',
	noDataExpression: true,
	options: [fail, wait],
	default: 'wait',
	description: 'What to do when PollyBot takes no more requests with this API key for now',
};

const onRateLimitOrDefer: INodeProperties = {
	...onRateLimit,
	options: [fail, defer, wait],
	hint: 'Switching it adds or removes the Deferred output: look at the connections behind the node afterwards',
};

/** The options of every operation. */
export const bulkOptions: INodeProperties[] = [maxConcurrency, maxRetries, maxWait, onRateLimit, timeout];

/** The same for operations that can put items off. */
export const bulkOptionsWithDeferral: INodeProperties[] = [
	maxConcurrency,
	maxRetries,
	maxWait,
	onRateLimitOrDefer,
	timeout,
];

import type { INodeProperties } from 'n8n-workflow';

/** The options of every operation that sends a request for each item. */
export const bulkOptions: INodeProperties[] = [
	{
		displayName: 'Max Concurrent Requests',
		name: 'maxConcurrency',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 25,
		description: 'How many requests may be under way at the same time',
	},
	{
		displayName: 'Max Retries',
		name: 'maxRetries',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 3,
		description:
			'How often a request is tried again after a network failure, a timeout or an error of the service (429, 500, 502, 503, 504)',
	},
	{
		displayName: 'Max Wait',
		name: 'maxWait',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 300,
		description: 'How many seconds the whole run may wait for the rate limit, when On Rate Limit is set to Wait',
	},
	{
		displayName: 'On Rate Limit',
		name: 'onRateLimit',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Fail',
				value: 'error',
				description: 'The items that are left fail, as the On Error setting of the node says',
			},
			{
				name: 'Send to Deferred Output',
				value: 'deferredOutput',
				description: 'The items that are left go to an output of their own, with the time when they can be sent',
			},
			{
				name: 'Wait',
				value: 'wait',
				description: 'Wait until PollyBot takes requests again, as long as Max Wait allows',
			},
		],
		default: 'wait',
		description: 'What to do when PollyBot takes no more requests with this API key for now',
		hint: 'Switching it adds or removes the Deferred output: look at the connections behind the node afterwards',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 30000,
		description: 'How long to wait for the answer to one request, in milliseconds',
	},
];

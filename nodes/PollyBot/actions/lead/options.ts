import type { INodeProperties } from 'n8n-workflow';
import { bulkOptions } from '../bulkOptions';

/** The options of an operation that has none of its own. */
export function optionsField(operation: string): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: bulkOptions,
		displayOptions: { show: { resource: ['lead'], operation: [operation] } },
	};
}

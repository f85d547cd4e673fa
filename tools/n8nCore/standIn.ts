import type { INodeTypeDescription } from 'n8n-workflow';

/** Describes a small node that stands in for one of n8n's own: one input, one output, no parameters. */
export const describeStandIn = (name: string): INodeTypeDescription => ({
	displayName: name,
	name,
	description: name,
	group: ['transform'],
	version: 1,
	defaults: { name },
	inputs: ['main'],
	outputs: ['main'],
	properties: [],
});

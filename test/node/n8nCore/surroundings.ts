import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { describeStandIn } from '~/tools/n8nCore/standIn';

// n8n-nodes-base, which has the real ones, is too heavy to install for the sake of two trivial nodes.

/** The full type names of the nodes around the one under test. */
export const surroundings = { rows: 'test.rows', set: 'test.set', loop: 'n8n-nodes-base.splitInBatches' } as const;

/**
 * A node that begins a workflow with the given items.
 *
 * @param asTheyAre or with copies of them, which have no functions, getters or prototypes
 */
export function rowsNode(items: INodeExecutionData[], asTheyAre = false): INodeType {
	return {
		description: { ...describeStandIn(surroundings.rows), inputs: [] },
		execute: () => Promise.resolve([asTheyAre ? [...items] : structuredClone(items)]),
	};
}

/** n8n's Loop Over Items with a batch for all items: what comes back to it ends the loop. */
export const loopNode: INodeType = {
	description: { ...describeStandIn(surroundings.loop), outputs: ['main', 'main'] },
	execute(this: IExecuteFunctions) {
		const items = this.getInputData();
		const memory = this.getContext('node');
		const isBack = memory.begun === true;
		memory.begun = true;
		return Promise.resolve(isBack ? [items, []] : [[], items]);
	},
};

/** n8n's Set node in small: its parameter `fields` is evaluated for each item and becomes the json. */
export const setNode: INodeType = {
	description: {
		...describeStandIn(surroundings.set),
		properties: [{ displayName: 'Fields', name: 'fields', type: 'json', default: {} }],
	},
	execute(this: IExecuteFunctions) {
		const evaluated = this.getInputData().map((item, index): INodeExecutionData => ({
			json: this.getNodeParameter('fields', index) as INodeExecutionData['json'],
			...(item.binary && { binary: item.binary }),
			pairedItem: index,
		}));
		return Promise.resolve([evaluated]);
	},
};

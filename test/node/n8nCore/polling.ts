import { additionalDataFor } from '~/tools/n8nCore/instance';

import { PollContext } from 'n8n-core';
import type { IDataObject } from 'n8n-workflow';
import { buildWorkflow, type NodeUnderTest } from './builtWorkflow';

/** A polling trigger in a workflow that stays active. */
export interface ActivePolling {
	/** One poll. Resolves with the items that the workflow begins with, or null; rejects with the node's error. */
	poll(mode?: 'trigger' | 'manual'): Promise<IDataObject[] | null>;
	/** What n8n would store of the node. */
	stored(): object;
}

/**
 * Places a polling trigger, with n8n's own PollContext.
 *
 * @param stored what n8n has stored of the node, as after a restart
 * @param budget the milliseconds that n8n's scheduler gives a poll; undefined outside the scheduler
 */
export async function activatePolling(
	node: NodeUnderTest,
	stored: object = {},
	budget?: number,
): Promise<ActivePolling> {
	const { workflow, node: placed, credentials } = await buildWorkflow({ ...node, items: [] });
	const type = workflow.nodeTypes.getByNameAndVersion(placed.type, placed.typeVersion);
	const staticData = workflow.getStaticData('node', placed);
	Object.assign(staticData, stored);
	return {
		stored: () => JSON.parse(JSON.stringify(staticData)) as object,
		poll: async (mode = 'trigger') => {
			const context = new PollContext(workflow, placed, additionalDataFor(credentials), mode, 'activate');
			if (budget !== undefined) Object.assign(context, { getPollBudgetMs: () => budget });
			const items = await workflow.expression.withIsolate(async () => await type.poll?.call(context));
			if (items === undefined) throw new Error('The node does not poll');
			return items === null ? null : items.flat().map(({ json }) => json);
		},
	};
}

import { additionalDataFor } from '~/tools/n8nCore/instance';

import { LoadOptionsContext } from 'n8n-core';
import type { INodeListSearchResult } from 'n8n-workflow';
import { buildWorkflow, type NodeUnderTest } from './builtWorkflow';

/** What a person typed into a resource locator's list, and the page they scrolled to. */
export interface ListQuery {
	filter?: string;
	paginationToken?: string;
}

/** Fills a resource locator's list, as the editor does while the node is being set up. */
export async function searchList(
	node: NodeUnderTest,
	method: string,
	{ filter, paginationToken }: ListQuery = {},
): Promise<INodeListSearchResult> {
	const { workflow, node: placed, credentials } = await buildWorkflow({ ...node, items: [] });
	const search = workflow.nodeTypes.getByNameAndVersion(placed.type, placed.typeVersion).methods?.listSearch?.[method];
	if (!search) throw new Error(`The node has no list search method "${method}"`);
	const additionalData = { ...additionalDataFor(credentials), currentNodeParameters: placed.parameters };
	const context = new LoadOptionsContext(workflow, placed, additionalData, '');
	return await workflow.expression.withIsolate(() => search.call(context, filter, paginationToken));
}

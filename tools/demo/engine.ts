import '~/tools/n8nCore/instance';

import { readFileSync } from 'node:fs';
import { stringify } from 'flatted';
import {
	getParentNodes,
	mapConnectionsByDestination,
	Workflow,
	type IConnections,
	type INode,
	type INodeParameters,
} from 'n8n-workflow';
import { z } from 'zod';

import { type Execution, readExecution } from '~/tools/n8n/executionRecord';
import type { Workflow as ExportedWorkflow } from '~/tools/n8n/workflow';
import { StoredCredential, storedAs } from '~/tools/n8nCore/credentials';
import { loadPackage, thisPackage, WorkflowNodeTypes } from '~/tools/n8nCore/loadedPackage';
import { runInEngine } from '~/tools/n8nCore/run';
import type { Destination } from './destination';
import { exampleWorkflow, LEADS_FILE, NODES } from './spreadsheetExample';
import { STAND_INS } from './standIns';

const CREDENTIAL_TYPE = 'pollyBotApi';

/** The version of n8n-core. */
export const engineVersion = z
	.object({ version: z.string() })
	.parse(JSON.parse(readFileSync(require.resolve('n8n-core/package.json'), 'utf8'))).version;

/**
 * Runs the example workflow in n8n's own engine, in this process, with the node as it is built in dist/. The nodes after
 * "Create Lead" are left out: they only pick fields, and the report reads what "Create Lead" itself put out.
 */
export async function runInN8nCore({
	baseUrl,
	apiKey,
	chatbotId,
}: Pick<Destination, 'baseUrl' | 'apiKey' | 'chatbotId'>): Promise<Execution> {
	const loader = await loadPackage(thisPackage);
	const credentials = new StoredCredential(loader, CREDENTIAL_TYPE, { baseUrl, apiKey, chatbotId });
	const example = await exampleWorkflow(LEADS_FILE, { ...storedAs, type: CREDENTIAL_TYPE });
	const { nodes, connections } = upTo(NODES.create, example);
	const nodeTypes = new WorkflowNodeTypes(loader, STAND_INS);
	const workflow = new Workflow({
		id: '1',
		name: example.name,
		active: false,
		nodes,
		connections,
		nodeTypes,
		settings: example.settings,
	});
	const start = workflow.getNode(NODES.trigger);
	if (!start) throw new Error(`The workflow has no node "${NODES.trigger}".`);
	const { status, stoppedAt, data } = await runInEngine({ workflow, start, credentials });
	// As n8n stores it and gives it over its REST API.
	return readExecution('1', { status, stoppedAt: stoppedAt?.toISOString(), data: stringify(data) });
}

/** A node of a workflow, and what leads to it. */
function upTo(name: string, workflow: ExportedWorkflow): { nodes: INode[]; connections: IConnections } {
	const connections = { ...(workflow.connections as IConnections), [name]: {} };
	const kept = [...getParentNodes(mapConnectionsByDestination(connections), name), name];
	const nodes = workflow.nodes
		.filter((node) => kept.includes(node.name))
		.map((node) => ({ ...node, parameters: node.parameters as INodeParameters }));
	return { nodes, connections };
}

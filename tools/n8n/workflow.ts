import { isJsonObject as isRecord } from '../sandbox/json';
import { asRecord } from './executionRecord';

/** A workflow as the editor exports and imports it. */
export interface Workflow {
	name: string;
	nodes: WorkflowNode[];
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

export interface WorkflowNode {
	id: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, { id: string; name: string }>;
	/** The key of a webhook's addresses. */
	webhookId?: string;
	onError?: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
}

/** A credential as n8n keeps it, without its data. */
export interface Credential {
	id: string;
	name: string;
	type: string;
}

/** How a node names the credential that it uses. */
export function nodeCredentials({ id, name, type }: Credential): Required<WorkflowNode>['credentials'] {
	return { [type]: { id, name } };
}

/** Reads an exported workflow. Throws if the text is not one. */
export function parseWorkflow(text: string): Workflow {
	const value: unknown = JSON.parse(text);
	if (!isWorkflow(value)) throw new Error('This is no n8n workflow: it has no name, nodes and connections.');
	return value;
}

/** The workflow with one node changed, found by its name. Throws if there is no such node. */
export function withNode(workflow: Workflow, name: string, change: (node: WorkflowNode) => WorkflowNode): Workflow {
	if (!workflow.nodes.some((node) => node.name === name)) throw new Error(`The workflow has no node "${name}".`);
	return { ...workflow, nodes: workflow.nodes.map((node) => (node.name === name ? change(node) : node)) };
}

function isWorkflow(value: unknown): value is Workflow {
	const { name, nodes, connections } = asRecord(value);
	return typeof name === 'string' && Array.isArray(nodes) && nodes.every(isNode) && isRecord(connections);
}

function isNode(value: unknown): value is WorkflowNode {
	const { id, name, type, typeVersion, position, parameters } = asRecord(value);
	const isNamed = [id, name, type].every((text) => typeof text === 'string');
	return isNamed && typeof typeVersion === 'number' && Array.isArray(position) && isRecord(parameters);
}

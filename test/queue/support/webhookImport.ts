import { randomUUID } from 'node:crypto';

import { type Credential, nodeCredentials, type Workflow, type WorkflowNode } from '~/tools/n8n/workflow';

export const CREATE = 'Create Lead';

/** The outputs of that node, one after the other. */
export const CREATED = 0;
export const DUPLICATE = 1;
export const ERROR = 2;

/** The node that makes items of the call's rows. */
export const ROWS = 'Rows';

/**
 * A call of a webhook with rows, which gets its response immediately with the execution's id → each row an item → PollyBot, which
 * waits for the rate limit (the default).
 *
 * @param parameters of the PollyBot node
 */
export function importWorkflow(path: string, credential: Credential, parameters: Record<string, unknown>): Workflow {
	const call = node('Call', 'n8n-nodes-base.webhook', 2, {
		httpMethod: 'POST',
		path,
		responseMode: 'onReceived',
		options: { responseData: '={{ $execution.id }}' },
	});
	const rows = node(ROWS, 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'body.rows', options: {} });
	const create = node(CREATE, 'n8n-nodes-pollybot.pollyBot', 1, parameters);
	return {
		name: `Import ${path}`,
		nodes: [
			{ ...call, webhookId: path },
			rows,
			{ ...create, onError: 'continueErrorOutput', credentials: nodeCredentials(credential) },
		],
		connections: { [call.name]: to(rows), [rows.name]: to(create) },
		settings: { executionOrder: 'v1' },
	};
}

function to({ name }: WorkflowNode): object {
	return { main: [[{ node: name, type: 'main', index: 0 }]] };
}

function node(name: string, type: string, typeVersion: number, parameters: Record<string, unknown>): WorkflowNode {
	return { id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters };
}

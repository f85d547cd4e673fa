import { randomUUID } from 'node:crypto';

import { type Credential, nodeCredentials, type Workflow, type WorkflowNode } from '~/tools/n8n/workflow';

export const START = 'Start';

/** A PollyBot node in a chain. */
export interface Link {
	name: string;
	parameters: Record<string, unknown>;
	onError?: WorkflowNode['onError'];
	/** The output that leads to the next link; the first one if absent. */
	output?: number;
}

/** Rows → one PollyBot node after another. */
export function chainWorkflow(credential: Credential, rows: object[], links: Link[]): Workflow & { pinData: object } {
	const credentials = nodeCredentials(credential);
	const start: WorkflowNode = {
		id: randomUUID(),
		name: START,
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const nodes = links.map(({ name, parameters, onError }, index): WorkflowNode => ({
		id: randomUUID(),
		name,
		type: 'n8n-nodes-pollybot.pollyBot',
		typeVersion: 1,
		position: [(index + 1) * 220, 0],
		parameters: { resource: 'lead', ...parameters },
		onError,
		credentials,
	}));
	const from = [{ name: START, output: 0 }, ...links];
	const connections = links.map(({ name }, index) => {
		const { name: before = START, output = 0 } = from[index] ?? {};
		const main = Array.from({ length: output + 1 }, (_, at) =>
			at === output ? [{ node: name, type: 'main', index: 0 }] : [],
		);
		return [before, { main }] as const;
	});
	return {
		name: `Chain ${randomUUID()}`,
		nodes: [start, ...nodes],
		connections: Object.fromEntries(connections),
		settings: { executionOrder: 'v1' },
		pinData: { [START]: rows.map((json) => ({ json })) },
	};
}

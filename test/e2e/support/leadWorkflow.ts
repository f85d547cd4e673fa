import { randomUUID } from 'node:crypto';

import { type Credential, nodeCredentials, type Workflow, type WorkflowNode } from '~/tools/n8n/workflow';

export const TRIGGER = 'Form Entries';
export const ROWS = 'Rows';
export const POLLYBOT = 'Create Lead';

/** The node after each output: it looks back at the row through n8n's item linking. */
export const BEHIND = ['Behind 1', 'Behind 2', 'Behind 3'] as const;

export interface LeadWorkflow {
	credential: Credential;
	/** The rows that the trigger gives. */
	rows: Array<Record<string, unknown>>;
	parameters: Record<string, unknown>;
	onError?: WorkflowNode['onError'];
	/** Settings of the node, such as Retry On Fail. */
	settings?: Record<string, unknown>;
}

/** A form's entries → Edit Fields → PollyBot → a node after each possible output. */
export function leadWorkflow({
	credential,
	rows,
	parameters,
	onError,
	settings,
}: LeadWorkflow): Workflow & { pinData: object } {
	const trigger = node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, [0, 0], {});
	const edit = editFields(ROWS, [240, 0], { seen: '={{ true }}' }, true);
	const pollyBot = node(POLLYBOT, 'n8n-nodes-pollybot.pollyBot', 1, [480, 0], {
		resource: 'lead',
		operation: 'create',
		...parameters,
	});
	const behind = BEHIND.map((name, index) =>
		editFields(name, [800, (index - 1) * 200], {
			row: `={{ $('${ROWS}').item.json.row }}`,
			fromTrigger: `={{ $('${TRIGGER}').item.json.row }}`,
		}),
	);
	return {
		name: `Leads ${randomUUID()}`,
		nodes: [trigger, edit, { ...pollyBot, ...settings, onError, credentials: nodeCredentials(credential) }, ...behind],
		connections: {
			[TRIGGER]: { main: [to(ROWS)] },
			[ROWS]: { main: [to(POLLYBOT)] },
			[POLLYBOT]: { main: BEHIND.map(to) },
		},
		settings: { executionOrder: 'v1' },
		pinData: { [TRIGGER]: rows.map((json) => ({ json })) },
	};
}

function to(name: string): Array<{ node: string; type: string; index: number }> {
	return [{ node: name, type: 'main', index: 0 }];
}

function editFields(
	name: string,
	position: [number, number],
	fields: Record<string, string>,
	includeOtherFields = false,
): WorkflowNode {
	const assignments = Object.entries(fields).map(([field, value]) => ({
		id: randomUUID(),
		name: field,
		type: value.includes('true') ? 'boolean' : 'number',
		value,
	}));
	return node(name, 'n8n-nodes-base.set', 3.4, position, {
		assignments: { assignments },
		includeOtherFields,
		options: {},
	});
}

function node(
	name: string,
	type: string,
	typeVersion: number,
	position: [number, number],
	parameters: Record<string, unknown>,
): WorkflowNode {
	return { id: randomUUID(), name, type, typeVersion, position, parameters };
}

import { until } from '../until';
import { asRecord, type Execution } from './executionRecord';
import type { N8nLine } from './versions';

const SECONDS_TO_PUBLISH = 60;

/** Sends a request to n8n's REST API. Throws with n8n's words if it is rejected. */
export type Send = (method: string, path: string, data?: unknown) => Promise<unknown>;

/** What must be said in other words to each line of n8n. All that is not here is the same in both. */
export interface Dialect {
	/** Whether the record of an execution that has ended holds all that it did. */
	isWhole: (execution: Execution) => boolean;
	/** Publishes a workflow ("Publish", formerly "Active"), and waits until its webhooks are known. */
	activate: (send: Send, workflowId: string) => Promise<void>;
	deactivate: (send: Send, workflowId: string) => Promise<void>;
}

function hasRunsOrError({ runs, error }: Execution): boolean {
	return Object.keys(runs).length > 0 || error !== undefined;
}

/** Publishes a workflow by a field of it. */
const firstLine: Dialect = {
	// On SQLite it notes the end first and then, not in the same transaction, what the nodes did.
	isWhole: hasRunsOrError,
	activate: async (send, workflowId) => {
		await send('PATCH', `workflows/${workflowId}`, { active: true });
	},
	deactivate: async (send, workflowId) => {
		await send('PATCH', `workflows/${workflowId}`, { active: false });
	},
};

/** Publishes a version of a workflow, which takes a while. */
const secondLine: Dialect = {
	// Under load it does so too.
	isWhole: (execution) => execution.status !== 'success' || hasRunsOrError(execution),
	activate: async (send, workflowId) => {
		const { versionId } = asRecord(await send('GET', `workflows/${workflowId}`));
		await send('POST', `workflows/${workflowId}/activate`, { versionId });
		await untilPublished(send, workflowId);
	},
	deactivate: async (send, workflowId) => {
		await send('POST', `workflows/${workflowId}/deactivate`, {});
	},
};

export const DIALECTS: Record<N8nLine, Dialect> = { 1: firstLine, 2: secondLine };

async function untilPublished(send: Send, workflowId: string): Promise<void> {
	const isPublished = async () => {
		const state = await publication(send, workflowId);
		if (state.status === 'published' || state.status === 'in_progress') return state.status === 'published';
		throw new Error(`n8n did not publish it: ${JSON.stringify(state)}`);
	};
	await until('the workflow is turned on', isPublished, SECONDS_TO_PUBLISH, 100);
}

/** n8n 1.x and 2.0 have no such status: they respond when they have published. */
export async function publication(send: Send, workflowId: string): Promise<Record<string, unknown>> {
	const status = send('GET', `workflows/${workflowId}/publication-status`).catch(async () => {
		const { active } = asRecord(await send('GET', `workflows/${workflowId}`));
		return { status: active === true && 'published' };
	});
	return asRecord(await status);
}

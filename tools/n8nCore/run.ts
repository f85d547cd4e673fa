import { additionalDataFor } from './instance';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import type { ICredentialsHelper, INode, IRun, Workflow, WorkflowExecuteMode } from 'n8n-workflow';

/** One execution of a workflow. */
export interface EngineRun {
	workflow: Workflow;
	start: INode;
	credentials: ICredentialsHelper;
	/** `manual` is a click on Execute Workflow, `trigger` an active workflow. @default 'manual' */
	mode?: WorkflowExecuteMode;
	/** Stops the execution as n8n's Stop button does. */
	signal?: AbortSignal;
}

/**
 * Runs a workflow in n8n's own engine, and returns what n8n recorded once its nodes have really ended. The status is the
 * one that n8n saves: for a stopped run `canceled`, whatever a node does afterwards. Rejects with n8n's
 * WorkflowHasIssuesError if a required parameter is empty: n8n then starts nothing.
 */
export async function runInEngine({ workflow, start, credentials, mode = 'manual', signal }: EngineRun): Promise<IRun> {
	const additionalData = additionalDataFor(credentials);
	additionalData.hooks = new ExecutionLifecycleHooks(mode, '1', {
		id: '1',
		name: workflow.name ?? '',
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: [],
		connections: {},
	});
	let saved: IRun['status'] | undefined;
	additionalData.hooks.addHandler('workflowExecuteAfter', ({ status }) => {
		saved ??= status;
	});

	const running = new WorkflowExecute(additionalData, mode).run({ workflow, startNode: start });
	const cancel = () => {
		running.cancel();
	};
	if (signal?.aborted) cancel();
	signal?.addEventListener('abort', cancel, { once: true });
	try {
		const run = await running;
		return { ...run, status: saved ?? run.status };
	} finally {
		signal?.removeEventListener('abort', cancel);
	}
}

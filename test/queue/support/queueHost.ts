import axios from 'axios';
import { randomUUID } from 'node:crypto';

import { until } from '~/tools/until';
import { type Execution, outputItems } from '~/tools/n8n/executionRecord';
import { installN8n } from '~/tools/n8n/installN8n';
import { type QueueMode, startQueueMode } from './queueMode';
import { N8nRest } from '~/tools/n8n/rest';
import { N8N_VERSION } from '~/tools/n8n/versions';
import type { Credential } from '~/tools/n8n/workflow';
import { type Sandbox, type SandboxOptions, startSandbox } from '~/tools/sandbox';
import { CREATE, importWorkflow } from './webhookImport';

const OWNER = { email: 'owner@example.com', firstName: 'Olga', lastName: 'Owner', password: 'Queue-Mode-1' };

export interface Row {
	name: string;
	email: string;
	row: number;
}

/** An import workflow that is turned on. */
export interface PlacedImport {
	workflowId: string;
	/** Calls its production URL, which the webhook processor serves. Gives its response. */
	call: (rows: object[]) => Promise<unknown>;
}

/** n8n in queue mode with a workflow turned on that creates leads, and a sandbox that it sends them to. */
export interface QueueHost extends PlacedImport {
	n8n: QueueMode;
	/** A client of the main process. */
	rest: N8nRest;
	sandbox: Sandbox;
	credential: Credential;
	/** Turns on another import workflow, whose PollyBot node has these parameters. */
	place: (parameters: Record<string, unknown>) => Promise<PlacedImport>;
	/** Gives a client of the main process that runs at this moment. */
	signIn: () => Promise<N8nRest>;
	/** The executions of the import workflow, the oldest first. */
	executions: () => Promise<Execution[]>;
	/**
	 * Waits until so many executions have come after the first `after` ones, and all of them have ended (with one of the
	 * statuses, if some are given). Gives them, the oldest first.
	 */
	ended: (
		count: number,
		wanted: { after?: number; statuses?: string[]; secondsAtMost: number },
	) => Promise<Execution[]>;
	/** Ends the main process and starts another one. */
	restartMain: () => Promise<void>;
	stop: () => Promise<void>;
}

const SECONDS_TO_RESPOND = 30;

/**
 * @param options.nodeOptions of the PollyBot node
 * @param options.env of n8n's processes, beside what queue mode needs
 */
export async function startQueueHost(options: {
	concurrency: number;
	sandbox?: SandboxOptions;
	nodeOptions?: object;
	env?: NodeJS.ProcessEnv;
}): Promise<QueueHost> {
	const { concurrency, env, nodeOptions = { maxWait: 120 } } = options;
	const n8n = await startQueueMode(await installN8n(N8N_VERSION, console.log), { workers: 2, concurrency, env });
	const sandbox = await startSandbox(options.sandbox);
	const signIn = () => N8nRest.signIn(n8n.main.url, OWNER);
	let rest = await signIn();
	const { url: baseUrl, apiKey, chatbotId } = sandbox;
	const credential = await rest.createCredential('Queue', 'pollyBotApi', { baseUrl, apiKey, chatbotId });
	const place = async (parameters: Record<string, unknown>) => {
		const path = randomUUID();
		const id = await rest.importWorkflow(importWorkflow(path, credential, parameters));
		await rest.activate(id);
		const options = { proxy: false, timeout: SECONDS_TO_RESPOND * 1000 } as const;
		const call = async (rows: object[]) =>
			(await axios.post<unknown>(`${n8n.webhook.url}/webhook/${path}`, { rows }, options)).data;
		return { workflowId: id, call };
	};
	const placed = await place({ operation: 'create', dataToSend: 'autoMapInputData', options: nodeOptions });
	const { workflowId } = placed;
	const executions = async () => {
		const ids = await rest.executionIds(workflowId);
		return await Promise.all(ids.map(async (id) => await rest.execution(id)));
	};
	return {
		n8n,
		get rest() {
			return rest;
		},
		sandbox,
		credential,
		place,
		...placed,
		signIn,
		executions,
		ended: async (count, { after = 0, statuses, secondsAtMost }) => {
			const isEnd = ({ finished, status }: Execution) => finished && (statuses?.includes(status) ?? true);
			const ended = async () => {
				const all = (await executions()).slice(after);
				return all.length === count && all.every(isEnd) ? all : undefined;
			};
			return await until(`${count} executions have ended`, ended, secondsAtMost, 1000);
		},
		restartMain: async () => {
			await n8n.main.stop();
			n8n.main = await n8n.launch({ command: 'start' });
			rest = await signIn();
		},
		stop: async () => {
			await n8n.stop();
			await sandbox.close();
		},
	};
}

/** People who are in no other batch. */
export function people(batch: string, count: number): Row[] {
	return Array.from({ length: count }, (_, row) => ({
		name: `Person ${batch}.${row}`,
		email: `person${batch}.${row}@example.com`,
		row,
	}));
}

/** The emails of the items that left the PollyBot node by an output, in their order. */
export function emails(execution: Execution, output: number): string[] {
	return outputItems(execution, CREATE, output).map(({ json }) => String(json.email));
}

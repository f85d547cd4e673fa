import { randomUUID } from 'node:crypto';

import { importWorkflow } from '~/test/queue/support/webhookImport';
import { installN8n } from '~/tools/n8n/installN8n';
import { type QueueMode, startQueueMode } from '~/test/queue/support/queueMode';
import { N8nRest } from '~/tools/n8n/rest';
import { N8N_VERSION } from '~/tools/n8n/versions';
import { type Sandbox, startSandbox } from '~/tools/sandbox';
import type { Diary } from './diary';
import { TIMEOUT } from './faults';
import { Fleet } from './fleet';

const OWNER = { email: 'owner@example.com', firstName: 'Olga', lastName: 'Owner', password: 'Queue-Mode-1' };

const CONCURRENCY = 5;

/** The options of the PollyBot node that are not the defaults. A slower pace, so that a killed worker has work in hand. */
const NODE_OPTIONS = { timeout: TIMEOUT, maxConcurrency: 10 };
const LATENCY_MS = 200;

/** A minute stands for the hour. */
const WINDOW_SECONDS = 60;

const ENVIRONMENT = {
	// A dead worker is noticed within half a minute instead of one and a half, a lost queue within one instead of 180.
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '10000',
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.5',
	// The database keeps the newest executions only.
	EXECUTIONS_DATA_PRUNE: 'true',
	EXECUTIONS_DATA_PRUNE_MAX_COUNT: '150',
	EXECUTIONS_DATA_MAX_AGE: '1',
	EXECUTIONS_DATA_HARD_DELETE_BUFFER: '0',
	EXECUTIONS_DATA_PRUNE_SOFT_DELETE_INTERVAL: '5',
	EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '5',
};

/** n8n in queue mode with the import workflow turned on, and a sandbox that it sends leads to. */
export interface SoakHost {
	sandbox: Sandbox;
	n8n: QueueMode;
	fleet: Fleet;
	workflowId: string;
	/** The address of the import workflow's webhook at this moment. */
	webhookUrl: () => string;
	/** n8n's REST API, of the main that runs at this moment. */
	rest: () => N8nRest;
	/** Signs in once more: the main may be another one by now. */
	signInAgain: () => Promise<void>;
	stop: () => Promise<void>;
}

/** @param limit requests that PollyBot takes in a minute */
export async function startSoakHost(limit: number, diary: Diary): Promise<SoakHost> {
	const sandbox = await startSandbox({ limit, windowSeconds: WINDOW_SECONDS, latencyMs: LATENCY_MS });
	const n8n = await startQueueMode(await installN8n(N8N_VERSION, console.log), {
		workers: 2,
		concurrency: CONCURRENCY,
		env: ENVIRONMENT,
	});
	const fleet = new Fleet(n8n, [`--concurrency=${CONCURRENCY}`], diary);
	const signIn = async () => await N8nRest.signIn(fleet.url('main') ?? '', OWNER);
	let rest = await signIn();
	const { url: baseUrl, apiKey, chatbotId } = sandbox;
	const credential = await rest.createCredential('Soak', 'pollyBotApi', { baseUrl, apiKey, chatbotId });
	const path = randomUUID();
	const workflowId = await rest.importWorkflow(importWorkflow(path, credential, NODE_OPTIONS));
	await rest.activate(workflowId);
	return {
		sandbox,
		n8n,
		fleet,
		workflowId,
		webhookUrl: () => `${fleet.url('webhook') ?? ''}/webhook/${path}`,
		rest: () => rest,
		signInAgain: async () => {
			rest = await signIn().catch(() => rest);
		},
		stop: async () => {
			await fleet.stop();
			await sandbox.close();
		},
	};
}

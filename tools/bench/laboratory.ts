import { outputItems, type Execution } from '~/tools/n8n/executionRecord';
import { installN8n } from '~/tools/n8n/installN8n';
import { installPackage } from '~/tools/n8n/installPackage';
import { createUserFolder, launchN8n } from '~/tools/n8n/process';
import { N8nRest } from '~/tools/n8n/rest';
import { N8N_VERSION } from '~/tools/n8n/versions';
import type { Credential, Workflow } from '~/tools/n8n/workflow';
import { SANDBOX_API_KEY, SANDBOX_CHATBOT_ID, type SandboxClient } from '~/tools/sandbox';
import { installFloor } from './floor/installFloor';
import { peakMemory, restartPeak } from './processMemory';
import { startSandboxProcess } from './sites/sandboxProcess';
import { MEASURED, NEXT, TRIGGER, workflowOf, type Subject } from './subjects';

const OWNER = { email: 'owner@example.com', firstName: 'Bench', lastName: 'Mark', password: 'Bench-Mark-1' };
const SECONDS_AT_MOST = 1800;

/** A sandbox, as n8n reaches it. */
export interface Site {
	readonly sandbox: SandboxClient;
	/** Where leads are created. */
	readonly leadsUrl: string;
	readonly credential: Credential;
}

/** What one run of a subject came to. */
export interface Measurement {
	/** Milliseconds that n8n says the node took, and the one after it. */
	readonly time: number;
	/** Bytes that n8n's process held at most. */
	readonly peak: number;
	/** The same, above what it held before. */
	readonly memory: number;
	readonly execution: Execution;
	/** How many items left the node, or the one after it, by each output. */
	readonly items: number[];
}

/** The real n8n and a sandbox, each in a separate process, so that neither shares its time with the one that measures. */
export interface Laboratory {
	/** The sandbox without anything in between. */
	readonly direct: Site;
	readonly port: number;
	readonly apiKey: string;
	/** The process id of n8n. */
	pid(): number;
	/** A sandbox that n8n reaches by another URL. */
	site(url: string, sandbox: SandboxClient): Promise<Site>;
	readonly measure: (subject: Subject, rows: string, site?: Site) => Promise<Measurement>;
	/** Imports a workflow and turns it on. */
	activate(workflow: Workflow): Promise<ActiveWorkflow>;
	/** Restarts n8n, so that a measurement of memory does not begin in the heap that another one has left. */
	restart(env?: NodeJS.ProcessEnv): Promise<void>;
	close(): Promise<void>;
}

/** A workflow that was turned on. */
export interface ActiveWorkflow {
	readonly activate: () => Promise<void>;
	readonly deactivate: () => Promise<void>;
}

/** @param nodeArguments for n8n's Node, such as `--import` */
export async function openLaboratory(
	latencyMs: number,
	say: (line: string) => void,
	nodeArguments: readonly string[] = [],
): Promise<Laboratory> {
	const installation = await installN8n(N8N_VERSION, say);
	const userFolder = await createUserFolder();
	await installPackage(userFolder.path);
	await installFloor(userFolder.path);
	const sandbox = await startSandboxProcess(latencyMs);
	const start = async (env?: NodeJS.ProcessEnv) => {
		const n8n = await launchN8n(installation, userFolder.path, { command: 'start', nodeArguments, env });
		return { n8n, rest: await N8nRest.signIn(n8n.url, OWNER) };
	};
	let { n8n, rest } = await start();
	const site = async (url: string, client: SandboxClient): Promise<Site> => {
		const access = { apiKey: SANDBOX_API_KEY, baseUrl: url, chatbotId: SANDBOX_CHATBOT_ID };
		return {
			sandbox: client,
			leadsUrl: `${url}/api/v1/chatbots/${SANDBOX_CHATBOT_ID}/leads`,
			credential: await rest.createCredential(`Benchmark ${url}`, 'pollyBotApi', access),
		};
	};
	const direct = await site(sandbox.url, sandbox.client);
	return {
		direct,
		port: sandbox.port,
		apiKey: SANDBOX_API_KEY,
		pid: () => n8n.pid,
		site,
		measure: async (subject, rows, { credential } = direct) => await measure(rest, credential, n8n.pid, subject, rows),
		activate: async (workflow) => {
			const id = await rest.importWorkflow(workflow);
			await rest.activate(id);
			return {
				activate: async () => {
					await rest.activate(id);
				},
				deactivate: async () => {
					await rest.deactivate(id);
				},
			};
		},
		restart: async (env) => {
			await n8n.stop();
			({ n8n, rest } = await start(env));
		},
		close: async () => {
			await n8n.stop();
			await sandbox.stop();
			await userFolder.remove();
		},
	};
}

async function measure(
	rest: N8nRest,
	credential: Credential,
	pid: number,
	subject: Subject,
	rows: string,
): Promise<Measurement> {
	const workflowId = await rest.importWorkflow(workflowOf(subject, credential, rows));
	const before = await restartPeak(pid);
	const execution = await rest.ended(await rest.start(workflowId, TRIGGER), SECONDS_AT_MOST);
	const peak = await peakMemory(pid);
	const counted = subject.next ? [MEASURED, NEXT] : [MEASURED];
	const times = counted.map((name) => execution.runs[name]?.[0]?.executionTime);
	if (times.includes(undefined) || execution.status !== 'success') {
		throw new Error(`The run of ${subject.type} ended with ${execution.status}: ${JSON.stringify(execution.error)}`);
	}
	const last = subject.next ? NEXT : MEASURED;
	return {
		time: times.reduce<number>((all, time = 0) => all + time, 0),
		peak,
		memory: peak - before,
		execution,
		items: [0, 1, 2, 3].map((output) => outputItems(execution, last, output).length),
	};
}

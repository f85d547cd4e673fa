import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import execa from 'execa';
import { outputItems, type Execution } from '~/tools/n8n/executionRecord';
import { installN8n } from '~/tools/n8n/installN8n';
import { installPackage } from '~/tools/n8n/installPackage';
import { REPOSITORY } from '~/tools/repository';
import { freePort } from '~/tools/n8n/ports';
import { createUserFolder, startN8n } from '~/tools/n8n/process';
import { N8nRest } from '~/tools/n8n/rest';
import type { Credential } from '~/tools/n8n/workflow';
import { N8N_VERSION } from '~/tools/n8n/versions';
import { until } from '~/tools/until';
import { connectSandbox, SANDBOX_API_KEY, SANDBOX_CHATBOT_ID, type SandboxClient } from '~/tools/sandbox';
import { installFloor } from './floor/installFloor';
import { MEASURED, TRIGGER, workflowOf, type Subject } from './subjects';

const OWNER = { email: 'owner@example.com', firstName: 'Bench', lastName: 'Mark', password: 'Bench-Mark-1' };

/** What one run of a subject came to. */
export interface Measurement {
	/** Milliseconds that n8n says the node took. */
	readonly time: number;
	/** Bytes that n8n's process held at most, above what it held before. */
	readonly memory: number;
	readonly execution: Execution;
	/** How many items left the node by each output. */
	readonly items: number[];
}

/** The real n8n and a sandbox, each a process of its own, so that neither shares its time with the one that measures. */
export interface Laboratory {
	readonly sandbox: SandboxClient;
	/** Where leads are created. */
	readonly leadsUrl: string;
	readonly apiKey: string;
	/** The process id of n8n. */
	pid(): number;
	measure(subject: Subject, rows: string): Promise<Measurement>;
	/** Starts n8n anew, so that a measurement of memory does not begin in the heap that another one has left behind. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

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
	const start = async () => {
		const n8n = await startN8n(installation, userFolder.path, nodeArguments);
		return { n8n, rest: await N8nRest.signIn(n8n.url, OWNER) };
	};
	let { n8n, rest } = await start();
	const credential = await rest.createCredential('Benchmark', 'pollyBotApi', {
		apiKey: SANDBOX_API_KEY,
		baseUrl: sandbox.url,
		chatbotId: SANDBOX_CHATBOT_ID,
	});
	return {
		sandbox: sandbox.client,
		leadsUrl: `${sandbox.url}/api/v1/chatbots/${SANDBOX_CHATBOT_ID}/leads`,
		apiKey: SANDBOX_API_KEY,
		pid: () => n8n.pid,
		measure: async (subject, rows) => await measure(rest, credential, n8n.pid, subject, rows),
		restart: async () => {
			await n8n.stop();
			({ n8n, rest } = await start());
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
	const execution = await rest.ended(await rest.start(workflowId, TRIGGER), 900);
	const peak = await peakMemory(pid);
	const time = execution.runs[MEASURED]?.[0]?.executionTime;
	if (time === undefined || execution.status !== 'success') {
		throw new Error(`The run of ${subject.type} ended with ${execution.status}: ${JSON.stringify(execution.error)}`);
	}
	const items = [0, 1, 2, 3].map((output) => outputItems(execution, MEASURED, output).length);
	return { time, memory: peak - before, execution, items };
}

/** Lets the kernel count a process's peak memory anew. Returns what it holds now, in bytes. Source: proc(5). */
async function restartPeak(pid: number): Promise<number> {
	await writeFile(`/proc/${pid}/clear_refs`, '5');
	return await peakMemory(pid);
}

async function peakMemory(pid: number): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
}

async function startSandboxProcess(latencyMs: number) {
	const port = await freePort();
	const script = path.join(REPOSITORY, '.build', 'tools', 'sandbox', 'main.js');
	const env = { ...process.env, PORT: String(port), LATENCY_MS: String(latencyMs), RATE_LIMIT: '1000000' };
	const child = execa(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit'], reject: false });
	const url = `http://127.0.0.1:${port}`;
	const client = connectSandbox(url);
	await until('the sandbox answers', () => client.state(0).catch(() => false));
	return {
		url,
		client,
		stop: async () => {
			child.kill();
			await child;
		},
	};
}

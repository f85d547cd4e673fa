import axios, { type AxiosInstance } from 'axios';
import { Agent } from 'node:http';

import { until } from '../until';
import { type Dialect, DIALECTS, publication } from './dialect';
import { asRecord, type Execution, readExecution } from './executionRecord';
import { lineOf } from './versions';
import type { Credential, Workflow } from './workflow';

/** The person who signs in to a throwaway n8n. */
export interface Owner {
	email: string;
	firstName: string;
	lastName: string;
	password: string;
}

/** An execution as n8n's list has it. */
export interface ListedExecution {
	id: string;
	status: string;
	finished: boolean;
}

/** n8n's REST API, as its editor uses it. What the lines of n8n want differently is in dialect.ts. */
export class N8nRest {
	private constructor(
		private readonly http: AxiosInstance,
		private readonly dialect: Dialect,
	) {}

	/** Signs in, and makes the owner's account first if this n8n has none. */
	static async signIn(url: string, owner: Owner): Promise<N8nRest> {
		const http = axios.create({
			baseURL: `${url}/rest`,
			// n8n binds a session to the browser that opened it.
			headers: { 'browser-id': 'n8n-nodes-pollybot' },
			timeout: 120_000,
			// A busy n8n closes kept connections just when they are used again.
			httpAgent: new Agent({ keepAlive: false }),
			proxy: false,
			validateStatus: () => true,
		});
		const first = await http.post('/owner/setup', owner);
		const { email, password } = owner;
		const answer = first.status === 200 ? first : await http.post('/login', { emailOrLdapLoginId: email, password });
		const cookies = answer.headers['set-cookie'];
		if (answer.status !== 200 || cookies === undefined) throw refusal('sign-in', answer.status, answer.data);
		http.defaults.headers.common.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
		const { versionCli } = asRecord(await send(http, 'GET', 'settings'));
		return new N8nRest(http, DIALECTS[lineOf(String(versionCli))]);
	}

	/** The versions of each node type that n8n has loaded, by its full name. */
	async nodeVersions(): Promise<Map<string, number[]>> {
		const answer = await this.request('GET', '../types/nodes.json');
		if (!Array.isArray(answer)) throw new Error('n8n gave no list of its nodes.');
		const versions = new Map<string, number[]>();
		// A node whose versions look different is in the list several times.
		for (const node of answer.map(asRecord)) {
			const name = String(node.name);
			versions.set(name, [...(versions.get(name) ?? []), ...[node.version].flat().map(Number)]);
		}
		return versions;
	}

	async createCredential(name: string, type: string, data: Record<string, unknown>): Promise<Credential> {
		const created = asRecord(await this.request('POST', 'credentials', { name, type, data }));
		return { id: String(created.id), name, type };
	}

	/** What the editor shows below a credential after Save: "OK" or "Error", and a message. */
	async testCredential(
		credential: Credential,
		data: Record<string, unknown>,
	): Promise<{ status: string; message: string }> {
		const credentials = { ...credential, data };
		const result = asRecord(await this.request('POST', 'credentials/test', { credentials }));
		return { status: String(result.status), message: String(result.message) };
	}

	/** Makes a data table with columns of text. Returns its id. */
	async createDataTable(name: string, columns: readonly string[]): Promise<string> {
		const project = asRecord(await this.request('GET', 'projects/personal'));
		const table = { name, columns: columns.map((column) => ({ name: column, type: 'string' })) };
		return String(asRecord(await this.request('POST', `projects/${String(project.id)}/data-tables`, table)).id);
	}

	/** Makes a workflow of what the editor's "Import from File" takes. Returns its id. */
	async importWorkflow(workflow: Workflow): Promise<string> {
		const created = await this.request('POST', 'workflows', { active: false, ...workflow });
		return String(asRecord(created).id);
	}

	/** Replaces what a workflow contains, as the editor's Save does. */
	async saveWorkflow(workflowId: string, workflow: Workflow): Promise<void> {
		const { versionId } = asRecord(await this.request('GET', `workflows/${workflowId}`));
		await this.request('PATCH', `workflows/${workflowId}`, { ...workflow, versionId });
	}

	/** Publishes a workflow, and waits until its webhooks are known. Throws with n8n's words if it cannot be. */
	async activate(workflowId: string): Promise<void> {
		await this.dialect.activate(this.request, workflowId);
	}

	async deactivate(workflowId: string): Promise<void> {
		await this.dialect.deactivate(this.request, workflowId);
	}

	/** Whether a workflow is published, and its webhooks are known. */
	async isActive(workflowId: string): Promise<boolean> {
		return (await publication(this.request, workflowId)).status === 'published';
	}

	/** Waits for a call of a trigger's test URL, as the editor's "Execute step" does. */
	async listen(workflowId: string, trigger: string): Promise<void> {
		const { waitingForWebhook } = await this.requestRun(workflowId, trigger);
		if (waitingForWebhook !== true) throw new Error('n8n does not wait for a webhook.');
	}

	/** The ids of a workflow's newest executions, the oldest first. */
	async executionIds(workflowId: string): Promise<string[]> {
		return (await this.executionList(workflowId)).map(({ id }) => id);
	}

	/** A workflow's executions, the oldest first: all that run, and the newest 100 that have ended. */
	async executionList(workflowId: string): Promise<ListedExecution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = asRecord(await this.request('GET', `executions?limit=100&filter=${filter}`));
		if (!Array.isArray(results)) throw new Error('n8n gave no list of executions.');
		// n8n asks for the running ones first: one that ends just then is in the list twice, and has ended.
		const listed = new Map(results.map(asRecord).map((execution) => [Number(execution.id), readListed(execution)]));
		return [...listed].sort(([a], [b]) => a - b).map(([, execution]) => execution);
	}

	/** Runs a workflow as the editor's "Execute workflow" does, and waits for its end. */
	async run(workflowId: string, trigger: string, secondsAtMost = 120): Promise<Execution> {
		return await this.ended(await this.start(workflowId, trigger), secondsAtMost);
	}

	/** Starts a workflow as the editor's "Execute workflow" does. Returns the execution's id. */
	async start(workflowId: string, trigger: string): Promise<string> {
		const started = await this.requestRun(workflowId, trigger);
		if (typeof started.executionId === 'string') return started.executionId;
		throw new Error(`n8n did not start the workflow: ${JSON.stringify(started)}`);
	}

	/** Stops an execution as the editor's Stop button does. */
	async stop(executionId: string): Promise<void> {
		await this.request('POST', `executions/${executionId}/stop`);
	}

	/** Starts an execution once more, as "Retry" in the editor's list of executions does. Returns when it has ended. */
	async retry(executionId: string): Promise<void> {
		await this.request('POST', `executions/${executionId}/retry`, { loadWorkflow: false });
	}

	/** Waits for the end of an execution. */
	async ended(executionId: string, secondsAtMost = 120): Promise<Execution> {
		const ended = async () => {
			const execution = await this.execution(executionId).catch((error: unknown) => {
				// n8n 2.20 fails to read the record of one that has only begun.
				if (String(error).includes("reading 'resultData'")) return undefined;
				throw error;
			});
			return execution?.finished && this.dialect.isWhole(execution) ? execution : undefined;
		};
		return await until("the workflow's run has ended", ended, secondsAtMost, 150);
	}

	async execution(id: string): Promise<Execution> {
		return readExecution(id, await this.request('GET', `executions/${id}`));
	}

	private async requestRun(workflowId: string, trigger: string): Promise<Record<string, unknown>> {
		// n8n 2.41 needs no workflow, and ignores it.
		const workflowData = await this.request('GET', `workflows/${workflowId}`);
		const body = { workflowData, triggerToStartFrom: { name: trigger } };
		return asRecord(await this.request('POST', `workflows/${workflowId}/run`, body));
	}

	private readonly request = async (method: string, path: string, data?: unknown): Promise<unknown> =>
		await send(this.http, method, path, data);
}

function readListed({ id, status, stoppedAt }: Record<string, unknown>): ListedExecution {
	return { id: String(id), status: String(status), finished: typeof stoppedAt === 'string' };
}

async function send(http: AxiosInstance, method: string, path: string, data?: unknown): Promise<unknown> {
	const answer = await http.request<unknown>({ method, url: path, data });
	if (answer.status >= 300) throw refusal(`${method} ${path}`, answer.status, answer.data);
	const body = asRecord(answer.data);
	return 'data' in body ? body.data : answer.data;
}

function refusal(what: string, status: number, body: unknown): Error {
	return new Error(`n8n refused ${what} with status ${status}: ${JSON.stringify(body)}`);
}

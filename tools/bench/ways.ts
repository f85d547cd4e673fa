import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import axios from 'axios';
import { outputItems } from '~/tools/n8n/executionRecord';
import { nodeCredentials, type Workflow, type WorkflowNode } from '~/tools/n8n/workflow';
import type { Chain, Way } from './situation';

const SECONDS_AT_MOST = 1800;
const START = 'Start';

/**
 * Runs nodes in the real n8n. Throws if items are missing that no 429 accounts for: an execution that fails early looks fast.
 *
 * @param extraFields of a row, as an expression of its number `i`
 */
export function inN8n(chainFor: (leadsUrl: string) => Chain, extraFields = ''): Way {
	return async ({ sandbox, leadsUrl, credential, rest, pid, rows, items }) => {
		const chain = chainFor(leadsUrl).map(({ type, typeVersion, parameters }, index) => ({
			...node(`Measured ${index}`, type, typeVersion, parameters),
			credentials: nodeCredentials(credential),
			onError: 'continueErrorOutput' as const,
		}));
		const workflowId = await rest.importWorkflow(
			inLine([
				node(START, 'n8n-nodes-base.manualTrigger', 1, {}),
				node('List', 'n8n-nodes-base.set', 3.4, {
					mode: 'raw',
					jsonOutput: `={{ { rows: ${people(rows, extraFields)} } }}`,
				}),
				node('Rows', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'rows' }),
				...chain,
			]),
		);
		// Resets the peak. Source: proc(5).
		await writeFile(`/proc/${pid}/clear_refs`, '5');
		const execution = await rest.run(workflowId, START, SECONDS_AT_MOST);
		const memory = await peakMemory(pid);
		const out = outputItems(execution, chain.at(-1)?.name ?? '').length + countRejected(sandbox.requests);
		if (execution.status !== 'success' || out !== items) {
			throw new Error(`${out} of ${items} items, ${execution.status}: ${JSON.stringify(execution.error)}`);
		}
		const times = chain.map(({ name }) => execution.runs[name]?.[0]?.executionTime ?? NaN);
		return { time: times.reduce((all, time) => all + time), memory };
	};
}

/** Publishes the polling trigger, which polls immediately, when as many leads are new since an earlier poll. */
export function poll(newLeads: number): Way {
	return async ({ sandbox, credential, rest }) => {
		const trigger = node('Polling', 'n8n-nodes-pollybot.pollyBotPollingTrigger', 1, {
			pollTimes: { item: [{ mode: 'everyHour' }] },
		});
		const next = node('Next', 'n8n-nodes-base.noOp', 1, {});
		const workflowId = await rest.importWorkflow(
			inLine([{ ...trigger, credentials: nodeCredentials(credential) }, next]),
		);
		await rest.activate(workflowId);
		await rest.deactivate(workflowId);
		for (const lead of leads(newLeads)) sandbox.addLead(lead);
		sandbox.requests.length = 0;
		await rest.activate(workflowId);
		await rest.deactivate(workflowId);
		return { time: (sandbox.requests.at(-1)?.at ?? NaN) - (sandbox.requests[0]?.at ?? NaN) };
	};
}

/** Bare axios outside n8n, with a new connection for each request, as n8n makes them. */
export function bareAxios(concurrency: number): Way {
	return async ({ sandbox, leadsUrl, rows }) => {
		const headers = { Authorization: `Bearer ${sandbox.apiKey}` };
		const http = axios.create({ headers, httpAgent: new Agent({ keepAlive: false }), proxy: false });
		const left = leads(rows);
		const started = performance.now();
		const runner = async () => {
			for (let lead = left.pop(); lead !== undefined; lead = left.pop()) await http.post(leadsUrl, lead);
		};
		await Promise.all(Array.from({ length: concurrency }, runner));
		return { time: performance.now() - started };
	};
}

/** Different people. Their IDs are for leads that exist before. */
export function leads(count: number) {
	return Array.from({ length: count }, (_, i) => ({
		id: `lead_${i}`,
		name: `Person ${i}`,
		email: `person${i}@example.com`,
		phone: `+1-555-${i}`,
		source: 'benchmark',
	}));
}

/** How many requests had a 429. */
export function countRejected(requests: ReadonlyArray<{ status?: number }>): number {
	return requests.filter(({ status }) => status === 429).length;
}

/** The same people as an expression, of which n8n itself makes rows. */
function people(count: number, extraFields: string): string {
	return `Array.from({ length: ${count} }, (_, i) => ({ name: 'Person ' + i, email: 'person' + i + '@example.com', phone: '+1-555-' + i, source: 'benchmark', ${extraFields} }))`;
}

async function peakMemory(pid: number): Promise<number> {
	return Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

function node(name: string, type: string, typeVersion: number, parameters: Record<string, unknown>): WorkflowNode {
	return { id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters };
}

/** A workflow of nodes that follow each other. */
function inLine(nodes: WorkflowNode[]): Workflow {
	const links = nodes.slice(1).map(({ name }, index) => {
		return [nodes[index]?.name ?? '', { main: [[{ node: name, type: 'main', index: 0 }]] }] as const;
	});
	const settings = { executionOrder: 'v1' };
	return { name: `Benchmark ${randomUUID()}`, nodes, connections: Object.fromEntries(links), settings };
}

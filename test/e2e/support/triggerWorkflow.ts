import axios, { type AxiosResponse } from 'axios';
import { randomUUID } from 'node:crypto';

import { type Execution, outputItems } from '~/tools/n8n/executionRecord';
import type { N8nRest } from '~/tools/n8n/rest';
import { type Credential, nodeCredentials, type Workflow, type WorkflowNode } from '~/tools/n8n/workflow';
import { SANDBOX_CHATBOT_ID, signatureOf } from '~/tools/sandbox';
import { until } from '~/tools/until';
import { host } from './host';
import { type PollyBotInN8n, pollyBotInN8n, type PollyBotOptions } from './pollyBotInN8n';

export { SECRET } from './pollyBotInN8n';

export const TRIGGER = 'New Lead';
export const OTHER_CHATBOT = 'cb_other';
export const BEHIND = 'Behind';

/** A trigger on the canvas, and where PollyBot reaches it. */
export interface PlacedTrigger {
	node: WorkflowNode & { webhookId: string };
	url: string;
	testUrl: string;
}

/** A PollyBot Trigger as the editor places it: with a new webhook ID. */
export function placeTrigger(
	credential: Credential | undefined,
	parameters: Record<string, unknown> = {},
	name = TRIGGER,
	base = host.url(),
): PlacedTrigger {
	const webhookId = randomUUID();
	const node: PlacedTrigger['node'] = {
		id: randomUUID(),
		name,
		type: 'n8n-nodes-pollybot.pollyBotTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		webhookId,
		...(credential && { credentials: nodeCredentials(credential) }),
	};
	const path = `${webhookId}/webhook`;
	return { node, url: `${base}/webhook/${path}`, testUrl: `${base}/webhook-test/${path}` };
}

/** Poll times that come faster than a single one may: each of these comes once a minute. */
export function pollsEvery(seconds: number): { pollTimes: object } {
	const times = Array.from({ length: Math.ceil(60 / seconds) }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * seconds} * * * * *`,
	}));
	return { pollTimes: { item: times } };
}

/** A PollyBot Polling Trigger that polls every other second. */
export function pollingNode(
	credential: Credential,
	parameters: Record<string, unknown> = {},
	name = TRIGGER,
): PlacedTrigger['node'] {
	return {
		id: randomUUID(),
		name,
		type: 'n8n-nodes-pollybot.pollyBotPollingTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: { ...pollsEvery(2), ...parameters },
		webhookId: randomUUID(),
		credentials: nodeCredentials(credential),
	};
}

/** Triggers → the nodes after them, in a row; by default one that does nothing. */
export function triggerWorkflow(triggers: PlacedTrigger[], behind: WorkflowNode[] = [nodeBehind()]): Workflow {
	const chain = behind.map(({ name }) => name);
	const connect = (from: string, to = '') => [from, { main: [[{ node: to, type: 'main', index: 0 }]] }] as const;
	return {
		name: `Trigger ${randomUUID()}`,
		nodes: [...triggers.map(({ node }) => node), ...behind],
		connections: Object.fromEntries([
			...triggers.map(({ node }) => connect(node.name, chain[0])),
			...chain.slice(1).map((name, index) => connect(chain[index] ?? '', name)),
		]),
		settings: { executionOrder: 'v1' },
	};
}

export function nodeBehind(
	type = 'n8n-nodes-base.noOp',
	typeVersion = 1,
	parameters: Record<string, unknown> = {},
	name = BEHIND,
): WorkflowNode {
	return { id: randomUUID(), name, type, typeVersion, position: [300, 0], parameters };
}

/** `pollyBotInN8n` with a sandbox that is quick to deliver again. */
export function pollyBotWithTrigger(options: PollyBotOptions = {}): PollyBotInN8n & {
	/** Turns a workflow with one trigger on. */
	active: (
		parameters?: Record<string, unknown>,
		behind?: WorkflowNode[],
	) => Promise<PlacedTrigger & { workflowId: string }>;
	/** Waits until no delivery is under way. */
	settled: () => Promise<void>;
} {
	const fixture = pollyBotInN8n({
		webhookTiming: { attempts: 8, firstDelayMs: 100 },
		...options,
	});
	const { sandbox, rest, secret } = fixture;
	return {
		...fixture,
		active: async (parameters, behind) => await activeTrigger(rest(), secret(), parameters, behind),
		settled: async () => {
			await until('every delivery has ended', () => sandbox().deliveries.every(({ state }) => state !== 'pending'));
		},
	};
}

async function activeTrigger(
	rest: N8nRest,
	credential: Credential,
	parameters: Record<string, unknown> = {},
	behind?: WorkflowNode[],
): Promise<PlacedTrigger & { workflowId: string }> {
	const trigger = placeTrigger(credential, parameters);
	const workflowId = await rest.importWorkflow(triggerWorkflow([trigger], behind));
	await rest.activate(workflowId);
	return { ...trigger, workflowId };
}

/** Calls a URL as it is told, and throws for no status. */
export async function send(
	url: string,
	body: string | Buffer | undefined,
	headers: Record<string, string> = {},
	method = 'POST',
): Promise<AxiosResponse<unknown>> {
	return await axios.request<unknown>({
		url,
		method,
		data: body === undefined ? undefined : Buffer.from(body),
		proxy: false,
		headers: { 'Content-Type': 'application/json', ...headers },
		validateStatus: () => true,
	});
}

/** What PollyBot would send about a new lead. */
export function payload(fields: Record<string, unknown> = {}): string {
	const data = { id: `lead_${randomUUID()}`, name: 'Ada Example', email: 'ada@example.com' };
	const beside = { event: 'LEAD_CREATED', chatbotId: SANDBOX_CHATBOT_ID, timestamp: 1764750871 };
	return JSON.stringify({ ...beside, data, ...fields });
}

/** The header that PollyBot would send with this body. */
export function signed(body: string | Buffer, secret: string): Record<string, string> {
	return { 'X-Webhook-Signature': signatureOf(body, secret) };
}

/** The executions of a workflow, when there are so many and all have ended. */
export async function executions(rest: N8nRest, workflowId: string, count: number): Promise<Execution[]> {
	const ids = await until(`${count} executions`, async () => {
		const listed = await rest.executionIds(workflowId);
		return listed.length >= count ? listed : undefined;
	});
	return await Promise.all(ids.map((id) => rest.ended(id)));
}

export function items(execution: Execution | undefined, node = TRIGGER): Array<Record<string, unknown>> {
	return execution ? outputItems(execution, node).map(({ json }) => json) : [];
}

import { additionalDataFor } from '~/tools/n8nCore/instance';

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HookContext, WebhookContext } from 'n8n-core';
import type {
	INodeExecutionData,
	IWebhookData,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { asExpress, parsed, post, send, type WebhookRequest, withRawBodyReader } from './webhookHttp';
import { buildWorkflow, type NodeUnderTest } from './builtWorkflow';

/** What came of a request. */
export interface WebhookAnswer {
	status: number;
	body: string;
	/** The items that the workflow begins with; undefined if none was started. */
	started: INodeExecutionData[] | undefined;
}

/**
 * Calls a trigger's webhook over real HTTP, with n8n's own WebhookContext. The server does with the request
 * and the answer what n8n's CLI does (its `webhook-helpers.js` and `body-parser.js`, in n8n 2.41).
 *
 * @param mode `manual` is the test URL, `webhook` (default) the production URL
 */
export async function callWebhook(
	node: NodeUnderTest,
	request: WebhookRequest,
	mode: 'webhook' | 'manual' = 'webhook',
): Promise<WebhookAnswer> {
	let started: INodeExecutionData[] | undefined;
	const server = createServer((incoming, response) => {
		handle(node, incoming, response, mode)
			.then((items) => {
				started = items;
			})
			.catch((error: unknown) => {
				send(response, 500, { message: String(error) });
			});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	try {
		const answer = await post((server.address() as AddressInfo).port, request);
		return { ...answer, started };
	} finally {
		server.closeAllConnections();
		server.close();
		await once(server, 'close');
	}
}

/** Switches a trigger on as n8n does when a workflow is activated. Rejects with the error that the user then sees. */
export async function activate(node: NodeUnderTest, mode: 'trigger' | 'manual' = 'trigger'): Promise<void> {
	await inHook(node, mode, async (context, methods) => {
		if (!(await methods.checkExists.call(context))) await methods.create.call(context);
	});
}

export async function deactivate(node: NodeUnderTest): Promise<boolean> {
	return await inHook(node, 'trigger', (context, methods) => methods.delete.call(context));
}

async function inHook<T>(
	node: NodeUnderTest,
	mode: 'trigger' | 'manual',
	act: (context: HookContext, methods: HookMethods) => Promise<T>,
): Promise<T> {
	const { workflow, data, placed, additionalData } = await webhookOf(node, mode === 'manual');
	const { webhookMethods } = workflow.nodeTypes.getByNameAndVersion(placed.type, placed.typeVersion);
	const { checkExists, create, delete: remove } = webhookMethods?.default ?? {};
	if (!checkExists || !create || !remove) throw new Error('The node has no whole webhook life cycle');
	const activation = mode === 'manual' ? 'manual' : 'activate';
	const context = new HookContext(workflow, placed, additionalData, mode, activation, data);
	return await workflow.expression.withIsolate(() => act(context, { checkExists, create, delete: remove }));
}

type HookMethods = Record<'checkExists' | 'create' | 'delete', (this: HookContext) => Promise<boolean>>;

async function webhookOf(node: NodeUnderTest, isTest: boolean, http?: object) {
	const { workflow, node: placed, description, credentials } = await buildWorkflow({ ...node, items: [] });
	const [webhookDescription] = description.webhooks ?? [];
	if (!webhookDescription) throw new Error('The node has no webhook');
	const additionalData: IWorkflowExecuteAdditionalData = { ...additionalDataFor(credentials), ...http };
	const data: IWebhookData = {
		httpMethod: 'POST',
		node: placed.name,
		path: webhookDescription.path,
		webhookDescription,
		workflowId: '1',
		workflowExecuteAdditionalData: additionalData,
		isTest,
	};
	return { workflow, placed, data, additionalData };
}

async function handle(
	node: NodeUnderTest,
	incoming: IncomingMessage,
	response: ServerResponse,
	mode: 'webhook' | 'manual',
): Promise<INodeExecutionData[] | undefined> {
	const httpRequest = withRawBodyReader(incoming);
	const http = { httpRequest, httpResponse: asExpress(response) };
	const { workflow, placed, data, additionalData } = await webhookOf(node, mode === 'manual', http);
	return await workflow.expression.withIsolate(async () => {
		const type = workflow.nodeTypes.getByNameAndVersion(placed.type, placed.typeVersion);
		const leftAlone = workflow.expression.getSimpleParameterValue(
			...([placed, '={{$parameter["options"]["binaryData"]}}', mode, {}, undefined, false] as const),
		);
		if (!leftAlone && !(await parsed(httpRequest))) {
			send(response, 422, { message: 'Failed to parse request body' });
			return undefined;
		}
		const context = new WebhookContext(workflow, placed, additionalData, mode, data, [], null);
		const result = (await type.webhook?.call(context)) ?? {};
		if (result.noWebhookResponse !== true) {
			const ignored: unknown = result.webhookResponse ?? { message: 'Webhook call received' };
			send(response, 200, result.workflowData ? startedAnswer(data, result) : ignored);
		}
		return result.workflowData?.[0];
	});
}

/** What n8n responds with when an execution has begun: its `webhook-on-received-response-extractor.js`. */
function startedAnswer({ webhookDescription }: IWebhookData, { webhookResponse }: IWebhookResponseData): unknown {
	const { responseData = 'firstEntryJson' } = webhookDescription;
	if (responseData !== '') return responseData;
	return (webhookResponse as unknown) ?? { message: 'Workflow was started' };
}

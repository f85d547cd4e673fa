import { additionalDataFor } from '~/tools/n8nCore/instance';

import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type INode,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeType,
} from 'n8n-workflow';
import { z } from 'zod';
import { StoredCredential, storedAs } from '~/tools/n8nCore/credentials';
import { loadPackage, thisPackage, WorkflowNodeTypes } from '~/tools/n8nCore/loadedPackage';

/** What n8n reads of an error when a credential's test fails. */
const requestFailure = z.object({
	message: z.string(),
	cause: z
		.object({
			code: z.string().optional().catch(undefined),
			response: z.object({ status: z.number(), statusText: z.string().default('') }).optional(),
		})
		.optional()
		.catch(undefined),
});

/** The node that n8n makes up to send the test's request: one parameter, whose routing is that request. */
const testingNode = (credentialType: string, { request }: ICredentialTestRequest): INodeType => ({
	description: {
		displayName: 'No Operation, do nothing',
		name: 'noOp',
		description: '',
		group: [],
		version: 1,
		defaults: {},
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: credentialType, required: true }],
		properties: [{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } }],
	},
});

/**
 * Presses "Test" on a credential: its declarative `test` request, sent and judged as by n8n's CLI (its
 * `credentials-tester.service.js`, in n8n 2.41).
 */
export async function testCredential(
	name: string,
	data: ICredentialDataDecryptedObject,
	packageDirectory = thisPackage,
): Promise<INodeCredentialTestResult> {
	const loader = await loadPackage(packageDirectory);
	const { test } = loader.getCredential(name).type;
	if (!test) throw new Error(`The credential "${name}" has no test`);
	const credentials = new StoredCredential(loader, name, data);
	const nodeType = testingNode(name, test);
	const nodeTypes = new WorkflowNodeTypes(loader, new Map([['noOp', nodeType]]));
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: 'noOp',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [name]: { ...storedAs } },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const additionalData = { ...additionalDataFor(credentials), currentNodeParameters: node.parameters };
	const context = new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const decrypted = await credentials.getDecrypted(additionalData, { ...storedAs }, name, 'internal');
	const routing = new RoutingNode(context, nodeType, { ...storedAs, type: name, data: decrypted });
	try {
		const response = await workflow.expression.withIsolate(() => routing.runNode());
		return judgeAnswer(test, response?.[0]?.[0]);
	} catch (error) {
		return judgeFailure(test, error);
	}
}

function judgeAnswer({ rules = [] }: ICredentialTestRequest, item?: INodeExecutionData): INodeCredentialTestResult {
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, message } = rule.properties;
		const expected: unknown = rule.properties.value;
		const found = key
			.split('.')
			.reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], item?.json);
		if (found === expected) return { status: 'Error', message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}

function judgeFailure({ rules = [] }: ICredentialTestRequest, error: unknown): INodeCredentialTestResult {
	const { message, cause } = requestFailure.parse(error);
	if (cause?.response) {
		const { status, statusText } = cause.response;
		for (const rule of rules) {
			if (rule.type !== 'responseCode' || rule.properties.value !== status) continue;
			return { status: 'Error', message: rule.properties.message };
		}
		return { status: 'Error', message: statusText || `Received HTTP status code: ${status}` };
	}
	return { status: 'Error', message: cause?.code ?? message };
}

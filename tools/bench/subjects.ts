import { randomUUID } from 'node:crypto';
import { type Credential, nodeCredentials, type Workflow, type WorkflowNode } from '~/tools/n8n/workflow';

/** The node whose time is measured: the same name in every workflow. */
export const MEASURED = 'Measured';
/** A node after it, whose time counts too. */
export const NEXT = 'Next';
export const TRIGGER = 'Start';

/** What takes the place of the measured node. */
export interface Subject extends Pick<WorkflowNode, 'type' | 'typeVersion' | 'parameters' | 'onError'> {
	/** What a user of this node needs besides, to come to the same items. */
	readonly next?: Pick<WorkflowNode, 'type' | 'typeVersion' | 'parameters'>;
}

/** HTTP Request's option "Batching". */
export interface Batching {
	readonly batchSize: number;
	/** Milliseconds. */
	readonly batchInterval: number;
}

const FIELDS = {
	name: '={{ $json.name }}',
	email: '={{ $json.email }}',
	phone: '={{ $json.phone }}',
	source: '={{ $json.source }}',
};

const SPLIT_OUT = 'n8n-nodes-base.splitOut';

const HTTP_REQUEST = { type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 };

const AUTHENTICATION = { authentication: 'predefinedCredentialType', nodeCredentialType: 'pollyBotApi' };

function httpRequest(url: string, body: Record<string, unknown>, batching?: Batching): Subject {
	const options = batching === undefined ? {} : { batching: { batch: batching } };
	return {
		...HTTP_REQUEST,
		parameters: { method: 'POST', url, ...AUTHENTICATION, sendBody: true, ...body, options },
	};
}

/** HTTP Request with its default settings but for the batching that is given, a body field for each field of the lead. */
export function httpRequestFields(url: string, batching?: Batching): Subject {
	const parameters = Object.entries(FIELDS).map(([name, value]) => ({ name, value }));
	return httpRequest(url, { bodyParameters: { parameters } }, batching);
}

/** HTTP Request with its default settings, the body as one expression. */
export function httpRequestJson(url: string): Subject {
	const { name, email, phone, source } = {
		name: '$json.name',
		email: '$json.email',
		phone: '$json.phone',
		source: '$json.source',
	};
	const jsonBody = `={{ JSON.stringify({ name: ${name}, email: ${email}, phone: ${phone}, source: ${source} }) }}`;
	return httpRequest(url, { specifyBody: 'json', jsonBody });
}

/** The PollyBot node with its default options, unless others are given. */
export function pollyBot(parameters: Record<string, unknown> = FIELDS, onError?: WorkflowNode['onError']): Subject {
	return {
		type: 'n8n-nodes-pollybot.pollyBot',
		typeVersion: 1,
		parameters: { resource: 'lead', operation: 'create', ...parameters },
		onError,
	};
}

export const pollyBotFields = (options: object = {}, onError?: WorkflowNode['onError']): Subject =>
	pollyBot({ ...FIELDS, options }, onError);

export const pollyBotAutoMap = (): Subject => pollyBot({ dataToSend: 'autoMapInputData' });

export const pollyBotGetMany = (): Subject => pollyBot({ operation: 'getAll', returnAll: true });

/** An update of the phone number of leads that each row names by its ID or its email. */
export const pollyBotUpdate = (mode: 'id' | 'email'): Subject =>
	pollyBot({
		operation: 'update',
		leadId: { __rl: true, mode, value: `={{ $json.${mode} }}` },
		updateFields: { phone: '={{ $json.phone }}' },
	});

/** HTTP Request with its pagination, 100 leads a page, and Split Out, which makes an item of each lead. */
export function httpRequestPages(url: string): Subject {
	const query = { sendQuery: true, queryParameters: { parameters: [{ name: 'limit', value: '100' }] } };
	const pagination = {
		paginationMode: 'updateAParameterInEachRequest',
		parameters: { parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount + 1 }}' }] },
		paginationCompleteWhen: 'other',
		completeExpression: '={{ !$response.body.data.pagination.hasNext }}',
	};
	return {
		...HTTP_REQUEST,
		parameters: { url, ...AUTHENTICATION, ...query, options: { pagination: { pagination } } },
		next: { type: SPLIT_OUT, typeVersion: 1, parameters: { fieldToSplitOut: 'data.leads', options: {} } },
	};
}

/** The bare loop over n8n's request helper. */
export function floor(url: string, concurrency: number): Subject {
	return { type: 'n8n-nodes-floor.floor', typeVersion: 1, parameters: { url, concurrency, ...FIELDS } };
}

/** A list of rows, made by an expression in n8n itself, and the subject after it. */
export function workflowOf(subject: Subject, credential: Credential, rows: string): Workflow {
	const node = (
		name: string,
		type: string,
		typeVersion: number,
		parameters: WorkflowNode['parameters'],
	): WorkflowNode => ({
		id: randomUUID(),
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
	});
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	const { next } = subject;
	const measured = node(MEASURED, subject.type, subject.typeVersion, subject.parameters);
	return {
		name: `Benchmark ${randomUUID()}`,
		nodes: [
			node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}),
			node('List', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: `={{ { rows: ${rows} } }}`, options: {} }),
			node('Rows', SPLIT_OUT, 1, { fieldToSplitOut: 'rows', options: {} }),
			{ ...measured, onError: subject.onError, credentials: nodeCredentials(credential) },
			...(next ? [node(NEXT, next.type, next.typeVersion, next.parameters)] : []),
		],
		connections: {
			[TRIGGER]: to('List'),
			List: to('Rows'),
			Rows: to(MEASURED),
			...(next ? { [MEASURED]: to(NEXT) } : {}),
		},
		settings: { executionOrder: 'v1' },
	};
}

/** An expression for a number of different people. */
export function people(count: number): string {
	return `Array.from({ length: ${count} }, (_, i) => ({ name: 'Person ' + i, email: 'person' + i + '@example.com', phone: '+1-555-' + i, source: 'benchmark' }))`;
}

/** An expression for 1,000 rows of which 100 repeat an email and 50 are invalid. */
export const UNTIDY =
	"Array.from({ length: 1000 }, (_, i) => ({ name: 'Person ' + i, email: i % 20 === 7 ? 'nobody' + i : 'person' + (i % 10 === 3 ? i - 1 : i) + '@example.com', phone: '+1-555-' + i, source: 'benchmark' }))";

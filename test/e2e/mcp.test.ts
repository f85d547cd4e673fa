import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { randomUUID } from 'node:crypto';

import { nodeCredentials, type WorkflowNode } from '~/tools/n8n/workflow';
import { containing } from '~/test/matchers';
import { host } from './support/host';
import { pollyBotInN8n } from './support/pollyBotInN8n';

/** A real MCP client on n8n's MCP Server Trigger, whose tools are the PollyBot node. */

const TRIGGER = 'MCP Server Trigger';
const { sandbox, rest, credential } = pollyBotInN8n();

const fromAi = (key: string, description: string) => `={{ $fromAI('${key}', '${description}', 'string') }}`;

const TOOLS: Readonly<Record<string, Record<string, unknown>>> = {
	'Create Lead': {
		operation: 'create',
		name: fromAi('name', 'Full name of the person'),
		email: fromAi('email', 'Email address of the person'),
	},
	'Note Lead': {
		operation: 'create',
		name: 'Visitor',
		email: fromAi('email', 'Email address of the person'),
		metadata: {
			assignments: ['topic', 'budget'].map((name) => ({ id: name, name, type: 'string', value: fromAi(name, name) })),
		},
		additionalFields: { metadataJson: fromAi('more', 'JSON') },
		options: { dryRun: fromAi('check', 'true or false') },
	},
	'List Leads': { operation: 'getAll', returnAll: fromAi('all', 'true or false') },
	'Find Leads': { operation: 'getAll', filters: { search: fromAi('search', 'Name or email, or a part of it') } },
	'Change Lead': {
		operation: 'update',
		leadId: { __rl: true, mode: 'email', value: fromAi('email', 'Email address of the lead') },
		updateFields: { status: fromAi('status', 'contacted, qualified, converted or lost') },
	},
	'Ask Chatbot': {
		resource: 'chat',
		operation: 'sendMessage',
		message: fromAi('message', 'What to ask the chatbot'),
		conversationId: fromAi('conversationId', 'conversationId of the last response; empty at first'),
	},
};

const client = new Client({ name: 'test', version: '1.0.0' });

beforeAll(async () => {
	const path = randomUUID();
	const tools = Object.entries(TOOLS).map(([name, parameters]): WorkflowNode => ({
		id: randomUUID(),
		name,
		type: 'n8n-nodes-pollybot.pollyBotTool',
		typeVersion: 1,
		position: [0, 200],
		parameters: { resource: 'lead', ...parameters },
		credentials: nodeCredentials(credential()),
	}));
	const trigger = {
		id: randomUUID(),
		name: TRIGGER,
		type: '@n8n/n8n-nodes-langchain.mcpTrigger',
		typeVersion: 2,
		position: [0, 0] as [number, number],
		parameters: { path },
		webhookId: path,
	};
	const toTrigger = { ai_tool: [[{ node: TRIGGER, type: 'ai_tool', index: 0 }]] };
	const id = await rest().importWorkflow({
		name: `MCP ${path}`,
		nodes: [trigger, ...tools],
		connections: Object.fromEntries(tools.map(({ name }) => [name, toTrigger])),
		settings: { executionOrder: 'v1' },
	});
	await rest().activate(id);
	await client.connect(new StreamableHTTPClientTransport(new URL(`${host.url()}/mcp/${path}`)));
});

afterAll(async () => {
	await client.close();
});

async function call(name: string, args: Record<string, unknown>): Promise<unknown> {
	const { content } = await client.callTool({ name, arguments: args });
	const [first] = content as Array<{ type: string; text: string }>;
	return JSON.parse(first?.text ?? 'null');
}

const ann = { name: 'Ann Lee', email: 'ann@example.com' };

describe('an MCP client with the PollyBot node as its tools', () => {
	it('reads when to use each of them, and what it wants', async () => {
		const { tools } = await client.listTools();
		expect(Object.fromEntries(tools.map(({ name, description }) => [name, description]))).toEqual({
			Create_Lead: containing('do not call again'),
			Note_Lead: containing('do not call again'),
			List_Leads: containing('Searches the leads in PollyBot'),
			Find_Leads: containing('Searches the leads in PollyBot'),
			Change_Lead: containing('Only the fields that are given change'),
			Ask_Chatbot: containing('pass the conversationId of the last response'),
		});
		expect(tools.find(({ name }) => name === 'Create_Lead')?.inputSchema).toMatchObject({
			properties: { name: { type: 'string', description: 'Full name of the person' }, email: { type: 'string' } },
			required: ['name', 'email'],
		});
	});

	it('creates a lead of the arguments, and of nothing else of the call', async () => {
		expect(await call('Create_Lead', ann)).toMatchObject([{ ...ann, metadata: {} }]);
		expect(sandbox().leads()).toMatchObject([{ ...ann, metadata: {} }]);
	});

	it('reads that a lead exists, that a value is wrong, and that nothing is found', async () => {
		const { id } = sandbox().addLead(ann);
		expect(await call('Create_Lead', ann)).toMatchObject([{ duplicate: true, existingLeadId: id }]);
		expect(await call('Create_Lead', { ...ann, email: 'ann at example' })).toMatchObject([
			{ error: { code: 'VALIDATION_ERROR', field: 'email', message: containing("'Email'") } },
		]);
		expect(await call('Create_Lead', { ...ann, email: 'N/A' })).toMatchObject([
			{ error: { message: containing('Ask the person for it') } },
		]);
		expect(await call('Find_Leads', { search: 'Zoe' })).toMatchObject([{ found: 0 }]);
		expect(sandbox().leads()).toHaveLength(1);
	});

	it('changes the lead that it names by the email', async () => {
		sandbox().addLead(ann);
		expect(await call('Find_Leads', { search: 'Ann' })).toMatchObject([{ email: ann.email }]);
		expect(await call('Change_Lead', { email: 'ANN@example.com', status: 'Qualified' })).toMatchObject([
			{ ...ann, status: 'qualified' },
		]);
	});

	it('fills pairs and a JSON text, gives switches as texts, and calls twice at the same time', async () => {
		const args = { email: ann.email, topic: 'Pricing', budget: '500', more: '{"plan":"Pro","seats":5}' };
		const metadata = { topic: 'Pricing', budget: '500', plan: 'Pro', seats: 5 };
		expect(await call('Note_Lead', { ...args, check: 'true' })).toMatchObject([{ dryRun: true, lead: { metadata } }]);
		expect(sandbox().leads()).toEqual([]);
		const twice = [1, 2].map(async () => await call('Note_Lead', { ...args, check: 'false' }));
		expect(JSON.stringify(await Promise.all(twice)).match(/"duplicate":true/g)).toHaveLength(1);
		expect(sandbox().leads()).toMatchObject([{ email: ann.email, metadata }]);
		await call('List_Leads', { all: 'false' });
		expect(sandbox().requests.at(-1)?.query.limit).toBe('50');
	});

	it('asks the chatbot, and goes on with the conversation', async () => {
		const first = await call('Ask_Chatbot', { message: 'Do you ship to Norway?', conversationId: '' });
		const [{ id } = { id: '' }] = sandbox().conversations();
		expect(first).toMatchObject([{ response: containing('Norway'), conversationId: id }]);
		const second = await call('Ask_Chatbot', { message: 'How fast?', conversationId: id });
		expect(second).toMatchObject([{ response: containing('message 2 of our conversation'), conversationId: id }]);
		sandbox().setChat(0);
		expect(await call('Ask_Chatbot', { message: 'Hello', conversationId: '' })).toMatchObject([
			{ error: { code: 'INSUFFICIENT_CREDITS', message: containing('AI credits') } },
		]);
	});
});

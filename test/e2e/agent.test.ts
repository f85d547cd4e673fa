import { randomUUID } from 'node:crypto';

import { containing } from '~/test/matchers';
import { type Execution, outputItems } from '~/tools/n8n/executionRecord';
import { type Credential, nodeCredentials, type Workflow, type WorkflowNode } from '~/tools/n8n/workflow';
import { type Model, type Reply, startModel } from './support/languageModel';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const START = 'Chat';
const AGENT = 'AI Agent';
const AGENT_TYPE = '@n8n/n8n-nodes-langchain.agent';

const { sandbox, rest, credential, newCredential } = pollyBotInN8n();

let model: Model;
let openAi: Credential;
/** The newest version of the agent that the n8n under test has. */
let newestAgent: number;

beforeAll(async () => {
	model = await startModel();
	newestAgent = Math.max(...((await rest().nodeVersions()).get(AGENT_TYPE) ?? []));
	openAi = await rest().createCredential('Model', 'openAiApi', { apiKey: 'sk-test', url: model.url });
});

afterAll(async () => {
	await model.close();
});

const FROM_AI = {
	name: "={{ $fromAI('name', 'Full name of the person, such as Ann Lee', 'string') }}",
	email: "={{ $fromAI('email', 'Email address of the person, such as ann@example.com', 'string') }}",
};

/** A chat message → an agent whose only tool is the PollyBot node. */
function agentWorkflow(parameters: Record<string, unknown>, pollyBot: Credential, message: string) {
	const node = (name: string, type: string, typeVersion: number, more: Partial<WorkflowNode> = {}): WorkflowNode => ({
		id: randomUUID(),
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters: {},
		...more,
	});
	const workflow: Workflow = {
		name: `Agent ${randomUUID()}`,
		nodes: [
			node(START, 'n8n-nodes-base.manualTrigger', 1),
			node(AGENT, AGENT_TYPE, newestAgent, {
				parameters: { promptType: 'define', text: '={{ $json.chatInput }}', options: { enableStreaming: false } },
			}),
			node('Model', '@n8n/n8n-nodes-langchain.lmChatOpenAi', 1.2, {
				parameters: { model: { __rl: true, mode: 'id', value: 'stub' }, options: {} },
				credentials: nodeCredentials(openAi),
			}),
			node('PollyBot', 'n8n-nodes-pollybot.pollyBotTool', 1, {
				parameters: { resource: 'lead', ...parameters },
				credentials: nodeCredentials(pollyBot),
			}),
		],
		connections: {
			[START]: { main: [[{ node: AGENT, type: 'main', index: 0 }]] },
			Model: { ai_languageModel: [[{ node: AGENT, type: 'ai_languageModel', index: 0 }]] },
			PollyBot: { ai_tool: [[{ node: AGENT, type: 'ai_tool', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	};
	return { ...workflow, pinData: { [START]: [{ json: { chatInput: message, email: 'agent@example.com' } }] } };
}

interface Chat {
	execution: Execution;
	/** What the model read of its tool. */
	answer: string;
}

async function chat(
	parameters: Record<string, unknown>,
	call: Reply,
	{ pollyBot = credential(), message = 'I am Ann Lee, ann@example.com' } = {},
): Promise<Chat> {
	model.reply(call);
	const execution = await rest().run(await rest().importWorkflow(agentWorkflow(parameters, pollyBot, message)), START);
	expect(execution.error).toBeUndefined();
	const answer = String(outputItems(execution, AGENT)[0]?.json.output);
	return { execution, answer };
}

const create = { operation: 'create', ...FROM_AI };
const ann = { call: { name: 'Ann Lee', email: 'ann@example.com' } };
const ask = {
	resource: 'chat',
	operation: 'sendMessage',
	message: "={{ $fromAI('message', 'What to ask the chatbot', 'string') }}",
	conversationId: "={{ $fromAI('conversationId', 'conversationId of the last response; empty at first', 'string') }}",
};

describe('an AI agent with the PollyBot node as its tool', () => {
	it('creates a lead from a chat sentence', async () => {
		const { answer } = await chat(create, ann);
		expect(sandbox().leads()).toMatchObject([{ name: 'Ann Lee', email: 'ann@example.com', metadata: {} }]);
		expect(JSON.parse(answer)).toMatchObject([{ id: sandbox().leads()[0]?.id, email: 'ann@example.com' }]);
	});

	it('is told what the tool does and what each field expects', async () => {
		await chat(create, ann);
		expect(model.requests[0]?.tools[0]?.function).toMatchObject({
			description: containing('Creates a lead in PollyBot for a person who gave a name and an email address.'),
			parameters: {
				properties: {
					name: { type: 'string', description: 'Full name of the person, such as Ann Lee' },
					email: { type: 'string' },
				},
			},
		});
		await chat(ask, { call: { message: 'Hello', conversationId: '' } });
		expect(model.requests[0]?.tools[0]?.function).toMatchObject({
			description: containing("Asks the company's own chatbot"),
		});
	});

	it('is told what the user has written about the tool instead, also in a workflow of an earlier version', async () => {
		await chat({ ...create, descriptionType: 'manual', toolDescription: 'Saves a visitor' }, ann);
		expect(model.requests[0]?.tools[0]?.function).toMatchObject({ description: 'Saves a visitor' });
	});

	it('reads that the lead exists', async () => {
		const known = sandbox().addLead({ name: 'Ann', email: 'ann@example.com' });
		const { answer } = await chat(create, ann);
		expect(JSON.parse(answer)).toMatchObject([
			{ duplicate: true, existingLeadId: known.id, message: 'A lead with this email already exists in your workspace' },
		]);
	});

	it('reads what is wrong with an email', async () => {
		const { answer } = await chat(create, { call: { name: 'Ann', email: 'ann at example' } });
		expect(JSON.parse(answer)).toEqual([
			{
				error: {
					message: '\'Email\' ("ann at example") is not an email address: it has no @. Correct it. [Item 1]',
					code: 'VALIDATION_ERROR',
					item: 1,
					field: 'email',
					value: 'ann at example',
				},
			},
		]);
	});

	it('reads that the key is wrong', async () => {
		const apiKey = 'sk-workspace_test_wrong';
		const { answer, execution } = await chat(create, ann, { pollyBot: await newCredential({ apiKey }) });
		expect(answer).toContain('PollyBot does not accept the API key');
		expect(answer).toContain('INVALID_API_KEY');
		expect(execution.raw).not.toContain(apiKey);
	});

	it('reads that the node is not set up', async () => {
		const { answer } = await chat(create, ann, { pollyBot: await newCredential({ chatbotId: '' }) });
		expect(answer).toContain('No chatbot is named.');
	});

	it('never makes a lead of the conversation itself, whatever Data to Send and the options say', async () => {
		const options = { includeRemaining: true };
		await chat({ ...create, options }, ann);
		expect(sandbox().leads()).toMatchObject([{ name: 'Ann Lee', email: 'ann@example.com', metadata: {} }]);
		sandbox().reset();
		// The panel of a tool has no Auto-Map: fields that it does not show are empty.
		await chat({ ...create, dataToSend: 'autoMapInputData', options }, ann);
		expect(sandbox().leads()).toEqual([]);
	});

	it('asks the chatbot, and goes on with the conversation', async () => {
		const first = await chat(ask, { call: { message: 'Do you ship to Norway?', conversationId: '' } });
		const [reply] = JSON.parse(first.answer) as [{ response: string; conversationId: string }];
		expect(reply.response).toContain('Do you ship to Norway?');
		const { conversationId } = reply;
		const second = await chat(ask, { call: { message: 'None', conversationId } });
		expect(JSON.parse(second.answer)).toMatchObject([{ conversationId, response: containing('None') }]);
		expect(sandbox().conversations()).toHaveLength(1);
		sandbox().setChat(0);
		expect((await chat(ask, { call: { message: 'Hello', conversationId: '' } })).answer).toContain(
			'INSUFFICIENT_CREDITS',
		);
	});

	it('finds a lead by name', async () => {
		const { id } = sandbox().addLead({ name: 'Ann Lee', email: 'ann@example.com' });
		sandbox().addLead({ name: 'Bob', email: 'bob@example.com' });
		const search = "={{ $fromAI('search', 'Name or email of the lead, or a part of it', 'string') }}";
		const found = await chat({ operation: 'getAll', filters: { search } }, { call: { search: 'Ann' } });
		expect(JSON.parse(found.answer)).toMatchObject([{ id, name: 'Ann Lee' }]);
		const nobody = await chat({ operation: 'getAll', filters: { search } }, { call: { search: 'Zoe' } });
		expect(JSON.parse(nobody.answer)).toEqual([{ found: 0, message: 'No lead was found with search "Zoe".' }]);
	});

	it('updates and deletes a lead by its ID, and reads that one is unknown', async () => {
		const { id } = sandbox().addLead({ name: 'Ann Lee', email: 'ann@example.com' });
		const leadId = { __rl: true, mode: 'id', value: "={{ $fromAI('id', 'ID of the lead', 'string') }}" };
		const update = { operation: 'update', leadId, updateFields: { status: 'qualified' } };
		expect(JSON.parse((await chat(update, { call: { id } })).answer)).toMatchObject([{ id, status: 'qualified' }]);
		const remove = { operation: 'delete', leadId };
		expect(JSON.parse((await chat(remove, { call: { id } })).answer)).toMatchObject([{ deleted: true, id }]);
		expect((await chat(remove, { call: { id } })).answer).toContain('PollyBot has no lead with the ID');
	});
});

import { randomUUID } from 'node:crypto';

import { type Execution, outputItems } from '~/tools/n8n/executionRecord';
import { type Credential, nodeCredentials, type Workflow, type WorkflowNode } from '~/tools/n8n/workflow';
import { type Model, type Reply, startModel } from './languageModel';
import { pollyBotInN8n } from './pollyBotInN8n';

const START = 'Chat';
const AGENT = 'AI Agent';
const AGENT_TYPE = '@n8n/n8n-nodes-langchain.agent';

export const FROM_AI = {
	name: "={{ $fromAI('name', 'Full name of the person, such as Ann Lee', 'string') }}",
	email: "={{ $fromAI('email', 'Email address of the person, such as ann@example.com', 'string') }}",
};

/** What an agent has beside its tool. */
interface Minds {
	openAi: Credential;
	/** The newest version of the agent that the n8n under test has. */
	newestAgent: number;
}

/** A chat message → an agent whose only tool is the PollyBot node. */
function agentWorkflow(
	parameters: Record<string, unknown>,
	pollyBot: Credential,
	{ openAi, newestAgent }: Minds,
	message: string,
) {
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

/** `pollyBotInN8n` with a model whose agent has the PollyBot node as its only tool. */
export function agentInN8n() {
	const fixture = pollyBotInN8n();
	const { rest, credential } = fixture;
	let model: Model;
	let minds: Minds;
	beforeAll(async () => {
		model = await startModel();
		minds = {
			openAi: await rest().createCredential('Model', 'openAiApi', { apiKey: 'sk-test', url: model.url }),
			newestAgent: Math.max(...((await rest().nodeVersions()).get(AGENT_TYPE) ?? [])),
		};
	});
	afterAll(async () => {
		await model.close();
	});
	const chat = async (
		parameters: Record<string, unknown>,
		call: Reply,
		{ pollyBot = credential(), message = 'I am Ann Lee, ann@example.com' } = {},
	): Promise<Chat> => {
		model.reply(call);
		const workflow = agentWorkflow(parameters, pollyBot, minds, message);
		const execution = await rest().run(await rest().importWorkflow(workflow), START);
		expect(execution.error).toBeUndefined();
		const answer = String(outputItems(execution, AGENT)[0]?.json.output);
		return { execution, answer };
	};
	return { ...fixture, model: () => model, chat };
}

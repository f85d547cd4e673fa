import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { PollyBotPollingTrigger } from '~/nodes/PollyBot/PollyBotPollingTrigger.node';
import { PollyBotTrigger } from '~/nodes/PollyBot/PollyBotTrigger.node';
import { chosenN8nVersion, N8N_FOLDER } from '~/tools/n8n/versions';
import { n8nLine } from './support/host';

interface TypeGenerator {
	readonly planSplitVersionFiles: (node: object, version: number) => Map<string, string>;
}

interface Catalog {
	readonly NodeTypeParser: new (nodes: readonly object[]) => object;
	readonly searchCodeBuilderNodes: (nodes: object, queries: readonly string[]) => { readonly results: string };
}

const modules = join(N8N_FOLDER, chosenN8nVersion(), 'node_modules', '@n8n');
const generator = join(modules, 'workflow-sdk', 'dist', 'generate-types', 'generate-types.js');
const catalog = join(modules, 'ai-utilities', 'dist', 'cjs', 'node-catalog', 'index.js');
const load = createRequire(__filename);

const nodes = [PollyBot, PollyBotTrigger, PollyBotPollingTrigger].map((Node) => {
	const { description } = new Node();
	return { ...description, name: `n8n-nodes-pollybot.${description.name}` };
});

/** What n8n's AI workflow builder reads of an operation: n8n's own generator of node types writes it. */
function typesOf(operation: string): string {
	const { planSplitVersionFiles } = load(generator) as TypeGenerator;
	const files = planSplitVersionFiles(nodes[0] ?? {}, 1);
	return files.get(`${operation}.ts`) ?? '';
}

/** What n8n's AI workflow builder finds. */
function find(query: string): string {
	const { NodeTypeParser, searchCodeBuilderNodes } = load(catalog) as Catalog;
	return searchCodeBuilderNodes(new NodeTypeParser(nodes), [query]).results;
}

it("n8n's AI workflow builder reads what the outputs carry, and that a lead comes once; 1.x has none", () => {
	if (n8nLine() === 1) {
		expect(existsSync(generator)).toBe(false);
		return;
	}
	const create = typesOf('resource_lead/operation_create');
	expect(create).toContain('Output 1 "Duplicate", only while onDuplicate is "duplicateOutput"');
	expect(create).toContain('connect the Wait node back to this node');
	expect(typesOf('resource_lead/operation_upsert')).toContain(
		'Output 1 "Deferred", only while options.onRateLimit is "deferredOutput"',
	);
	expect(typesOf('resource_lead/operation_get')).not.toContain('Output 1');
	const sendMessage = typesOf('resource_chat/operation_send_message');
	expect(sendMessage).toContain('Output 0 "Response": { response, conversationId, messageId }');
	expect(sendMessage).toContain('Never loop it back');
	expect(find('new leads')).toContain('it needs no step that marks leads as handled or removes duplicates');
	expect(find('ask a chatbot')).toContain('sendMessage');
});

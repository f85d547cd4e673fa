import { randomUUID } from 'node:crypto';
import type { N8nRest } from '~/tools/n8n/rest';
import type { Credential } from '~/tools/n8n/workflow';
import { readyExample } from './readyExample';

/** Publishes the example of a public chat page with its table. Returns the path of the page. */
export async function publishChatPage(rest: N8nRest, credential: Credential): Promise<{ id: string; path: string }> {
	const table = await rest.createDataTable(`Conversations ${randomUUID().slice(0, 8)}`, ['visitor', 'conversationId']);
	const webhookId = randomUUID();
	const example = await readyExample('public-chat-page.json', new Map([[/pollyBot/, credential]]));
	const nodes = example.nodes.map((node) => {
		if (node.type.endsWith('chatTrigger')) return { ...node, webhookId };
		if (!node.type.endsWith('dataTable')) return node;
		return { ...node, parameters: { ...node.parameters, dataTableId: { __rl: true, mode: 'id', value: table } } };
	});
	const id = await rest.importWorkflow({ ...example, nodes });
	await rest.activate(id);
	return { id, path: `/webhook/${webhookId}/chat` };
}

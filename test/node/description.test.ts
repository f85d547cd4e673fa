import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { startSandbox } from '~/sandbox';
import { describeNode, runWorkflow } from './engine';

/** The parameter of that name, in the node or in one of its collections. */
async function parameter(name: string, collection?: string): Promise<INodeProperties | undefined> {
	const { properties } = await describeNode();
	const options = properties.find((property) => property.name === collection)?.options ?? [];
	const all =
		collection === undefined ? properties : options.filter((option) => 'displayName' in option && 'type' in option);
	return all.find((property) => property.name === name);
}

describe('the names that saved workflows rely on', () => {
	test.each([
		['resource', 'options', 'lead'],
		['operation', 'options', 'create'],
		['scope', 'options', 'chatbot'],
		['chatbotId', 'string', ''],
		['dataToSend', 'options', 'defineBelow'],
		['name', 'string', ''],
		['email', 'string', ''],
		['phone', 'string', ''],
		['source', 'string', ''],
		['status', 'options', 'new'],
		['specifyMetadata', 'options', 'keypair'],
		['metadata', 'assignmentCollection', {}],
		['metadataJson', 'json', '{}'],
		['additionalFields', 'collection', {}],
		['inputsToIgnore', 'string', ''],
		['onDuplicate', 'options', 'duplicateOutput'],
		['options', 'collection', {}],
	])('%s is of type %s, preset to %j', async (name, type, preset) => {
		expect(await parameter(name)).toMatchObject({ type, default: preset });
	});

	test.each([
		['options', 'includeRemaining', 'boolean'],
		['options', 'dedupeInput', 'boolean'],
		['options', 'maxConcurrency', 'number'],
		['options', 'maxRetries', 'number'],
		['options', 'maxWait', 'number'],
		['options', 'onRateLimit', 'options'],
		['options', 'timeout', 'number'],
		['additionalFields', 'company', 'string'],
		['additionalFields', 'customFields', 'json'],
		['additionalFields', 'discord', 'string'],
		['additionalFields', 'message', 'string'],
		['additionalFields', 'preferredMethod', 'options'],
		['additionalFields', 'tags', 'string'],
		['additionalFields', 'urgency', 'options'],
	])('%s.%s is of type %s', async (collection, name, type) => {
		expect(await parameter(name, collection)).toMatchObject({ type });
	});

	test.each([
		['scope', undefined],
		['onDuplicate', undefined],
		['onRateLimit', 'options'],
	])('%s takes no expression', async (name, collection) => {
		expect((await parameter(name, collection))?.noDataExpression).toBe(true);
	});

	test.each([
		['dedupeInput', true],
		['includeRemaining', false],
		['maxConcurrency', 25],
		['maxRetries', 3],
		['maxWait', 300],
		['onRateLimit', 'wait'],
		['timeout', 30_000],
	])('the option %s is preset to %j', async (name, preset) => {
		expect((await parameter(name, 'options'))?.default).toBe(preset);
	});

	test.each(['name', 'email'])('%s is required', async (name) => {
		expect((await parameter(name))?.required).toBe(true);
	});

	test('the node can be found, and is one of version 1 that AI agents may use', async () => {
		const description = await describeNode();
		expect(description).toMatchObject({ displayName: 'PollyBot', version: 1, usableAsTool: true, group: ['output'] });
		expect(description.codex?.alias).toEqual(expect.arrayContaining(['lead', 'crm', 'chatbot', 'form', 'contact']));
		expect(description.credentials).toEqual([{ name: 'pollyBotApi', required: true }]);
	});
});

test('the fields that the editor previews are those that the service answers', async () => {
	const sandbox = await startSandbox();
	try {
		const run = await runWorkflow({
			items: [{ json: {} }],
			parameters: {
				name: 'Ann',
				email: 'ann@example.com',
				phone: '5',
				source: 'web',
				metadata: { assignments: [{ id: '1', name: 'a', value: 'b', type: 'string' }] },
			},
			credential: { apiKey: sandbox.apiKey, baseUrl: sandbox.url, chatbotId: sandbox.chatbotId },
		});
		const file = path.join('dist', 'nodes', 'PollyBot', '__schema__', 'v1.0.0', 'lead', 'create.json');
		const schema = JSON.parse(readFileSync(file, 'utf8')) as { properties: Record<string, { type: string }> };
		const answered = Object.entries(run.output('Created')[0]?.json ?? {}).map(([name, value]) => [
			name,
			{ type: typeof value },
		]);
		expect(Object.fromEntries(answered)).toEqual(schema.properties);
	} finally {
		await sandbox.close();
	}
});

import type { INodeProperties } from 'n8n-workflow';
import { describeNode } from './n8nCore';
import { containingAll } from '~/test/matchers';

/** The parameter of that name that an operation has, in the node or in one of its collections. */
async function parameter(
	name: string,
	collection?: string,
	operation = 'create',
): Promise<INodeProperties | undefined> {
	const { properties } = await describeNode();
	const own = properties.filter(({ displayOptions }) => displayOptions?.show?.operation?.includes(operation) ?? true);
	const options = own.find((property) => property.name === collection)?.options ?? [];
	const all = collection === undefined ? own : options.filter((option) => 'displayName' in option && 'type' in option);
	return all.find((property) => property.name === name);
}

describe('the names that saved workflows rely on', () => {
	it.each([
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

	it.each([
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

	it.each([
		['upsert', 'dataToSend', undefined, 'options', 'defineBelow'],
		['upsert', 'name', undefined, 'string', ''],
		['upsert', 'status', undefined, 'options', ''],
		['upsert', 'metadata', undefined, 'assignmentCollection', {}],
		['upsert', 'includeRemaining', 'options', 'boolean', false],
		['upsert', 'onRateLimit', 'options', 'options', 'wait'],
		['get', 'leadId', undefined, 'resourceLocator', { mode: 'list', value: '' }],
		['update', 'leadId', undefined, 'resourceLocator', { mode: 'list', value: '' }],
		['delete', 'leadId', undefined, 'resourceLocator', { mode: 'list', value: '' }],
		...['name', 'email', 'phone', 'source', 'company', 'discord', 'message', 'tags'].map(
			(name) => ['update', name, 'updateFields', 'string', ''] as const,
		),
		['update', 'metadata', 'updateFields', 'assignmentCollection', {}],
		['update', 'customFields', 'updateFields', 'json', '{}'],
		['update', 'clear', 'updateFields', 'multiOptions', []],
		['getAll', 'returnAll', undefined, 'boolean', false],
		['getAll', 'limit', undefined, 'number', 50],
		['getAll', 'search', 'filters', 'string', ''],
		['getAll', 'source', 'filters', 'string', ''],
		['getAll', 'status', 'filters', 'options', ''],
		['getAll', 'priority', 'filters', 'options', 'HIGH'],
		['getAll', 'sortBy', 'options', 'options', 'createdAt'],
		['getAll', 'sortOrder', 'options', 'options', 'desc'],
	] as const)('%s: %s (in %s) is of type %s, preset to %j', async (operation, name, collection, type, preset) => {
		expect(await parameter(name, collection, operation)).toMatchObject({ type, default: preset });
	});

	it.each([
		['create', ['error', 'deferredOutput', 'wait']],
		['upsert', ['error', 'deferredOutput', 'wait']],
		['get', ['error', 'wait']],
		['getAll', ['error', 'wait']],
		['update', ['error', 'wait']],
		['delete', ['error', 'wait']],
	])('%s can do this on the rate limit: %j', async (operation, values) => {
		const { options = [] } = (await parameter('onRateLimit', 'options', operation)) ?? {};
		expect(options.map((option) => 'value' in option && option.value)).toEqual(values);
	});

	it.each([
		['create', 'resource', undefined, ['lead']],
		['create', 'operation', undefined, ['create', 'delete', 'get', 'getAll', 'update', 'upsert']],
		['create', 'scope', undefined, ['chatbot', 'workspace']],
		['create', 'dataToSend', undefined, ['autoMapInputData', 'defineBelow']],
		['create', 'status', undefined, ['', 'contacted', 'converted', 'follow_up', 'lost', 'new', 'qualified']],
		['upsert', 'status', undefined, ['', 'contacted', 'converted', 'follow_up', 'lost', 'new', 'qualified']],
		['create', 'specifyMetadata', undefined, ['json', 'keypair']],
		['create', 'onDuplicate', undefined, ['duplicateOutput', 'error', 'returnExisting']],
		['create', 'preferredMethod', 'additionalFields', ['discord', 'email', 'phone']],
		['create', 'urgency', 'additionalFields', ['high', 'low', 'medium']],
		['update', 'status', 'updateFields', ['contacted', 'converted', 'follow_up', 'lost', 'new', 'qualified']],
		[
			...['update', 'clear', 'updateFields'],
			[
				...[
					'company',
					'customFields',
					'discord',
					'message',
					'metadata',
					'phone',
					'preferredMethod',
					'source',
					'status',
				],
				...['tags', 'urgency'],
			],
		],
		['getAll', 'status', 'filters', ['', 'contacted', 'converted', 'follow_up', 'lost', 'new', 'qualified']],
		['getAll', 'priority', 'filters', ['HIGH', 'LOW', 'MEDIUM', 'URGENT']],
		['getAll', 'sortBy', 'options', ['createdAt', 'email', 'name', 'priority', 'status', 'updatedAt']],
		['getAll', 'sortOrder', 'options', ['asc', 'desc']],
	] as Array<[string, string, string | undefined, string[]]>)(
		'%s: %s (in %s) has the values %j',
		async (operation, name, collection, values) => {
			const { options = [] } = (await parameter(name, collection, operation)) ?? {};
			expect(options.map((option) => ('value' in option ? option.value : undefined)).sort()).toEqual(values);
		},
	);

	it('a lead is chosen from the list or by its ID', async () => {
		expect((await parameter('leadId', undefined, 'get'))?.modes?.map(({ name }) => name)).toEqual(['list', 'id']);
	});

	it('the actions read well in the node creator', async () => {
		const { options = [] } = (await parameter('operation')) ?? {};
		expect(options.map((option) => 'action' in option && option.action)).toEqual([
			'Create a lead',
			'Create or update a lead',
			'Delete a lead',
			'Get a lead',
			'Get many leads',
			'Update a lead',
		]);
	});

	it.each([
		['scope', undefined],
		['onDuplicate', undefined],
		['onRateLimit', 'options'],
	])('%s takes no expression', async (name, collection) => {
		expect((await parameter(name, collection))?.noDataExpression).toBe(true);
	});

	it.each([
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

	it.each(['name', 'email'])('%s is required', async (name) => {
		expect((await parameter(name))?.required).toBe(true);
	});

	it('the node can be found, and is one of version 1 that AI agents may use', async () => {
		const description = await describeNode();
		expect(description).toMatchObject({ displayName: 'PollyBot', version: 1, usableAsTool: true, group: ['output'] });
		expect(description.codex?.alias).toEqual(containingAll(['lead', 'crm', 'chatbot', 'form', 'contact']));
		expect(description.credentials).toEqual([{ name: 'pollyBotApi', required: true }]);
	});
});

import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { conclude, succeedWith } from '~/nodes/PollyBot/operations/outcomes';
import { propertiesOf, subtitleOf } from '~/nodes/PollyBot/operations/panel';
import { performOnTarget, targetKey } from '~/nodes/PollyBot/operations/targetLead';
import { field, fixedChoicesIn } from '~/nodes/PollyBot/parameters/parameter';
import { scope } from '~/nodes/PollyBot/parameters/scope';
import { targetLead } from '~/nodes/PollyBot/parameters/targetLead';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { ok } from '~/nodes/PollyBot/result';
import { outputsExpression, outputTable } from '~/nodes/PollyBot/run/declaredOutputs';
import { execute } from '~/nodes/PollyBot/run/execute';
import { operation } from '~/nodes/PollyBot/run/operation';
import { leadOperations } from '~/test/leadOperations';
import { outputsOf } from './n8nCore';
import { sandboxed } from './sandboxed';

const audit = field<unknown>(
	{
		displayName: 'Audit',
		name: 'audit',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Off', value: 'off' },
			{ name: 'On', value: 'on' },
		],
		default: 'off',
	},
	ok,
);

/** All that a new operation takes: one object, here instead of in a separate file. */
const shelve = operation({
	value: 'shelve',
	name: 'Shelve',
	description: 'Set a lead aside',
	action: 'Shelve a lead',
	toolDescription: 'Shelves a lead.',
	output: 'Shelved',
	chosenOutputs: [['Audited', ['audit'], 'on', 'off']],
	canDefer: true,
	done: 'shelved',
	parameters: { scope, target: targetLead, audit },

	key: targetKey,
	perform: async (row) =>
		await performOnTarget(row, async (target) => {
			const sent = await row.execution.client.updateLead(target.scope, target.leadId, { status: 'lost' });
			return conclude(row, target, sent, (lead) => succeedWith('Shelved', [lead]));
		}),
});

const resources = [{ value: 'lead', name: 'Lead', operations: [...leadOperations, shelve] }];
const table = outputTable(resources);

/** The node, with the operation as one more line of the list. */
function pollyBotWithShelve(): INodeType {
	const node = new PollyBot();
	const description = {
		...node.description,
		subtitle: subtitleOf(resources),
		outputs: outputsExpression(table),
		properties: propertiesOf(resources),
	};
	return {
		description,
		async execute(this: IExecuteFunctions) {
			return await execute(this, resources, table, fixedChoicesIn(description.properties));
		},
	};
}

const { run, sandbox } = sandboxed();
const nodeType = pollyBotWithShelve();
const parameters = { operation: 'shelve', leadId: { mode: 'id', value: '={{ $json.id }}' } };

/** The parameters that the panel shows for the operation. */
const shown = () =>
	propertiesOf(resources).filter(({ displayOptions }) => {
		const { operation } = displayOptions?.show ?? {};
		return operation === undefined || operation.includes('shelve');
	});

describe('A made-up operation that is added to the list', () => {
	it('is in the menu, at its place by name', () => {
		const menu = propertiesOf(resources).find(({ name }) => name === 'operation');
		const names = menu?.options?.map(({ name }) => name);
		expect(names).toEqual([...(names ?? [])].sort());
		expect(menu?.options).toContainEqual({
			name: 'Shelve',
			value: 'shelve',
			description: 'Set a lead aside',
			action: 'Shelve a lead',
		});
		expect(menu?.default).toBe('create');
	});

	it('has the shared fields that it asks for, its own, and its options', () => {
		expect(shown().map(({ name }) => name)).toEqual([
			'resource',
			'operation',
			'toolDescription',
			'chatbotId',
			'leadId',
			'audit',
			'options',
		]);
	});

	it.each([
		[{}, ['Shelved']],
		[{ audit: 'on' }, ['Shelved', 'Audited']],
		[{ audit: 'on', options: { onRateLimit: 'deferredOutput' } }, ['Shelved', 'Audited', 'Deferred']],
	])('has its outputs, found by n8n with %j', async (changes, labels) => {
		const outputs = await outputsOf({ nodeType, parameters: { operation: 'shelve', ...changes } });
		expect(outputs.map(({ displayName }) => displayName)).toEqual(labels);
	});

	it('has its subtitle', () => {
		expect(subtitleOf(resources)).toContain('["shelve","shelve"]');
	});

	it('is performed, and says how far it came when it stops', async () => {
		const { id } = sandbox().addLead({ name: 'Ann', email: 'ann@example.com' });
		const options = { nodeType, parameters: { ...parameters, options: { maxConcurrency: 1 } } };
		const result = await run('shelve', [{ id }], options);
		expect(result.output('Shelved').map(({ json }) => json.status)).toEqual(['lost']);
		const stopped = await run('shelve', [{ id }, { id: 'lead_none' }], options);
		expect(stopped.error?.description).toContain('1 lead was shelved before the execution stopped.');
	});

	it('must be the same for all items, as the others', async () => {
		const result = await run('{{ $json.operation }}', [{ operation: 'shelve' }], { nodeType });
		expect(result.error?.message).toContain("'Operation' must be the same for all items");
	});
});

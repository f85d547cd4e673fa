import type { IExecuteFunctions, INodeType, INodeProperties } from 'n8n-workflow';
import { leadOperations, propertiesOf, subtitleOf } from '~/nodes/PollyBot/operations';
import { keyOf, readWanted } from '~/nodes/PollyBot/parameters/leadId';
import { performOnLead } from '~/nodes/PollyBot/operations/targetLead';
import { conclude, succeedWith } from '~/nodes/PollyBot/operations/outcomes';
import type { Operation } from '~/nodes/PollyBot/run/operation';
import { outputsExpression } from '~/nodes/PollyBot/run/declaredOutputs';
import { route } from '~/nodes/PollyBot/run/execute';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { ok } from '~/nodes/PollyBot/result';
import { outputsOf } from './n8nCore';
import { sandboxed } from './sandboxed';

const audit: INodeProperties = {
	displayName: 'Audit',
	name: 'audit',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Off', value: 'off' },
		{ name: 'On', value: 'on' },
	],
	default: 'off',
};

/** All that a new operation takes: one object, here instead of in a separate file. */
const shelve: Operation = {
	value: 'shelve',
	name: 'Shelve',
	description: 'Set a lead aside',
	action: 'Shelve a lead',
	toolDescription: 'Shelves a lead.',
	output: 'Shelved',
	chosenOutputs: [['Audited', ['audit'], 'on', 'off']],
	canDefer: true,
	isAboutOneLead: true,
	fields: [audit],
	done: 'shelved',

	prepare(run, item) {
		const wanted = readWanted(run, item);
		if (!wanted.ok) return wanted;
		return ok({
			key: keyOf(wanted.value),
			perform: async (memory) =>
				await performOnLead(run, wanted.value, memory, async (target) => {
					const { scope, leadId } = target;
					const sent = await run.client.updateLead(scope, leadId, { status: 'lost' });
					return conclude(run, target, sent, (lead) => succeedWith('Shelved', [lead]));
				}),
		});
	},
};

const operations = [...leadOperations, shelve];

/** The node, with the operation as one more line of the list. */
function pollyBotWithShelve(): INodeType {
	const node = new PollyBot();
	const description = {
		...node.description,
		subtitle: subtitleOf(operations),
		outputs: outputsExpression(operations),
		properties: propertiesOf(operations),
	};
	return {
		description,
		async execute(this: IExecuteFunctions) {
			return await route(this, operations, description.properties);
		},
	};
}

const { run, sandbox } = sandboxed();
const nodeType = pollyBotWithShelve();
const parameters = { operation: 'shelve', leadId: { mode: 'id', value: '={{ $json.id }}' } };

/** The parameters that the panel shows for the operation. */
const shown = () =>
	propertiesOf(operations).filter(({ displayOptions }) => {
		const { operation } = displayOptions?.show ?? {};
		return operation === undefined || operation.includes('shelve');
	});

describe('a made-up operation that is added to the list', () => {
	it('is in the menu, at its place by name', () => {
		const menu = propertiesOf(operations).find(({ name }) => name === 'operation');
		expect(menu?.options?.[5]).toEqual({
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
			'toolDescription',
			'operation',
			'scope',
			'chatbotId',
			'leadId',
			'audit',
			'onDuplicateNotice',
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
		expect(subtitleOf(operations)).toContain('["shelve","shelve"]');
	});

	it('is performed, and says how far it came when it stops', async () => {
		const { id } = sandbox().addLead({ name: 'Ann', email: 'ann@example.com' });
		const options = { nodeType, parameters: { ...parameters, options: { maxConcurrency: 1 } } };
		const result = await run('shelve', [{ id }], options);
		expect(result.output('Shelved').map(({ json }) => json.status)).toEqual(['lost']);
		const stopped = await run('shelve', [{ id }, { id: 'lead_none' }], options);
		expect(stopped.error?.description).toContain('1 lead was shelved before the run stopped.');
	});

	it('must be the same for all items, as the others', async () => {
		const result = await run('{{ $json.operation }}', [{ operation: 'shelve' }], { nodeType });
		expect(result.error?.message).toContain('"Operation" must be the same for all items');
	});
});

import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { NodeHelpers, type IExecuteFunctions, type INodeParameters, type INodeProperties } from 'n8n-workflow';
import { leadOperations } from '~/test/leadOperations';
import { PollyBotApi } from '~/credentials/PollyBotApi.credentials';
import { PollyBotWebhookApi } from '~/credentials/PollyBotWebhookApi.credentials';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { PollyBotPollingTrigger } from '~/nodes/PollyBot/PollyBotPollingTrigger.node';
import { PollyBotTrigger } from '~/nodes/PollyBot/PollyBotTrigger.node';
import { anyText, including } from '~/test/matchers';
import { describeNode } from './n8nCore';
import { sandboxed } from './sandboxed';

class OldTool extends PollyBot {
	constructor() {
		super();
		this.description.name += 'Tool';
	}

	override async execute(this: IExecuteFunctions) {
		const context = Object.create(this, { addExecutionHints: { value: undefined } }) as IExecuteFunctions;
		return await PollyBot.prototype.execute.call(context);
	}
}

/** What each n8n from 1.85 on gives a node is in docs/n8n-versions.md. */
describe('In an n8n that does not know @tool (1.85)', () => {
	const dataToSend = ['defineBelow', 'autoMapInputData'];
	const cases = leadOperations.flatMap(({ value, parameters }) =>
		'lead' in parameters
			? dataToSend.map((choice) => ({ operation: value, dataToSend: choice }))
			: [{ operation: value }],
	);

	it.each(cases)('every field is shown that a newer n8n shows: %o', async (parameters) => {
		const { properties } = await describeNode();
		const older = shownIn(withUnknownTool(properties), parameters);
		expect(older).toEqual(shownIn(properties, parameters));
		expect(older).toContain('options.timeout');
	});
});

describe('In an n8n whose tools lack addExecutionHints (1.85 to 1.100)', () => {
	const { run, sandbox } = sandboxed();
	const ann = { name: 'Ann Lee', email: 'ann@example.com' };
	const nodeType = new OldTool();

	it.each(leadOperations.map(({ value }) => value))(
		'the model reads what became of its call: %s',
		async (operation) => {
			const { id } = sandbox().addLead({ name: 'Bob', email: 'bob@example.com' });
			const leadId = { __rl: true, mode: 'id', value: id };
			const parameters: INodeParameters = { ...ann, leadId, updateFields: { source: 'chat' } };
			const result = await run(operation, [{}], { nodeName: 'pollyBotTool', nodeType, parameters });
			expect(result.error).toBeUndefined();
			expect(result.outputs).toEqual([[including({ json: including({ id: anyText() }) })]]);
		},
	);
});

it('No parameter chooses a credential by its value: n8n 1.x would leave it out of the panel', () => {
	const nodes = [new PollyBot(), new PollyBotTrigger(), new PollyBotPollingTrigger()];
	const credentials = nodes.flatMap(({ description }) => description.credentials ?? []);
	expect(credentials.filter(({ displayOptions }) => displayOptions?.show !== undefined)).toEqual([]);
});

it('Nothing is shown under a condition that n8n 1.x cannot read, or by a pattern, which n8n 2.x gives 250 ms', () => {
	const nodes = [PollyBot, PollyBotTrigger, PollyBotPollingTrigger].map((Node) => new Node().description.properties);
	const credentials = [new PollyBotApi().properties, new PollyBotWebhookApi().properties];
	const conditions = [...nodes, ...credentials].flat().flatMap(conditionsOf);
	expect(conditions).not.toEqual([]);
	expect([...new Set(conditions.flatMap((condition) => Object.keys(condition)))].sort()).toEqual([
		'hide',
		'hideOnCloud',
		'show',
	]);
	expect(JSON.stringify(conditions)).not.toContain('"regex"');
});

it('Nothing is imported from n8n-workflow that 1.85 does not have', async () => {
	const had = ['NodeApiError', 'NodeConnectionTypes', 'NodeOperationError', 'UserError'];
	const functions = ['sleep', 'tryToParseDateTime', 'validateFieldType'];
	const files = await readdir('dist', { recursive: true });
	const scripts = files.filter((file) => file.endsWith('.js')).map((file) => readFileSync(join('dist', file), 'utf8'));
	const used = scripts.flatMap((text) => [...text.matchAll(/\bn8n_workflow_1\.(\w+)/g)].map(([, name]) => name));
	expect([...new Set(used)].sort()).toEqual([...had, ...functions]);
});

function conditionsOf({ displayOptions, options = [] }: INodeProperties): object[] {
	const inner = options.flatMap((option) => ('type' in option ? conditionsOf(option) : []));
	return displayOptions ? [displayOptions, ...inner] : inner;
}

/** Such an n8n looks for a parameter of that name, and finds none. */
function withUnknownTool(properties: INodeProperties[]): INodeProperties[] {
	return JSON.parse(JSON.stringify(properties).replaceAll('"@tool"', '"parameterThatNobodyHas"')) as INodeProperties[];
}

/** The names of the parameters that n8n shows, those in collections as `options.timeout`. */
function shownIn(properties: INodeProperties[], parameters: INodeParameters): string[] {
	const values = NodeHelpers.getNodeParameters(properties, parameters, true, false, null, null) ?? {};
	return properties.flatMap((property) => {
		if (!NodeHelpers.displayParameter(values, property, null, null)) return [];
		const fields = (property.options ?? []).flatMap((option) => ('type' in option ? [option] : []));
		const shown = fields.filter((field) => NodeHelpers.displayParameter({}, field, null, null, values));
		return [property.name, ...shown.map(({ name }) => `${property.name}.${name}`)];
	});
}

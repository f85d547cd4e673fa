import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { resources } from './operations';
import { hintsBeforeRun, propertiesOf, subtitleOf } from './operations/panel';
import { outputsExpression, outputTable } from './run/declaredOutputs';
import { nodeHint } from './builderHints';
import { testPollyBotApi } from './editor/credentialTest';
import { execute } from './run/execute';
import { fixedChoicesIn } from './parameters/parameter';
import { searchChatbots, searchLeads } from './editor/lists';

const properties = propertiesOf(resources);
const table = outputTable(resources);
const fixedChoices = fixedChoicesIn(properties);

export class PollyBot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PollyBot',
		name: 'pollyBot',
		icon: { light: 'file:icons/pollybot.svg', dark: 'file:icons/pollybot.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(resources),
		description:
			'Create, find, update and delete leads in PollyBot, from form entries or spreadsheet rows, and ask its chatbots',
		defaults: { name: 'PollyBot' },
		usableAsTool: true,

		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression(table),
		credentials: [{ name: 'pollyBotApi', required: true, testedBy: 'testPollyBotApi' }],
		hints: hintsBeforeRun(resources),
		builderHint: nodeHint,
		properties,
	};

	methods = { listSearch: { searchChatbots, searchLeads }, credentialTest: { testPollyBotApi } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, resources, table, fixedChoices);
	}
}

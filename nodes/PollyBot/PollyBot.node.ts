import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { leadOperations, propertiesOf, subtitleOf } from './operations';
import { outputsExpression } from './run/declaredOutputs';
import { hintsBeforeRun } from './run/hintsBeforeRun';
import { nodeHint } from './builderHints';
import { testPollyBotApi } from './editor/credentialTest';
import { route } from './run/execute';
import { searchLeads } from './editor/searchLeads';

const properties = propertiesOf(leadOperations);

export class PollyBot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PollyBot',
		name: 'pollyBot',
		icon: { light: 'file:icons/pollybot.svg', dark: 'file:icons/pollybot.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(leadOperations),
		description:
			'Create, find, update and delete leads in PollyBot, from form entries, spreadsheet rows or any other data',
		defaults: { name: 'PollyBot' },
		usableAsTool: true,

		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression(leadOperations),
		credentials: [{ name: 'pollyBotApi', required: true, testedBy: 'testPollyBotApi' }],
		hints: hintsBeforeRun(leadOperations),
		builderHint: nodeHint,
		properties,
	};

	methods = { listSearch: { searchLeads }, credentialTest: { testPollyBotApi } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route(this, leadOperations, properties);
	}
}

import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { leadOperations, propertiesOf, subtitleOf } from './actions/lead';
import { outputsExpression } from './actions/declaredOutputs';
import { hintsBeforeRun } from './actions/hintsBeforeRun';
import { nodeHint } from './builderHints';
import { testPollyBotApi } from './credentialTest';
import { route } from './actions/router';
import { searchLeads } from './listSearch/searchLeads';

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
		properties: propertiesOf(leadOperations),
	};

	methods = { listSearch: { searchLeads }, credentialTest: { testPollyBotApi } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route(this, leadOperations);
	}
}

import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { leadDescription } from './actions/lead/description';
import { searchLeads } from './actions/lead/searchLeads';
import { declaredOutputs } from './actions/outputs';
import { route } from './actions/router';

export class PollyBot implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PollyBot',
		name: 'pollyBot',
		icon: { light: 'file:icons/pollybot.svg', dark: 'file:icons/pollybot.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ ({ getAll: "get many", upsert: "create or update" }[$parameter["operation"]] ?? $parameter["operation"]) + ": " + $parameter["resource"] }}',
		description:
			'Create, find, update and delete leads in PollyBot, from form entries, spreadsheet rows or any other data',
		defaults: { name: 'PollyBot' },
		usableAsTool: true,

		inputs: [NodeConnectionTypes.Main],
		outputs: `={{ (${declaredOutputs.toString()})($rawParameter) }}`,
		credentials: [{ name: 'pollyBotApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: [{ name: 'Lead', value: 'lead' }],
				default: 'lead',
			},
			...leadDescription,
		],
	};

	methods = { listSearch: { searchLeads } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await route(this);
	}
}

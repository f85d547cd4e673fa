import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { pollingFields, pollingSubtitle } from './polling/fields';
import { poll } from './polling/poll';
import { pollingTriggerHint } from './builderHints';

export class PollyBotPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PollyBot Polling Trigger',
		name: 'pollyBotPollingTrigger',
		icon: { light: 'file:icons/pollybot.svg', dark: 'file:icons/pollybot.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: pollingSubtitle,
		description: 'Asks PollyBot for new or changed leads at intervals: also in an n8n that PollyBot cannot reach',
		activationMessage: 'The workflow starts when a poll finds new leads. Those that exist now do not count.',
		defaults: { name: 'PollyBot Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pollyBotApi', required: true }],
		builderHint: pollingTriggerHint,
		properties: pollingFields,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}

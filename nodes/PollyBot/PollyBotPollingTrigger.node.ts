import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { pollingFields, pollingSubtitle } from './polling/pollingParameters';
import { poll } from './polling/poll';
import { pollingTriggerHint } from './builderHints';
import { testPollyBotApi } from './editor/credentialTest';
import { searchChatbots } from './editor/lists';

export class PollyBotPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PollyBot Polling Trigger',
		name: 'pollyBotPollingTrigger',
		icon: { light: 'file:icons/pollybot.svg', dark: 'file:icons/pollybot.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: pollingSubtitle,
		description:
			'Start the workflow when leads are created or changed, by asking PollyBot at intervals. Works even if PollyBot cannot reach n8n.',
		activationMessage:
			"The workflow starts when a poll finds new or changed leads. Leads that already exist don't start it, unless you set 'Start From'.",
		defaults: { name: 'PollyBot Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'pollyBotApi', required: true, testedBy: 'testPollyBotApi' }],
		builderHint: pollingTriggerHint,
		properties: pollingFields,
	};

	methods = { listSearch: { searchChatbots }, credentialTest: { testPollyBotApi } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}

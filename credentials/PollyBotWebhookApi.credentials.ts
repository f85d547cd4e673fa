import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** The secret of one webhook in PollyBot. PollyBot Trigger tests it. */
export class PollyBotWebhookApi implements ICredentialType {
	name = 'pollyBotWebhookApi';

	displayName = 'PollyBot Webhook Secret API';

	icon = {
		light: 'file:../nodes/PollyBot/icons/pollybot.svg',
		dark: 'file:../nodes/PollyBot/icons/pollybot.dark.svg',
	} as const;

	documentationUrl = 'https://github.com/n8n-nodes-pollybot/n8n-nodes-pollybot/blob/main/docs/trigger.md#set-it-up';

	properties: INodeProperties[] = [
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. whsec_…',
			description: 'In PollyBot: chatbot → Settings → Webhooks → Add Webhook. Each webhook has its own secret.',
			hint: 'PollyBot shows it only once, when you add the webhook',
		},
	];
}

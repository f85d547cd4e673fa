import type { IBuilderHint } from 'n8n-workflow';

/**
 * What n8n's AI workflow builder reads of the nodes. It cannot read outputs that depend on parameters, so that of the
 * node says which there are, and what they carry.
 */
export const nodeHint: IBuilderHint = {
	searchHint:
		'Create, upsert, find, update or delete leads in PollyBot, or send a message to its chatbot (resource chat). Use create for forms and spreadsheets: existing leads go to a separate output, and with onError "continueErrorOutput" so do invalid rows. Use dataToSend "autoMapInputData" when the input has headings such as name and email, or is the payload of a form builder.',
	relatedNodes: [
		{
			nodeType: 'n8n-nodes-pollybot.pollyBotTrigger',
			relationHint: 'Starts a workflow immediately when PollyBot has a new lead; n8n needs a public address',
		},
		{
			nodeType: 'n8n-nodes-pollybot.pollyBotPollingTrigger',
			relationHint: 'Starts a workflow with new or changed leads at intervals; works behind a firewall',
		},
		{ nodeType: 'n8n-nodes-base.wait', relationHint: 'Holds rows of the Deferred output until retryAt' },
	],
	extraTypeDefContent: [
		{
			displayOptions: { show: { operation: ['create'] } },
			content: `<outputs>
Output 0 "Created": each lead as PollyBot returned it.
Output 1 "Duplicate", only while onDuplicate is "duplicateOutput" (the default): { duplicate, duplicateOf, existingLeadId, email, code, message, lead }.
Next output "Deferred", only while options.onRateLimit is "deferredOutput": the input row with retryAt and retryAfter.
Last output "Error", only while onError is "continueErrorOutput": the input row with error.message, error.code, error.field and error.item.
</outputs>
<patterns>
<pattern title="Import more rows than the rate limit allows">
Set options.onRateLimit to "deferredOutput". Connect Deferred to a Wait node that resumes at {{ $json.retryAt }}, and connect the Wait node back to this node.
</pattern>
</patterns>`,
		},
		{
			displayOptions: { show: { operation: ['sendMessage'] } },
			content: `<outputs>
Output 0 "Response": { response, conversationId, messageId }.
Last output "Error", only while onError is "continueErrorOutput": the input row with error.message and error.code. Never loop it back: after "UNCONFIRMED" the message may have been answered.
</outputs>
<patterns>
<pattern title="Several messages in one conversation">
Store conversationId by the visitor or thread, and pass it as conversationId with the next message. Empty starts a new conversation.
</pattern>
</patterns>`,
		},
		{
			displayOptions: { show: { operation: ['upsert'] } },
			content: `<outputs>
Output 0 "Saved": each lead, with upsertAction "created" or "updated".
Output 1 "Deferred", only while options.onRateLimit is "deferredOutput": the input row with retryAt and retryAfter.
Last output "Error", only while onError is "continueErrorOutput": the input row with error.message, error.code, error.field and error.item.
</outputs>`,
		},
	],
};

export const triggerHint: IBuilderHint = {
	searchHint:
		'Starts a workflow immediately when a PollyBot chatbot has a new lead. Needs an n8n that PollyBot can reach. For changed leads, or behind a firewall, use PollyBot Polling Trigger.',
	relatedNodes: [
		{
			nodeType: 'n8n-nodes-pollybot.pollyBotPollingTrigger',
			relationHint: 'Also tells changed leads; needs no public address',
		},
		{ nodeType: 'n8n-nodes-pollybot.pollyBot', relationHint: 'Updates or reads the lead' },
	],
};

export const pollingTriggerHint: IBuilderHint = {
	searchHint:
		'Starts a workflow with new or changed PollyBot leads, by asking at intervals. Items are leads with event "created" or "updated". Each lead is told once: it needs no step that marks leads as handled or removes duplicates. Set startFrom to begin with leads that exist.',
	relatedNodes: [
		{ nodeType: 'n8n-nodes-pollybot.pollyBotTrigger', relationHint: 'Tells new leads immediately, by a webhook' },
		{ nodeType: 'n8n-nodes-pollybot.pollyBot', relationHint: 'Updates or reads the lead' },
	],
};

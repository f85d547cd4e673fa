import {
	NodeConnectionTypes,
	NodeOperationError,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { respond } from './webhook/answer';
import { findActivationProblem, testPollyBotWebhookApi } from './webhook/settings';
import { triggerFields } from './webhook/webhookParameters';
import { triggerHint } from './builderHints';

export class PollyBotTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'PollyBot Trigger',
		name: 'pollyBotTrigger',
		icon: { light: 'file:icons/pollybot.svg', dark: 'file:icons/pollybot.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ").replace("LEAD_CREATED", "Lead Created") }}',
		// n8n shows it in its list of nodes for the trigger and the actions together.
		description:
			'Create, find and update leads in PollyBot, ask its chatbots, or start the workflow when there is a new lead',
		eventTriggerDescription: 'Waiting for PollyBot to call the Test URL',
		activationMessage: 'PollyBot can now call the Production URL of this workflow.',
		triggerPanel: {
			header: 'Pull in a new lead from PollyBot',
			executionsHelp: {
				inactive:
					'<b>While you build the workflow:</b> enter the <b>Test URL</b> as a webhook in PollyBot (chatbot → Settings → Webhooks → Add Webhook → Lead Created). Click the button above, and submit a lead in your chatbot: it appears here. Each click listens for one lead.<br /><br /><b>When the workflow is ready:</b> enter the <b>Production URL</b> in PollyBot, and publish the workflow. Its executions are then in the executions list.',
				active:
					'<b>The workflow is published:</b> it starts for every new lead that PollyBot sends to the <b>Production URL</b>. Look at the <a data-key="executions">executions list</a>.<br /><br /><b>To try out changes:</b> enter the <b>Test URL</b> as a second webhook in PollyBot, click the button above, and submit a lead in your chatbot: it appears here. Each click listens for one lead.',
			},
			activationHint:
				'Once you have finished building your workflow, publish it, and it starts by itself for every new lead.',
		},
		defaults: { name: 'PollyBot Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'pollyBotWebhookApi',
				required: true,
				testedBy: 'testPollyBotWebhookApi',
				// Shown for `true`, n8n 1.x would take the parameter for a choice of credentials, and leave it out of the panel.
				displayOptions: { hide: { verifySignature: [false] } },
			},
		],
		// n8n responds when it has recorded the execution, and does not wait for its end: PollyBot waits 30 seconds at most.
		// The empty responseData is meant: without one, n8n responds with the name of its default ("firstEntryJson").
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', responseData: '', path: 'webhook' }],
		builderHint: triggerHint,
		properties: triggerFields,
	};

	methods = { credentialTest: { testPollyBotWebhookApi } };

	/** Webhooks can only be managed by hand in PollyBot, so nothing is registered there. The settings are checked here. */
	webhookMethods = {
		default: {
			/** Never known: PollyBot has no way to ask for its webhooks. n8n then calls `create`. */
			checkExists(this: IHookFunctions): Promise<boolean> {
				return Promise.resolve(false);
			},
			/**
			 * Called when the workflow is activated, and for a test. It creates nothing in PollyBot.
			 *
			 * @throws NodeOperationError when no call could ever start the workflow
			 */
			async create(this: IHookFunctions): Promise<boolean> {
				const problem = await findActivationProblem(this);
				if (problem !== undefined) throw new NodeOperationError(this.getNode(), problem);
				return true;
			},
			/** The webhook stays in PollyBot until the user deletes it there; its calls get n8n's 404 meanwhile. */
			delete(this: IHookFunctions): Promise<boolean> {
				return Promise.resolve(true);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await respond(this);
	}
}

import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { z } from 'zod';
import { pastedText } from '../pollybot/connection';
import { messageOf } from '../result';
import type { TriggerSettings } from './verdict';

const text = pastedText.catch('');

/** Only a plain `false` switches the verification off. */
const switched = z.boolean().catch(true);

const parametersSchema = z.object({
	events: z.array(z.string()).catch([]),
	chatbotId: text,
	verifySignature: switched,
	simplify: switched,
});

const credentialSchema = z.object({ webhookSecret: text });

/** The settings of the trigger. A credential that cannot be read has no secret: every call is refused then. */
export async function readSettings(node: IHookFunctions | IWebhookFunctions): Promise<TriggerSettings> {
	const parameters = parametersSchema.parse({
		events: node.getNodeParameter('events', []),
		chatbotId: node.getNodeParameter('chatbotId', ''),
		verifySignature: node.getNodeParameter('verifySignature', true),
		simplify: node.getNodeParameter('simplify', true),
	});
	return { ...parameters, secret: parameters.verifySignature ? await readSecret(node) : '' };
}

/** Why a workflow with these settings could never be started, as a sentence for its owner; undefined if all is well. */
export function activationProblem({ events, verifySignature, secret }: TriggerSettings): string | undefined {
	if (events.length === 0) return 'No event is chosen in PollyBot Trigger, so nothing would ever start this workflow.';
	if (verifySignature && secret === '') {
		return "PollyBot Trigger verifies the signature of every call, and the PollyBot API credential has no 'Webhook Secret'. Copy the secret of the webhook from PollyBot (chatbot → Settings → Webhooks) into the credential, or switch off 'Verify Signature'.";
	}
	return undefined;
}

async function readSecret(node: IHookFunctions | IWebhookFunctions): Promise<string> {
	try {
		const credential: unknown = await node.getCredentials('pollyBotApi');
		return credentialSchema.parse(credential).webhookSecret;
	} catch (error) {
		node.logger.error(`PollyBot Trigger cannot read its credential: ${messageOf(error)}`);
		return '';
	}
}

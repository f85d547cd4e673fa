import { signatureOf } from '~/tools/sandbox';
import type { NodeUnderTest, WebhookRequest } from '../n8nCore';

export const SECRET = 'a made-up secret';

export const LEAD = { id: 'cmipr3rf400t3n42y5plvmhd5', name: 'Ada Example', email: 'ada@example.com', status: 'NEW' };

export const PAYLOAD = { event: 'LEAD_CREATED', chatbotId: 'cb_1', timestamp: 1764750871, data: LEAD };

/** The trigger with a credential that contains the secret. */
export const TRIGGER: NodeUnderTest = {
	nodeName: 'pollyBotTrigger',
	credential: { webhookSecret: SECRET },
};

/** A request as PollyBot would send it. */
export function signedRequest(body: string | Buffer = JSON.stringify(PAYLOAD), secret = SECRET): WebhookRequest {
	const headers = { 'content-type': 'application/json', 'x-webhook-signature': signatureOf(body, secret) };
	return { body, headers };
}

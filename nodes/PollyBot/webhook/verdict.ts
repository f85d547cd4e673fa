import type { IDataObject } from 'n8n-workflow';
import { readLeadEvent, readPayload, simplified } from './payload';
import { isSigned } from './signature';

/** How the trigger is set. */
export interface TriggerSettings {
	readonly events: readonly string[];
	/** The only chatbot whose events start the workflow; empty = any. */
	readonly chatbotId: string;
	readonly verifySignature: boolean;
	/** The secret that PollyBot signs with. If it is empty, no signature can be right. */
	readonly secret: string;
	readonly simplify: boolean;
}

/** A call of the webhook: its bytes, and the header `X-Webhook-Signature` as the server read it. */
export interface WebhookCall {
	readonly body: Uint8Array;
	readonly signature: unknown;
}

/** What becomes of a call. `message` is for the person who looks at the delivery in PollyBot. */
export type Verdict =
	| { readonly outcome: 'start'; readonly json: IDataObject }
	| { readonly outcome: 'ignore'; readonly message: string }
	| { readonly outcome: 'refuse'; readonly status: 400 | 401; readonly message: string };

const UNSIGNED: Verdict = {
	outcome: 'refuse',
	status: 401,
	message: 'The signature is missing or wrong. The secret in n8n must be the one of this webhook in PollyBot.',
};

const NO_EVENT: Verdict = {
	outcome: 'refuse',
	status: 400,
	message: 'This is not an event of PollyBot: JSON with event, data and chatbotId (text, or null) is expected.',
};

/** Of the name of an event as it is repeated, in characters. */
const LONGEST_EVENT = 100;

const OTHER_CHATBOT = 'Nothing started: the workflow asks for the leads of another chatbot.';

const NO_CHATBOT = 'Nothing started: the workflow asks for the leads of one chatbot, and this call names no chatbot.';

/**
 * Judges a call. The signature comes first: a caller who cannot sign learns nothing about the settings. A signed call
 * that was not asked for is accepted (200), or PollyBot would send it again and again.
 */
export function judge({ body, signature }: WebhookCall, settings: TriggerSettings): Verdict {
	if (settings.verifySignature && !isSigned(body, signature, settings.secret)) return UNSIGNED;
	const payload = readPayload(body);
	if (!payload) return NO_EVENT;
	if (!settings.events.includes(payload.event)) {
		const event = payload.event.slice(0, LONGEST_EVENT);
		return { outcome: 'ignore', message: `Nothing started: the workflow does not ask for the event ${event}.` };
	}
	const event = readLeadEvent(payload);
	if (!event) return NO_EVENT;
	if (settings.chatbotId !== '' && settings.chatbotId !== event.chatbotId) {
		return { outcome: 'ignore', message: event.chatbotId === undefined ? NO_CHATBOT : OTHER_CHATBOT };
	}
	return { outcome: 'start', json: settings.simplify ? simplified(payload, event) : payload.whole };
}

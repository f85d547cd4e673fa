import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';
import { isMatch } from '../lead/matching';
import type { triggerFilters } from '../parameters/filters';

/** How the trigger is set. */
export interface TriggerSettings {
	readonly events: readonly string[];
	/** The only chatbot whose events start the workflow; empty = any. */
	readonly chatbotId: string;
	readonly verifySignature: boolean;
	/** The secret that PollyBot signs with. If it is empty, no signature can be right. */
	readonly secret: string;
	readonly simplify: boolean;
	/** Which leads start the workflow, or why that cannot be told. */
	readonly filters: ReturnType<typeof triggerFilters.read>;
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
	| { readonly outcome: 'reject'; readonly status: 400 | 401 | 500; readonly message: string };

const UNSIGNED: Verdict = {
	outcome: 'reject',
	status: 401,
	message: 'The signature is missing or wrong. The secret in n8n must be the one of this webhook in PollyBot.',
};

const NO_EVENT: Verdict = {
	outcome: 'reject',
	status: 400,
	message: 'This is not an event of PollyBot: expected JSON with an event, a lead and the ID of its chatbot.',
};

/** Of the name of an event as it is repeated, in characters. */
const LONGEST_EVENT = 100;

const OTHER_CHATBOT = 'Nothing started: the workflow asks for the leads of another chatbot.';

const FILTERED: Verdict = { outcome: 'ignore', message: 'Nothing started: the lead does not match the filters.' };

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
	const { filters } = settings;
	// With 500, PollyBot tries again: the filter may be corrected by then.
	if (!filters.ok) return { outcome: 'reject', status: 500, message: filters.error.message };
	if (!isMatch(event.lead, filters.value)) return FILTERED;
	return { outcome: 'start', json: settings.simplify ? simplified(payload, event) : payload.whole };
}

const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

/**
 * Whether PollyBot signed these bytes: HMAC-SHA256 over the raw body, compared in constant time. It never throws, and
 * fails closed: without a secret nothing is signed. Source: PollyBot Leads API v1.0, Webhooks.
 *
 * @param body the bytes as they came; text that was parsed and written again has other bytes
 * @param header the value of `X-Webhook-Signature`. A header that came twice is one text with a comma, or a list: no
 * signature either way.
 */
export function isSigned(body: Uint8Array, header: unknown, secret: string): boolean {
	if (secret === '' || typeof header !== 'string') return false;
	const given = SIGNATURE.exec(header.trim())?.[1];
	if (given === undefined) return false;
	const right = createHmac('sha256', secret).update(body).digest();
	return timingSafeEqual(right, Buffer.from(given, 'hex'));
}

/** A JSON object with all its keys, `__proto__` included: zod's own objects and records would drop some. */
const record = z.custom<IDataObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

const eventSchema = z.object({ event: z.string().min(1) });

const chatbotSchema = z.object({ chatbotId: z.string().nullish() });

const leadEventSchema = chatbotSchema.extend({ data: record });

/** The JSON object of a body as it came, and the name of its event. */
interface Payload {
	readonly event: string;
	readonly whole: IDataObject;
}

/** What a payload tells of a lead. Source: PollyBot Leads API v1.0, Webhooks. */
interface LeadEvent {
	/** The chatbot that got the lead; undefined when the payload names none. */
	readonly chatbotId: string | undefined;
	readonly lead: IDataObject;
}

/** The payload in a body; undefined if the bytes are no UTF-8, no JSON, or no object that names its event. */
function readPayload(body: Uint8Array): Payload | undefined {
	const whole = record.safeParse(parseJson(body));
	if (!whole.success) return undefined;
	const parsed = eventSchema.safeParse(whole.data);
	return parsed.success ? { event: parsed.data.event, whole: whole.data } : undefined;
}

/**
 * The lead in a payload, and its chatbot: the one beside the lead, or else the one in it.
 *
 * @returns undefined if the payload has no lead or its chatbot is neither text nor null
 */
function readLeadEvent({ whole }: Payload): LeadEvent | undefined {
	const beside = leadEventSchema.safeParse(whole);
	if (!beside.success) return undefined;
	const { chatbotId, data: lead } = beside.data;
	if (typeof chatbotId === 'string') return { chatbotId, lead };
	const inLead = chatbotSchema.safeParse(lead);
	return inLead.success ? { chatbotId: inLead.data.chatbotId ?? undefined, lead } : undefined;
}

/** The lead with what is known of its event: a field of the lead by one of these names gives way. */
function simplified({ event, whole: { timestamp } }: Payload, { chatbotId, lead }: LeadEvent): IDataObject {
	return {
		...lead,
		event,
		...(chatbotId === undefined ? {} : { chatbotId }),
		...(timestamp === undefined ? {} : { timestamp }),
	};
}

function parseJson(body: Uint8Array): unknown {
	try {
		// A byte order mark is left out, and bytes that are no UTF-8 are rejected.
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
	} catch {
		return undefined;
	}
}

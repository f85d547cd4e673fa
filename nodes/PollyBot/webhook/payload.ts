import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

/** A JSON object with all its keys, `__proto__` included: zod's own objects and records would drop some. */
const record = z.custom<IDataObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

const eventSchema = z.object({ event: z.string().min(1) });

const chatbotSchema = z.object({ chatbotId: z.string().nullish() });

const leadEventSchema = chatbotSchema.extend({ data: record });

/** The JSON object of a body as it came, and the name of its event. */
export interface Payload {
	readonly event: string;
	readonly whole: IDataObject;
}

/** What a payload tells of a lead. Source: PollyBot Leads API v1.0, Webhooks. */
export interface LeadEvent {
	/** The chatbot that got the lead; undefined when the payload names none. */
	readonly chatbotId: string | undefined;
	readonly lead: IDataObject;
}

/** The payload in a body; undefined if the bytes are no UTF-8, no JSON, or no object that names its event. */
export function readPayload(body: Uint8Array): Payload | undefined {
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
export function readLeadEvent({ whole }: Payload): LeadEvent | undefined {
	const beside = leadEventSchema.safeParse(whole);
	if (!beside.success) return undefined;
	const { chatbotId, data: lead } = beside.data;
	if (typeof chatbotId === 'string') return { chatbotId, lead };
	const inLead = chatbotSchema.safeParse(lead);
	return inLead.success ? { chatbotId: inLead.data.chatbotId ?? undefined, lead } : undefined;
}

/** The lead with what is known of its event: a field of the lead by one of these names gives way. */
export function simplified({ event, whole: { timestamp } }: Payload, { chatbotId, lead }: LeadEvent): IDataObject {
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

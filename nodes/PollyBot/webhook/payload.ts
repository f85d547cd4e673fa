import type { IDataObject } from 'n8n-workflow';
import { z } from 'zod';

/** A JSON object with all its keys, `__proto__` included: zod's own objects and records would drop some. */
const record = z.custom<IDataObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

const eventSchema = z.object({ event: z.string().min(1) });

const leadEventSchema = z.object({ chatbotId: z.string(), data: record });

/** The JSON object of a body as it came, and the name of its event. */
export interface Payload {
	readonly event: string;
	readonly whole: IDataObject;
}

/** What a payload tells of a lead. Source: PollyBot Leads API v1.0, Webhooks. */
export interface LeadEvent {
	readonly chatbotId: string;
	readonly lead: IDataObject;
}

/** The payload in a body; undefined if the bytes are no UTF-8, no JSON, or no object that names its event. */
export function readPayload(body: Uint8Array): Payload | undefined {
	const whole = record.safeParse(parseJson(body));
	if (!whole.success) return undefined;
	const parsed = eventSchema.safeParse(whole.data);
	return parsed.success ? { event: parsed.data.event, whole: whole.data } : undefined;
}

/** The lead that a payload tells of; undefined if it names no chatbot or holds no lead. */
export function readLeadEvent({ whole }: Payload): LeadEvent | undefined {
	const parsed = leadEventSchema.safeParse(whole);
	return parsed.success ? { chatbotId: parsed.data.chatbotId, lead: parsed.data.data } : undefined;
}

/** The lead with what the payload says beside it: a field of the lead by one of these names gives way. */
export function simplified({ event, whole }: Payload, { chatbotId, lead }: LeadEvent): IDataObject {
	return { ...lead, event, chatbotId, timestamp: whole.timestamp };
}

function parseJson(body: Uint8Array): unknown {
	try {
		// A byte order mark is left out, and bytes that are no UTF-8 are refused.
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
	} catch {
		return undefined;
	}
}

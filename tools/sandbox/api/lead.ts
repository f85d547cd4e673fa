import { z } from 'zod';
import { isEmail } from './email';
import { isJsonObject, type JsonObject } from '../json';

// Lengths are counted as JSON Schema counts them: in code points, not in UTF-16 units.
export const text = (longest: number) =>
	z
		.string({ required_error: 'Is required', invalid_type_error: 'Must be a string' })
		.refine((value) => Array.from(value).length <= longest, `Must be at most ${longest} characters`);

export const oneOf = (values: readonly string[]) =>
	text(50).refine((value) => values.includes(value), `Must be one of: ${values.join(', ')}`);

// Not z.record(): zod drops a key named __proto__, and metadata is kept whole.
export const jsonObject = z.custom<JsonObject>(isJsonObject, 'Must be an object');

export const name = text(100).refine((name) => name.trim() !== '', 'Must not be empty');
export const email = text(254).refine(isEmail, 'Must be a valid email address');

/** The optional fields that a lead has in every profile, with the limits that the live service checks. */
export const commonFields = z
	.object({
		phone: text(20),
		source: text(50),
		company: text(100),
		message: text(1000),
		discord: text(50),
		preferredMethod: oneOf(['email', 'phone', 'discord']),
		urgency: oneOf(['low', 'medium', 'high']),
		tags: z.array(text(50), { invalid_type_error: 'Must be an array' }).max(10, 'Must be at most 10 tags'),
		customFields: jsonObject,
	})
	.partial();

/** What a create may bring, in whichever profile. */
export interface NewLead extends z.infer<typeof commonFields> {
	name: string;
	email?: string;
	status?: string;
	metadata?: JsonObject;
}

/** What an update may bring, in whichever profile. */
export interface LeadChanges extends Partial<NewLead> {
	priority?: string;
	notes?: string;
}

/** A field that null may clear. */
export type ClearableField = Exclude<keyof LeadChanges, 'name'>;

/** The fields that the live service has, and that no create can set. */
interface ServiceFields {
	priority?: string;
	notes?: string;
	conversationId?: string;
	assignedAgentId?: string;
	followUpDate?: string;
	lastContactAt?: string;
	convertedAt?: string;
}

/** A lead as the sandbox holds it. */
export interface StoredLead extends NewLead, ServiceFields {
	id: string;
	status: string;
	/** ISO 8601, on the server's clock. */
	createdAt: string;
	updatedAt: string;
	workspaceId: string;
	/** Undefined where no chatbot has the lead. */
	chatbotId?: string;
}

/** A lead put there by a test or by the start options: what is left out is generated. */
export type LeadSeed = NewLead & Partial<StoredLead>;

import { z } from 'zod';
import { isEmail } from './email';
import { isJsonObject, type JsonObject } from '../json';

const DOCUMENTED_STATUSES = ['new', 'contacted', 'qualified', 'converted', 'lost', 'follow_up'];
const NEWER_STATUSES = ['NEW', 'CONTACTED', 'QUALIFIED', 'NEGOTIATING', 'CONVERTED', 'LOST', 'UNRESPONSIVE'];

// Lengths are counted as JSON Schema counts them: in code points, not in UTF-16 units.
const text = (longest: number) =>
	z
		.string({ required_error: 'Is required', invalid_type_error: 'Must be a string' })
		.refine((value) => Array.from(value).length <= longest, `Must be at most ${longest} characters`);

const oneOf = (values: readonly string[]) =>
	text(50).refine((value) => values.includes(value), `Must be one of: ${values.join(', ')}`);

// Not z.record(): zod drops a key named __proto__, and metadata is kept whole.
const jsonObject = z.custom<JsonObject>(isJsonObject, 'Must be an object');

const requiredFields = z.object({
	name: text(100).refine((name) => name.trim() !== '', 'Must not be empty'),
	email: text(254).refine(isEmail, 'Must be a valid email address'),
});

const optionalFields = z
	.object({
		phone: text(20),
		source: text(50),
		status: oneOf([...DOCUMENTED_STATUSES, ...NEWER_STATUSES]),
		metadata: jsonObject,
		company: text(100),
		message: text(1000),
		discord: text(50),
		preferredMethod: oneOf(['email', 'phone', 'discord']),
		urgency: oneOf(['low', 'medium', 'high']),
		tags: z.array(text(50), { invalid_type_error: 'Must be an array' }).max(10, 'Must be at most 10 tags'),
		customFields: jsonObject,
	})
	.partial();

/** What a create may hold: the page Create Lead, and the newer fields. Fields of another name are ignored. */
export const newLeadSchema = requiredFields.merge(optionalFields);

/** The fields that an update may change. Null, which clears a field, is no value and taken out before. */
export const leadChangesSchema = newLeadSchema.partial();

export const clearableFieldSchema = optionalFields.keyof();

export type NewLead = z.infer<typeof newLeadSchema>;
export type LeadChanges = z.infer<typeof leadChangesSchema>;
export type ClearableField = z.infer<typeof clearableFieldSchema>;

/** The fields that the live service has, and that no create can set. */
interface ServiceFields {
	priority?: string;
	notes?: string;
	conversationId?: string;
	followUpDate?: string;
	lastContactAt?: string;
	convertedAt?: string;
}

/** A lead as the sandbox holds it. */
export interface StoredLead extends NewLead, ServiceFields {
	id: string;
	status: string;
	metadata: JsonObject;
	/** ISO 8601, on the server's clock. */
	createdAt: string;
	updatedAt: string;
	workspaceId: string;
	/** Undefined for a lead created in the workspace scope: no chatbot has it. Never part of an answer. */
	chatbotId?: string;
}

/** A lead put there by a test or by the start options: what is left out is generated. */
export type LeadSeed = NewLead & Partial<StoredLead>;

/** The lead as the API answers it, its fields in the order of the documents' example. */
export function answeredLead(lead: StoredLead) {
	const { id, name, email, phone, source, status, metadata, createdAt, updatedAt, workspaceId, ...newer } = lead;
	const generated = { createdAt, updatedAt, workspaceId, chatbotId: undefined };
	return { id, name, email, phone, source, status, metadata, ...newer, ...generated };
}

import type { z } from 'zod';
import { type Answer, failure, invalid, notFound, success } from './answer';
import type { Call, Operation, Workspace } from './call';
import { isJsonObject, type JsonObject, parseJson } from '../json';
import {
	answeredLead,
	type ClearableField,
	clearableFieldSchema,
	leadChangesSchema,
	newLeadSchema,
	type StoredLead,
} from './lead';
import { listLeads } from './listing';

/** POST collection: 201 and the new lead (page Create Lead). */
export const createLead: Operation = (workspace, call) =>
	inScope(workspace, call, () =>
		withFields(parseJson(call.rawBody), newLeadSchema, (lead) => {
			const existing = workspace.leads.findByEmail(lead.email);
			if (existing) return duplicate(lead.email, existing);
			const created = workspace.leads.add({ ...lead, chatbotId: call.chatbotId });
			workspace.webhooks.leadCreated(created);
			return success(201, answeredLead(created));
		}),
	);

/** GET collection: a page of leads. */
export const getLeads: Operation = (workspace, call) =>
	inScope(workspace, call, () => listLeads(workspace.leads.all(), call));

/** GET one. */
export const getLead: Operation = (workspace, call) =>
	withLead(workspace, call, (lead) => success(200, answeredLead(lead)));

/** PUT one: only the fields sent change, metadata is merged, null clears a field. */
export const updateLead: Operation = (workspace, call) =>
	withLead(workspace, call, (lead) => {
		const body = parseJson(call.rawBody);
		const { cleared, rest } = isJsonObject(body) ? takeNulls(body) : { cleared: [], rest: body };
		return withFields(rest, leadChangesSchema, (changes) => {
			const owner = changes.email === undefined ? undefined : workspace.leads.findByEmail(changes.email);
			if (owner && owner.id !== lead.id) return duplicate(owner.email, owner);
			return success(200, answeredLead(workspace.leads.change(lead, changes, cleared)));
		});
	});

/** DELETE one: for good. */
export const deleteLead: Operation = (workspace, call) =>
	withLead(workspace, call, ({ id }) => {
		workspace.leads.remove(id);
		return success(200, { id, deletedAt: new Date(workspace.now()).toISOString() }, 'Lead deleted successfully');
	});

/** Whatever is no path of the API. */
export const unknownPath: Operation = () => notFound('Path');

function inScope(workspace: Workspace, { chatbotId }: Call, answer: () => Answer): Answer {
	const known = chatbotId === undefined || workspace.chatbotIds.includes(chatbotId);
	return known ? answer() : notFound('Chatbot');
}

function withLead(workspace: Workspace, call: Call, answer: (lead: StoredLead) => Answer): Answer {
	return inScope(workspace, call, () => {
		const lead = workspace.leads.find(call.leadId ?? '', call.chatbotId);
		return lead ? answer(lead) : notFound('Lead');
	});
}

function withFields<T>(
	body: unknown,
	schema: z.ZodType<T, z.ZodTypeDef, unknown>,
	answer: (fields: T) => Answer,
): Answer {
	if (!isJsonObject(body)) return invalid('body', body, 'Must be a JSON object');
	const parsed = schema.safeParse(body);
	if (parsed.success) return answer(parsed.data);
	const [issue] = parsed.error.issues;
	const path = issue?.path ?? [];
	return invalid(path.join('.'), valueAt(body, path), issue?.message ?? 'Is invalid');
}

function valueAt(body: unknown, path: Array<string | number>): unknown {
	return path.reduce<unknown>((value, key) => (Object(value) as Record<string, unknown>)[key], body);
}

function takeNulls(body: JsonObject): { cleared: ClearableField[]; rest: JsonObject } {
	const cleared = clearableFieldSchema.options.filter((field) => body[field] === null);
	const rest = Object.entries(body).filter(([key]) => !cleared.some((field) => field === key));
	return { cleared, rest: Object.fromEntries(rest) };
}

function duplicate(email: string, existing: StoredLead): Answer {
	return failure(409, 'DUPLICATE_EMAIL', 'Email already exists', {
		email,
		existingLeadId: existing.id,
		message: 'A lead with this email already exists in your workspace',
	});
}

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, failure, invalid, notFound, success } from './answer';
import type { Call, Operation, Workspace } from './call';
import { isJsonObject, type JsonObject, parseJson } from '../json';
import { type ClearableField, jsonObject, type StoredLead } from './lead';
import { listLeads } from './listing';
import type { Profile } from './profile';

/** POST collection: 201 and the new lead (page Create Lead). */
export const createLead: Operation = (workspace, call) =>
	inScope(workspace, call, () =>
		withFields(parseJson(call.rawBody), workspace.profile.newLead, (lead) => {
			const { profile, leads, webhooks, chatbotIds } = workspace;
			const chatbotId = call.chatbotId ?? profile.chatbotOfWorkspaceLead(chatbotIds);
			const taken = refuseEmail(workspace, lead.email, chatbotId);
			if (taken) return taken;
			const created = leads.add({ ...lead, chatbotId });
			webhooks.leadCreated(created);
			return profile.answerLead(201, profile.showLead(created));
		}),
	);

/** GET collection: a page of leads. */
export const getLeads: Operation = (workspace, call) =>
	inScope(workspace, call, () => {
		const { profile, leads, isHidden } = workspace;
		return listLeads(
			profile,
			leads.all().filter((lead) => !isHidden(lead)),
			call,
		);
	});

/** GET one. */
export const getLead: Operation = (workspace, call) =>
	withLead(workspace, call, (lead) => workspace.profile.answerLead(200, workspace.profile.showLead(lead)));

/** PUT one: only the fields sent change, null clears a field. */
export const updateLead: Operation = (workspace, call) =>
	withLead(workspace, call, (lead) => {
		const { profile, leads } = workspace;
		const body = parseJson(call.rawBody);
		const { cleared, rest } = isJsonObject(body) ? takeNulls(body, profile) : { cleared: [], rest: body };
		return withFields(rest, profile.leadChanges, (changes) => {
			const taken = refuseEmail(workspace, changes.email, lead.chatbotId, lead.id);
			return taken ?? profile.answerLead(200, profile.showLead(leads.change(lead, changes, cleared)));
		});
	});

/** DELETE one: for good. */
export const deleteLead: Operation = (workspace, call) =>
	withLead(workspace, call, ({ id }) => {
		workspace.leads.remove(id);
		return success(200, { id, deletedAt: new Date(workspace.now()).toISOString() }, 'Lead deleted successfully');
	});

const messageSchema = z.object({
	message: z.string().min(1),
	conversationId: z.string().optional(),
	stream: z.boolean().default(true),
	metadata: jsonObject.optional(),
});

/** POST chat: what the chatbot says to a message (page Send Message). It streams unless it is told not to. */
export const sendMessage: Operation = (workspace, call) => {
	const answer = () =>
		withFields(parseJson(call.rawBody), messageSchema, ({ message, conversationId, stream, metadata }) => {
			const { profile, chat } = workspace;
			const { chatbotId = '' } = call;
			if (chat.credits < 1) return failure(402, 'INSUFFICIENT_CREDITS', 'Insufficient AI credits');
			const known = chat.conversations.find(({ id }) => id === conversationId);
			if (conversationId !== undefined && known?.chatbotId !== chatbotId)
				return notFound('Conversation', 'CONVERSATION_NOT_FOUND');
			const conversation = known ?? { id: profile.newId().replace('lead', 'conv'), chatbotId, messages: [] };
			if (!known) chat.conversations.push(conversation);
			chat.credits -= 1;
			const response = `You said “${message}”. That was message ${conversation.messages.length + 1} of our conversation.`;
			conversation.messages.push({ message, response, metadata });
			if (!stream) return success(200, { response, conversationId: conversation.id, messageId: randomUUID() });
			const headers = { 'Content-Type': 'text/event-stream' };
			return { status: 200, body: `data: ${JSON.stringify({ response })}\n\n`, headers };
		});
	return inScope(workspace, call, answer, 'CHATBOT_NOT_FOUND');
};

/** Whatever is no path of the API. */
export const unknownPath: Operation = () => notFound('Path', 'NOT_FOUND');

function inScope(
	{ chatbotIds, profile }: Workspace,
	{ chatbotId }: Call,
	answer: () => Answer,
	code = profile.notFoundCodes.Chatbot,
): Answer {
	const known = chatbotId === undefined || chatbotIds.includes(chatbotId);
	return known ? answer() : notFound('Chatbot', code);
}

function withLead(workspace: Workspace, call: Call, answer: (lead: StoredLead) => Answer): Answer {
	return inScope(workspace, call, () => {
		const lead = workspace.leads.find(call.leadId ?? '', call.chatbotId);
		return lead ? answer(lead) : notFound('Lead', workspace.profile.notFoundCodes.Lead);
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

function takeNulls(body: JsonObject, { clearable }: Profile): { cleared: ClearableField[]; rest: JsonObject } {
	const cleared = clearable.filter((field) => body[field] === null);
	const rest = Object.entries(body).filter(([key]) => !cleared.some((field) => field === key));
	return { cleared, rest: Object.fromEntries(rest) };
}

/** Undefined if the email is free, or is that of the lead `ownId` itself. */
function refuseEmail(
	{ profile, leads }: Workspace,
	email: string | undefined,
	chatbotId: string | undefined,
	ownId?: string,
): Answer | undefined {
	const existing = email === undefined ? undefined : leads.findByEmail(email, chatbotId);
	if (!existing || existing.id === ownId) return undefined;
	const message = `A lead with this email already exists ${profile.emails.scopeInWords}`;
	const details = { email, existingLeadId: existing.id, message };
	return failure(409, 'DUPLICATE_EMAIL', 'Email already exists', { details });
}

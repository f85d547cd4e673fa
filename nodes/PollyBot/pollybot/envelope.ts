import { z } from 'zod';
import { serviceCodeSchema, type ServiceCode } from '../codes';
import { fail, ok, type Result } from '../result';
import { isDuplicate, type ApiFailure } from './failure';
import { isLeadId } from './paths';
import { LONGEST_WAIT } from './rateLimit';
import { isStream, type HttpAnswer } from './transport';

/** A lead as the service answered it: nothing but the id is relied upon, and nothing is taken away. */
export type Lead = { readonly id: string | number } & Record<string, unknown>;

/** One page of a list, and what the service says of the rest. */
export interface LeadPage {
	readonly leads: readonly Lead[];
	readonly hasNext: boolean;
	/** How many leads match in all; undefined when the service does not say. */
	readonly total?: number;
}

/** What the service says of a lead that it deleted. */
export interface Deletion {
	readonly deletedAt?: string;
}

/** What a chatbot said, as the service returned it. */
export type ChatReply = Record<string, unknown>;

const record = z.custom<Record<string, unknown>>(
	(value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

/** A number, which newer services may write as text. */
const seconds = z
	.union([z.number(), z.string().trim().min(1).transform(Number)])
	.pipe(z.number().nonnegative().finite())
	.optional()
	.catch(undefined);

/** An id as text; a number is one too. */
const idText = z.custom<string | number>(isLeadId).transform(String);

const errorSchema = z.object({
	error: z.string().optional().catch(undefined),
	message: z.string().optional().catch(undefined),
	code: serviceCodeSchema.optional().catch(undefined),
	details: z
		.object({
			field: z.string().optional().catch(undefined),
			value: z.unknown(),
			email: z.string().optional().catch(undefined),
			message: z.string().optional().catch(undefined),
			existingLeadId: idText.optional().catch(undefined),
			retryAfter: seconds,
		})
		.optional()
		.catch(undefined),
	/** Where newer services have it. */
	retryAfter: seconds,
});

/** The code decides; where an answer has none, its status does. Source: PollyBot Leads API v1.0, Errors. */
const CODE_OF_STATUS: Readonly<Record<number, ServiceCode>> = {
	400: 'VALIDATION_ERROR',
	401: 'INVALID_API_KEY',
	402: 'INSUFFICIENT_CREDITS',
	404: 'NOT_FOUND',
	409: 'DUPLICATE_EMAIL',
	422: 'VALIDATION_ERROR',
	429: 'RATE_LIMIT_EXCEEDED',
};

/**
 * The lead in an answer, whether it comes as `{success, data}` or bare (newer service).
 *
 * @returns the lead untouched, or what went wrong: the service's error, REDIRECT or NOT_POLLYBOT
 */
export function readLead(answer: HttpAnswer): Result<Lead, ApiFailure> {
	const body = readBody(answer);
	if (!body.ok) return body;
	const lead = isLead(body.value) ? body.value : body.value.data;
	return isLead(lead) ? ok(lead) : fail(notPollyBot(answer));
}

const pageSchema = z.object({
	leads: z.array(z.custom<Lead>(isLead)),
	pagination: z
		.object({
			page: z.number().optional().catch(undefined),
			total: z.number().optional().catch(undefined),
			totalPages: z.number().optional().catch(undefined),
			hasNext: z.boolean().optional().catch(undefined),
		})
		.catch({}),
});

/**
 * The page of leads in an answer, as `{success, data}` or bare (newer service). The service says whether there is another
 * page. If it does not, a full page is taken to have one after it.
 *
 * @param limit how many leads were asked for
 */
export function readPage(answer: HttpAnswer, limit: number): Result<LeadPage, ApiFailure> {
	const body = readBody(answer);
	if (!body.ok) return body;
	const page = pageSchema.safeParse('leads' in body.value ? body.value : body.value.data);
	if (!page.success) return fail(notPollyBot(answer));
	const { leads, pagination } = page.data;
	const { hasNext, total, totalPages, page: number } = pagination;
	const counted = totalPages !== undefined && number !== undefined ? number < totalPages : leads.length >= limit;
	return ok({ leads, hasNext: hasNext ?? counted, total });
}

const deletionSchema = z.object({ deletedAt: z.string().optional().catch(undefined) });

/** What an answer to a delete says of it: `{success, data}`, the bare record (newer service), or 204 and nothing. */
export function readDeletion(answer: HttpAnswer): Result<Deletion, ApiFailure> {
	if (answer.status === 204) return ok({});
	const body = readBody(answer);
	if (!body.ok) return body;
	const deletion = deletionSchema.safeParse(body.value.data ?? body.value);
	const data = deletion.success ? deletion.data : {};
	const isEnvelope = body.value.success === true || data.deletedAt !== undefined || isLead(body.value);
	return isEnvelope ? ok(data) : fail(notPollyBot(answer));
}

/** The reply to a message, as `{success, data}` or bare. */
export function readChatReply(answer: HttpAnswer): Result<ChatReply, ApiFailure> {
	const body = readBody(answer);
	if (!body.ok) return body;
	const reply = record.safeParse('response' in body.value ? body.value : body.value.data);
	return reply.success && 'response' in reply.data ? ok(reply.data) : fail(notPollyBot(answer));
}

function isLead(value: unknown): value is Lead {
	const parsed = record.safeParse(value);
	return parsed.success && isLeadId(parsed.data.id);
}

function readBody(answer: HttpAnswer): Result<Record<string, unknown>, ApiFailure> {
	if (answer.status >= 300 && answer.status < 400) return fail(redirect(answer));
	const body = record.safeParse(parseJson(answer.text));
	if (!body.success) return fail(notPollyBot(answer));
	if (body.data.success === false || answer.status >= 400) {
		return fail(serviceError(answer, body.data));
	}
	return ok(body.data);
}

function parseJson(text: string | undefined): unknown {
	if (text === undefined) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function serviceError(answer: HttpAnswer, body: Record<string, unknown>): ApiFailure {
	const { error, message, code = CODE_OF_STATUS[answer.status], details, ...top } = errorSchema.parse(body);
	const retryAfter = details?.retryAfter ?? top.retryAfter;
	const failure: ApiFailure = {
		serviceCode: code,
		status: answer.status,
		serviceMessage: error ?? message,
		serviceDetail: details?.message,
		field: details?.field,
		value: details?.value,
		existingLeadId: details?.existingLeadId,
		retryAfter: retryAfter === undefined ? undefined : Math.min(retryAfter * 1000, LONGEST_WAIT),
	};
	if (code === undefined && answer.status < 400 && failure.serviceMessage === undefined) return notPollyBot(answer);
	return isDuplicate(failure) ? { ...failure, field: 'email', value: details?.email } : failure;
}

/** No envelope. A proxy's 429 is still a rate limit; everything else says that this is not PollyBot speaking. */
function notPollyBot(answer: HttpAnswer): ApiFailure {
	const { status, text } = answer;
	if (status === 429) return { serviceCode: 'RATE_LIMIT_EXCEEDED', status };
	if (isStream(answer)) return { code: 'NOT_POLLYBOT', status, isStream: true };
	return { code: 'NOT_POLLYBOT', status, ...(text === undefined ? { isTooLarge: true } : {}) };
}

function redirect(answer: HttpAnswer): ApiFailure {
	return { code: 'REDIRECT', status: answer.status, location: answer.headers.location };
}

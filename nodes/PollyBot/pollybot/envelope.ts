import { z } from 'zod';
import { serviceCodeSchema, type ServiceCode } from '../codes';
import { isObject, parseJson, type Json } from '../json';
import { fail, ok, type Result } from '../result';
import type { LimitReading } from './attempt';
import { isDuplicate, type ApiFailure } from './failure';
import { isLeadId } from './paths';
import { isEventStream, type HttpResponse } from './transport';

/** A lead as the service returned it: nothing but the id is relied upon, and nothing is taken away. */
export type Lead = { readonly id: string | number } & Record<string, unknown>;

export interface LeadPage {
	readonly leads: readonly Lead[];
	readonly hasNext: boolean;
	/** How many leads match in all; undefined when the service does not say. */
	readonly total?: number;
}

const DAY = 24 * 60 * 60 * 1000;
/** No wait is longer, in milliseconds: it must be a time that a date can tell. */
const LONGEST_WAIT = 366 * DAY;

/** A number, which newer services may write as text. */
const seconds = z
	.union([z.number(), z.string().trim().min(1).transform(Number)])
	.pipe(z.number().nonnegative().finite())
	.optional()
	.catch(undefined);

const text = z.string().optional().catch(undefined);

const errorSchema = z.object({
	error: text,
	message: text,
	code: serviceCodeSchema.optional().catch(undefined),
	details: z
		.object({
			field: text,
			value: z.unknown(),
			email: text,
			message: text,
			existingLeadId: z.custom<string | number>(isLeadId).transform(String).optional().catch(undefined),
			retryAfter: seconds,
		})
		.optional()
		.catch(undefined),
	/** Where newer services have it. */
	retryAfter: seconds,
});

/** The code decides; where a response has none, its status does. Source: PollyBot Leads API v1.0, Errors. */
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
 * The lead in a response, whether it comes as `{success, data}` or bare (newer service).
 *
 * @returns the lead untouched, or what went wrong: the service's error, REDIRECT or NOT_POLLYBOT
 */
export function readLead(response: HttpResponse): Result<Lead, ApiFailure> {
	const body = readBody(response);
	if (!body.ok) return body;
	const lead = isLead(body.value) ? body.value : body.value.data;
	return isLead(lead) ? ok(lead) : fail(notPollyBot(response));
}

/**
 * The page of leads in a response, as `{success, data}` or bare (newer service). The service says whether there is another
 * page. If it does not, a full page is taken to have one after it.
 *
 * @param limit how many leads were asked for
 */
export function readPage(response: HttpResponse, limit: number): Result<LeadPage, ApiFailure> {
	const body = readBody(response);
	if (!body.ok) return body;
	const { leads, pagination } = 'leads' in body.value ? body.value : recordIn(body.value.data);
	if (!Array.isArray(leads) || !leads.every(isLead)) return fail(notPollyBot(response));
	const { page, total, totalPages, hasNext } = recordIn(pagination);
	const isCounted = typeof totalPages === 'number' && typeof page === 'number';
	const hasMore = isCounted ? page < totalPages : leads.length >= limit;
	return ok({
		leads,
		hasNext: typeof hasNext === 'boolean' ? hasNext : hasMore,
		total: typeof total === 'number' ? total : undefined,
	});
}

/** What a response to a delete says of it: `{success, data}`, the bare record (newer service), or 204 and nothing. */
export function readDeletion(response: HttpResponse): Result<{ readonly deletedAt?: string }, ApiFailure> {
	if (response.status === 204) return ok({});
	const body = readBody(response);
	if (!body.ok) return body;
	const { deletedAt } = recordIn(body.value.data ?? body.value);
	const time = typeof deletedAt === 'string' ? deletedAt : undefined;
	const isEnvelope = body.value.success === true || time !== undefined || isLead(body.value);
	return isEnvelope ? ok({ deletedAt: time }) : fail(notPollyBot(response));
}

function recordIn(value: unknown): Json {
	return isObject(value) ? value : {};
}

/** The reply to a message, as `{success, data}` or bare. */
export function readChatReply(response: HttpResponse): Result<Json, ApiFailure> {
	const body = readBody(response);
	if (!body.ok) return body;
	const reply = 'response' in body.value ? body.value : recordIn(body.value.data);
	return 'response' in reply ? ok(reply) : fail(notPollyBot(response));
}

function isLead(value: unknown): value is Lead {
	return isObject(value) && isLeadId(value.id);
}

function readBody(response: HttpResponse): Result<Json, ApiFailure> {
	const { status, headers } = response;
	if (status >= 300 && status < 400) return fail({ code: 'REDIRECT', status, location: headers.location });
	const body = parseJson(response.text ?? '');
	if (!isObject(body)) return fail(notPollyBot(response));
	return body.success === false || status >= 400 ? fail(serviceError(response, body)) : ok(body);
}

function serviceError(response: HttpResponse, body: Json): ApiFailure {
	const { status } = response;
	const { error, message, code = CODE_OF_STATUS[status], details, ...top } = errorSchema.parse(body);
	const retryAfter = details?.retryAfter ?? top.retryAfter;
	const failure: ApiFailure = {
		serviceCode: code,
		status,
		serviceMessage: error ?? message,
		serviceDetail: details?.message,
		field: details?.field,
		value: details?.value,
		existingLeadId: details?.existingLeadId,
		retryAfter: retryAfter === undefined ? undefined : Math.min(retryAfter * 1000, LONGEST_WAIT),
	};
	if (code === undefined && status < 400 && failure.serviceMessage === undefined) return notPollyBot(response);
	return isDuplicate(failure) ? { ...failure, field: 'email', value: details?.email } : failure;
}

/** No envelope. A proxy's 429 is still a rate limit; everything else says that this is not PollyBot speaking. */
function notPollyBot({ status, headers, text: body }: HttpResponse): ApiFailure {
	if (status === 429) return { serviceCode: 'RATE_LIMIT_EXCEEDED', status };
	if (isEventStream(headers)) return { code: 'NOT_POLLYBOT', status, isStream: true };
	return { code: 'NOT_POLLYBOT', status, ...(body === undefined ? { isTooLarge: true } : {}) };
}

/**
 * The wait that a `Retry-After` header asks for, given in seconds or as a date. Source: RFC 9110, 10.2.3.
 *
 * @param serverNow milliseconds since 1970 on the server's clock
 * @returns milliseconds, or undefined when the header says nothing that can be read
 */
export function readRetryAfter(header: string | undefined, serverNow: number): number | undefined {
	const value = header?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_WAIT);
	const date = /[a-z]/i.test(value) ? Date.parse(value) : NaN;
	return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - serverNow), LONGEST_WAIT);
}

/**
 * What a response says of the rate limit. Times are told from the response's own `Date`, so that neither clock has to be
 * right. Source: PollyBot Leads API v1.0, Rate Limiting.
 *
 * @param now milliseconds since 1970 on this machine's clock, used where the response has no `Date`
 * @param rejection set when the service rejected the request for its rate limit, with the milliseconds that it asks for
 */
export function readRateLimit(
	{ status, headers }: HttpResponse,
	now: number,
	rejection?: { readonly retryAfter?: number },
): LimitReading {
	const reset = count(headers['x-ratelimit-reset']);
	const wait = reset === undefined ? undefined : Math.max(0, reset * 1000 - serverTime(headers.date, now));
	// The limit is one of an hour: a reset that is more than a day away is not in Unix seconds, or not meant.
	const resetIn = wait !== undefined && wait > DAY ? undefined : wait;
	if (rejection) return { remaining: 0, resetIn: rejection.retryAfter ?? resetIn ?? 0 };
	const remaining = count(headers['x-ratelimit-remaining']);
	if (remaining !== undefined) return { remaining, resetIn: resetIn ?? 0 };
	return status >= 500 ? 'unknown' : 'unmetered';
}

/** The time of a response on the server's clock, in whole seconds; this machine's where the response has no `Date`. */
export function serverTime(date: string | undefined, now: number): number {
	const parsed = Date.parse(date ?? '');
	return Number.isNaN(parsed) ? now : parsed;
}

function count(header: string | undefined): number | undefined {
	const value = header === undefined || header.trim() === '' ? NaN : Number(header);
	return Number.isFinite(value) ? value : undefined;
}

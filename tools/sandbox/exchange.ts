import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Answer, failure } from './api/answer';
import { refuseKey } from './api/authentication';
import type { FaultEffect } from './faults/effects';
import { faultyAnswer, faultyQuery, insteadOfService, proxyAnswer } from './faults/faultyAnswer';
import { hangUp, sendFaulty } from './faults/faultySending';
import { parseJson } from './json';
import type { Operation } from './api/call';
import { sendMessage } from './api/operations';
import { type Budget, rateLimitHeaders, type RateWindow, unixSeconds } from './api/rateLimit';
import type { Service } from './service';
import { flatHeaders, type LoggedRequest, splitTarget } from './wire/requestLog';
import { write } from './wire/sending';

/** What the paths of the API hold. */
export interface ApiRoute {
	Params: { chatbotId?: string; leadId?: string };
}

/**
 * Takes one request from its log entry to the end of its answer, faults included. A request is carried out when it
 * arrives, and latency holds back its answer: a client that gives up meanwhile has created its lead all the same.
 */
export async function exchange(
	service: Service,
	operation: Operation,
	request: FastifyRequest<ApiRoute>,
	reply: FastifyReply,
): Promise<void> {
	const entry = logged(request);
	service.log.push(entry);
	service.onRequest?.(entry);
	service.underWay.watch(entry, request.raw.socket, reply.raw);
	const load = service.underWay.count / service.capacity;
	const fault = service.faults.take(entry) ?? (load > 1.5 ? OVERLOAD : undefined);
	entry.fault = fault?.kind;

	const instead = insteadOfService(fault);
	const { answer, budget } = instead
		? { answer: instead, budget: windowOf(service, operation, request).budget(Date.now()) }
		: carryOut(service, operation, request, { ...entry, query: faultyQuery(fault, entry.query) });
	if (!instead) entry.carriedOut = answer.status;
	const headers = answerHeaders(service, fault, budget);

	await holdBack(service, fault, load);
	if (service.closing.aborted) {
		reply.hijack();
		hangUp({ socket: request.raw.socket, entry });
		return;
	}
	await sendFaulty(reply, entry, fault, write(faultyAnswer(fault, answer), headers), service.closing);
}

function logged(request: FastifyRequest<ApiRoute>): LoggedRequest {
	const rawBody = typeof request.body === 'string' ? request.body : '';
	return {
		at: Date.now(),
		method: request.method,
		...splitTarget(request.raw.url ?? '/'),
		headers: flatHeaders(request.headers),
		rawBody,
		body: parseJson(rawBody),
		responseHeaders: {},
	};
}

/** The service itself: the key, then the rate limit, then the operation. */
function carryOut(
	service: Service,
	operation: Operation,
	request: FastifyRequest<ApiRoute>,
	{ query, rawBody }: LoggedRequest,
): { answer: Answer; budget: Budget } {
	const now = Date.now();
	const window = windowOf(service, operation, request);
	const refused = refuseKey(request.headers.authorization, service.apiKey);
	if (refused) return { answer: refused, budget: window.budget(now) };
	const admitted = window.admit(now);
	const budget = window.budget(now);
	if (!admitted) return { answer: limitExceeded(service, window, now, operation === sendMessage), budget };
	const { chatbotId, leadId } = request.params;
	return { answer: operation(service, { chatbotId, leadId, query, rawBody }), budget };
}

/** The requests of the key, or of the chatbot where one is asked. */
function windowOf(
	{ chat, window }: Service,
	operation: Operation,
	{ params: { chatbotId = '' } }: FastifyRequest<ApiRoute>,
): RateWindow {
	return operation === sendMessage ? chat.windowOf(chatbotId) : window;
}

function limitExceeded({ profile, clockOffsetMs }: Service, window: RateWindow, now: number, isChat: boolean): Answer {
	const budget = window.budget(now);
	const retryAfter = Math.max(1, unixSeconds(window.waitMs(now)));
	const details = {
		limit: budget.limit,
		remaining: budget.remaining,
		resetTime: unixSeconds(budget.resetAt + clockOffsetMs),
	};
	const more = isChat ? { retryAfter } : profile.explainLimit(details, retryAfter);
	const headers = { 'Retry-After': String(retryAfter) };
	return { ...failure(429, 'RATE_LIMIT_EXCEEDED', 'Rate limit exceeded', more), headers };
}

/** A page that stands in front of the service knows nothing of its rate limit. */
function answerHeaders(service: Service, fault: FaultEffect | undefined, budget: Budget): Record<string, string> {
	const date = { Date: new Date(service.now()).toUTCString() };
	if (!service.sendsRateLimitHeaders || proxyAnswer(fault)) return date;
	return { ...date, ...rateLimitHeaders(budget, service.clockOffsetMs) };
}

const OVERLOAD: FaultEffect = { kind: 'status', status: 503 };

async function holdBack({ latencyMs, closing }: Service, fault: FaultEffect | undefined, load: number): Promise<void> {
	const ms = (load > 1 ? 2 : 1) * latencyMs + (fault?.kind === 'latency' && fault.part === undefined ? fault.ms : 0);
	if (ms > 0) await wait(ms, undefined, { signal: closing }).catch(() => undefined);
}

import type { FastifyReply } from 'fastify';
import { type Answer, failure } from './answer';
import type { FaultEffect } from './faults';
import { parseJson } from './json';
import { flatHeaders, type LoggedRequest } from './requestLog';

const JSON_TYPE = { 'Content-Type': 'application/json; charset=utf-8' };
const HTML_TYPE = { 'Content-Type': 'text/html; charset=utf-8' };
const LOGIN_PAGE =
	'<!doctype html><html lang="en"><head><title>Sign in</title></head>' +
	'<body><h1>Sign in</h1><form method="post"><input name="password" type="password"></form></body></html>';

/** The usual code and text of each status that a fault may ask for without giving a body. */
const USUAL_ERRORS: Record<number, [code: string, error: string]> = {
	400: ['VALIDATION_ERROR', 'Validation failed'],
	401: ['INVALID_API_KEY', 'Invalid API key'],
	403: ['FORBIDDEN', 'Forbidden'],
	404: ['NOT_FOUND', 'Not found'],
	409: ['DUPLICATE_EMAIL', 'Email already exists'],
	429: ['RATE_LIMIT_EXCEEDED', 'Rate limit exceeded'],
	503: ['SERVICE_UNAVAILABLE', 'Service unavailable'],
};

/** The answer that a status fault gives. A text is sent as it is, anything else as JSON. */
export function plannedFailure({ status, body, headers }: FaultEffect & { kind: 'status' }): Answer {
	const [code, error] = USUAL_ERRORS[status] ?? ['INTERNAL_ERROR', 'Internal server error'];
	return body === undefined ? { ...failure(status, code, error), headers } : { status, body, headers };
}

/** The answer of something that stands in front of the service, if the fault is of that kind. */
export function proxyAnswer(fault: FaultEffect | undefined): Answer | undefined {
	switch (fault?.kind) {
		case 'html':
			return { status: fault.status ?? 200, body: LOGIN_PAGE, headers: HTML_TYPE };
		case 'redirect':
			return { status: fault.status ?? 302, body: undefined, headers: { Location: fault.location } };
		case 'empty':
			return { status: fault.status ?? 200, body: undefined };
		default:
			return undefined;
	}
}

/** Sends an answer whole, and enters it in the log before the client can have it. */
export function sendAnswer(
	reply: FastifyReply,
	entry: LoggedRequest,
	answer: Answer,
	headers: Record<string, string>,
): void {
	const all = { ...contentType(answer), ...headers, ...answer.headers };
	enter(entry, answer, all, payload(answer));
	void reply.code(answer.status).headers(all).send(payload(answer));
}

/** Promises the whole answer in its Content-Length, sends the first half, and closes the connection. */
export function sendCut(
	reply: FastifyReply,
	entry: LoggedRequest,
	answer: Answer,
	headers: Record<string, string>,
): void {
	const whole = Buffer.from(payload(answer) ?? '');
	const half = whole.subarray(0, Math.ceil(whole.length / 2));
	const all = { ...contentType(answer), ...headers, ...answer.headers, 'Content-Length': String(whole.length) };
	enter(entry, answer, all, half.toString());
	reply.hijack();
	reply.raw.writeHead(answer.status, all);
	reply.raw.write(half, () => reply.raw.destroy());
}

function enter(entry: LoggedRequest, answer: Answer, headers: Record<string, string>, body?: string): void {
	entry.status = answer.status;
	entry.responseHeaders = flatHeaders(headers);
	entry.responseBody = body === undefined ? undefined : (parseJson(body) ?? body);
}

function payload({ body }: Answer): string | undefined {
	return typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
}

function contentType({ body }: Answer): Record<string, string> {
	if (body === undefined) return {};
	return typeof body === 'string' ? { 'Content-Type': 'text/plain; charset=utf-8' } : JSON_TYPE;
}

import { randomUUID } from 'node:crypto';
import { type Answer, failure } from '../api/answer';
import type { EffectOf, FaultEffect } from './effects';
import { isJsonObject, type JsonObject } from '../json';

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

/** The answer of a fault that keeps the request from the service; undefined if the request gets through. */
export function insteadOfService(fault: FaultEffect | undefined): Answer | undefined {
	switch (fault?.kind) {
		case 'status':
			return fault.after ? undefined : plannedFailure(fault);
		case 'drop':
			return fault.when === 'before' ? { status: 0, body: undefined } : undefined;
		default:
			return proxyAnswer(fault);
	}
}

/** The answer of something that stands in front of the service, if the fault is of that kind. */
export function proxyAnswer(fault: FaultEffect | undefined): Answer | undefined {
	switch (fault?.kind) {
		case 'html':
			return { status: fault.status ?? 200, body: LOGIN_PAGE, headers: HTML_TYPE };
		case 'redirect':
			return { status: fault.status ?? 302, body: undefined, headers: { Location: fault.location } };
		case 'empty':
			return fault.after ? undefined : emptyAnswer(fault);
		default:
			return undefined;
	}
}

/** What a fault makes of the service's response. */
export function faultyAnswer(fault: FaultEffect | undefined, answer: Answer): Answer {
	switch (fault?.kind) {
		case 'status':
			return plannedFailure(fault);
		case 'empty':
			return emptyAnswer(fault);
		case 'bare':
			return isSuccess(answer.body) ? { ...answer, body: answer.body.data } : answer;
		case 'altered':
			return fault.patch === undefined ? answer : { ...answer, body: mergePatch(answer.body, fault.patch) };
		case 'pages':
			return withAnotherPage(answer, fault);
		default:
			return answer;
	}
}

/** The query that reaches the service: a list that never ends gives its first page again and again. */
export function faultyQuery(fault: FaultEffect | undefined, query: Record<string, string>): Record<string, string> {
	return fault?.kind === 'pages' ? { ...query, page: '1' } : query;
}

/** RFC 7396. */
export function mergePatch(target: unknown, patch: unknown): unknown {
	if (!isJsonObject(patch)) return patch;
	const base = isJsonObject(target) ? target : {};
	const kept = Object.entries(base).filter(([key]) => !(key in patch));
	const changed = Object.entries(patch).filter(([, value]) => value !== null);
	return Object.fromEntries([...kept, ...changed.map(([key, value]) => [key, mergePatch(base[key], value)] as const)]);
}

/** A text is sent as it is, anything else as JSON. */
function plannedFailure({ status, body, headers }: EffectOf<'status'>): Answer {
	const [code, error] = USUAL_ERRORS[status] ?? ['INTERNAL_ERROR', 'Internal server error'];
	return body === undefined ? { ...failure(status, code, error), headers } : { status, body, headers };
}

function emptyAnswer({ status = 200 }: EffectOf<'empty'>): Answer {
	return { status, body: undefined };
}

function withAnotherPage(answer: Answer, { leads }: EffectOf<'pages'>): Answer {
	const { data } = isSuccess(answer.body) ? answer.body : {};
	if (!isJsonObject(data) || !Array.isArray(data.leads)) return answer;
	const listed: unknown[] = data.leads;
	const again = leads === 'same' ? listed : listed.map((lead) => mergePatch(lead, { id: `lead_${randomUUID()}` }));
	return { ...answer, body: mergePatch(answer.body, { data: { leads: again, pagination: { hasNext: true } } }) };
}

function isSuccess(body: unknown): body is JsonObject {
	return isJsonObject(body) && body.success === true;
}

import type { FastifyReply } from 'fastify';
import type { Answer } from '../api/answer';
import { parseJson } from '../json';
import { flatHeaders, type LoggedRequest } from './requestLog';

/** An answer as it goes over the wire. */
export interface WrittenAnswer {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** Undefined for no body. */
	text: string | undefined;
}

/** @param headers what every answer carries: the answer's own come first */
export function write({ status, body, headers: own }: Answer, headers: Record<string, string>): WrittenAnswer {
	const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
	return { status, headers: flatHeaders({ ...contentType(body), ...headers, ...own }), text };
}

/** Sends an answer whole, and enters it in the log before the client can have it. */
export function sendAnswer(reply: FastifyReply, entry: LoggedRequest, { status, headers, text }: WrittenAnswer): void {
	enter(entry, status, headers, text);
	void reply.code(status).headers(headers).send(text);
}

export function enter(entry: LoggedRequest, status: number, headers: Record<string, string>, body?: string): void {
	entry.status = status;
	entry.responseHeaders = headers;
	entry.responseBody = body === undefined ? undefined : (parseJson(body) ?? body);
}

function contentType(body: unknown): Record<string, string> {
	if (body === undefined) return {};
	return { 'Content-Type': `${typeof body === 'string' ? 'text/plain' : 'application/json'}; charset=utf-8` };
}

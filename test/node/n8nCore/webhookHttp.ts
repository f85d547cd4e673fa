import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';

/** A request to a webhook. The body is sent as it is. */
export interface WebhookRequest {
	body?: string | Buffer;
	/** A list is sent as so many headers. */
	headers?: Record<string, string | string[]>;
}

/** What n8n's CLI lets a body contain (N8N_PAYLOAD_SIZE_MAX). */
const MOST_BYTES = 16 * 1024 * 1024;

export type RawBodyRequest = IncomingMessage & { body?: unknown };

/** Gives a request what n8n's `rawBodyReader` gives it. */
export function withRawBodyReader(incoming: IncomingMessage): RawBodyRequest {
	const chunks: Buffer[] = [];
	const whole = new Promise<Buffer>((resolve, reject) => {
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.once('end', () => {
			resolve(Buffer.concat(chunks));
		});
		incoming.once('error', reject);
	});
	whole.catch(() => undefined);
	return Object.assign(incoming, {
		readRawBody: async () => {
			const body = await whole;
			if (body.length > MOST_BYTES) throw Object.assign(new Error('request entity too large'), { status: 413 });
			incoming.rawBody = body;
		},
	});
}

/** What n8n's parser does with JSON. False if the body is not valid JSON: n8n then answers 422. */
export async function parsed(request: RawBodyRequest): Promise<boolean> {
	await request.readRawBody();
	try {
		request.body = JSON.parse(request.rawBody.toString());
		return true;
	} catch {
		return false;
	}
}

/** What Express adds to a response, as far as it is used. */
export function asExpress(response: ServerResponse) {
	return Object.assign(response, {
		status(code: number) {
			response.statusCode = code;
			return response;
		},
		json(body: unknown) {
			send(response, response.statusCode, body);
			return response;
		},
	});
}

/** Answers with JSON. */
export function send(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Sends a request, and reads the whole response. */
export async function post(port: number, { body = '', headers }: WebhookRequest) {
	const bytes = Buffer.from(body);
	const options = { host: '127.0.0.1', port, method: 'POST', path: '/webhook', agent: false } as const;
	const outgoing = httpRequest({ ...options, headers: { 'content-length': bytes.length, ...headers } });
	const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
	outgoing.end(bytes);
	const [response] = await answered;
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk as Buffer);
	return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() };
}

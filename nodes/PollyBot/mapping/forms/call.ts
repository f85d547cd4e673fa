import { isRecord } from './answers';
import { nest } from './nest';

/** What n8n's Webhook node puts beside the body: no part of a lead. */
const ENVELOPE = new Set(['body', 'headers', 'params', 'query', 'webhookUrl', 'executionMode']);

export function isEnvelope(name: string): boolean {
	return ENVELOPE.has(name);
}

/** A call of n8n's Webhook node whose fields a workflow has moved out of the body: the rest of the call stays out. */
export function withoutEnvelope(json: object): object {
	const isCall = 'headers' in json && isRecord(json.headers) && 'webhookUrl' in json && 'executionMode' in json;
	return isCall ? Object.fromEntries(Object.entries(json).filter(([name]) => !ENVELOPE.has(name))) : json;
}

interface Call {
	readonly name: 'body' | 'query';
	readonly fields: Readonly<Record<string, unknown>>;
}

/** The body of a webhook's call, or its query where there is no body. */
export function bodyOf({ body, headers, query }: Readonly<Record<string, unknown>>): Call | undefined {
	const parsed = parseBody(body);
	const bodies: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
	const [first = parsed, ...others] = bodies;
	if (others.length === 0 && isRecord(first) && Object.keys(first).length > 0)
		return { name: 'body', fields: nest(first) };
	return isRecord(headers) && isRecord(query) ? { name: 'query', fields: query } : undefined;
}

/** A body that n8n did not parse is JSON text or a form's. */
export function parseBody(body: unknown): unknown {
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body) as unknown;
	} catch {
		return /^[^\s=&]+=/.test(body) ? parseForm(body) : undefined;
	}
}

/** A field that a form sends more than once, such as a choice of several, is a list. */
function parseForm(text: string): object {
	const fields = new Map<string, string[]>();
	for (const [name, value] of new URLSearchParams(text)) {
		const values = fields.get(name);
		if (values) values.push(value);
		else fields.set(name, [value]);
	}
	return Object.fromEntries([...fields].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}

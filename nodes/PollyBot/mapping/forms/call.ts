import { Branch, isObject, parseJson, type Json } from '../../json';

/** What n8n's Webhook node puts beside the body: no part of a lead. */
const ENVELOPE = new Set(['body', 'headers', 'params', 'query', 'webhookUrl', 'executionMode']);

export function isEnvelope(name: string): boolean {
	return ENVELOPE.has(name);
}

/** A call of n8n's Webhook node whose fields a workflow has moved out of the body: the rest of the call stays out. */
export function withoutEnvelope(json: object): object {
	const isCall = 'headers' in json && isObject(json.headers) && 'webhookUrl' in json && 'executionMode' in json;
	return isCall ? Object.fromEntries(Object.entries(json).filter(([name]) => !ENVELOPE.has(name))) : json;
}

/** The body of a webhook's call, or its query where there is no body. */
export function bodyOf({ body, headers, query }: Json) {
	const parsed = parseBody(body);
	const bodies: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
	const [first, ...others] = bodies;
	if (others.length === 0 && isObject(first) && Object.keys(first).length > 0) {
		return { name: 'body', fields: nest(first) };
	}
	return isObject(headers) && isObject(query) ? { name: 'query', fields: query } : undefined;
}

/** A body that n8n did not parse is JSON text or a form's. */
export function parseBody(body: unknown): unknown {
	if (typeof body !== 'string') return body;
	const parsed = parseJson(body);
	return parsed === undefined && /^[^\s=&]+=/.test(body) ? parseForm(body) : parsed;
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

const BRACKETED = /^[^[\]]+(?:\[[^[\]]*\])+$/;

/** No form has a longer key, or one that leads deeper: such a key stays as it is. */
const LONGEST_KEY = 200;
const DEEPEST = 10;

/**
 * Fields of a form that PHP would read as lists and records, as it does: `fields[name][value]`. A key whose place is taken
 * by another one stays as it is, so that no value is lost.
 */
export function nest(fields: Json): Json {
	if (!Object.keys(fields).some(isPath)) return fields;
	const root = new Branch();
	for (const [key, value] of Object.entries(fields)) {
		const path = isPath(key) ? key.split(/[[\]]+/).filter(Boolean) : [key];
		const [first = key] = path;
		const isTaken = path.length > DEEPEST || (first !== key && Object.hasOwn(fields, first));
		if (isTaken || !put(root, path, value)) root.set(key, value);
	}
	return root.toJson();
}

function isPath(key: string): boolean {
	return key.length <= LONGEST_KEY && BRACKETED.test(key);
}

/** Puts a value at the end of a path, unless another value is there or on the way to it. */
function put(root: Branch, path: readonly string[], value: unknown): boolean {
	let branch = root;
	for (const step of path.slice(0, -1)) {
		const next = branch.get(step) ?? new Branch();
		if (!(next instanceof Branch)) return false;
		branch.set(step, next);
		branch = next;
	}
	const last = path.at(-1) ?? '';
	return !branch.has(last) && Boolean(branch.set(last, value));
}

import { isObject } from '../json';
import { fail, ok, type Result } from '../result';
import { strip } from '../text';
import { chatbotIdIn } from './paths';

/** Where PollyBot is and how to sign in. `baseUrl` has no trailing slash, no `/api/v1`, no query and no user information. */
export interface Connection {
	readonly baseUrl: string;
	readonly apiKey: string;
	/** The default chatbot; empty when the credential names none. */
	readonly chatbotId: string;
}

/** PollyBot's keys have 64 characters. The pattern that hides a key grows with it, and beyond some thousands no longer compiles. */
const LONGEST_KEY = 500;

/** Names below `localhost` are not among them: a resolver may know another host by one. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Why a credential cannot be used. What stands in its fields is not told: it may be the key, in the wrong field. */
export type BadCredential = 'unreadable' | 'noKey' | 'oddKey' | 'noAddress' | 'insecure';

/**
 * Reads the fields of the `pollyBotApi` credential. Invisible characters at the ends of a text come along with a copy, and
 * are cut off.
 */
export function readConnection(credential: unknown): Result<Connection, BadCredential> {
	if (!isObject(credential)) return fail('unreadable');
	const { allowInsecureHttp = null } = credential;
	const given = [credential.apiKey, credential.baseUrl, credential.chatbotId].map((value) => value ?? '');
	if (!given.every(isText) || ![null, true, false].some((value) => value === allowInsecureHttp)) {
		return fail('unreadable');
	}
	const [apiKey = '', baseUrl = '', chatbotId = ''] = given.map(strip);
	if (apiKey === '') return fail('noKey');
	if (apiKey.length > LONGEST_KEY || !/^[\x21-\x7e]+$/.test(apiKey)) return fail('oddKey');
	const url = parseUrl(baseUrl);
	if (!url || !/^https?:$/.test(url.protocol)) return fail('noAddress');
	const path = url.pathname.replace(API, '').replace(/(?<!\/)\/+$/, '');
	const isSafe = url.protocol === 'https:' || allowInsecureHttp === true || LOOPBACK.test(url.hostname);
	return isSafe
		? ok({ baseUrl: `${url.protocol}//${url.host}${path}`, apiKey, chatbotId: chatbotIdIn(chatbotId) })
		: fail('insecure');
}

/** People paste a whole endpoint: the first `/api/v1` and everything after it is cut off. */
const API = /(?<!\/)\/+api\/+v1(?:\/.*)?$/i;

/** Why a request must not get the key: it goes to another host, or may be read on its way. */
export type Stray = 'elsewhere' | 'readable';

/**
 * Whether the key would leave the Base URL's host with a request of any node, such as HTTP Request; undefined if not. A
 * request that does not say where it goes is taken for one that does.
 *
 * @param request as n8n's helpers take it, the older ones included
 */
export function findStray(request: unknown, { baseUrl }: Connection): Stray | undefined {
	if (!isObject(request)) return 'elsewhere';
	const { proxy, headers, agentOptions } = request;
	const [settings, agent] = [headers ?? {}, agentOptions ?? {}];
	const [baseURL, ...others] = [request.baseURL, request.url, request.uri].map(addressIn);
	if (!isObject(settings) || !isObject(agent) || baseURL === null || others.includes(null)) return 'elsewhere';
	// Axios joins both parts as texts where others resolve one against the other: all readings must agree.
	const paths = others.filter((path) => typeof path === 'string');
	const targets = baseURL === undefined ? paths : [baseURL, ...paths.map((path) => originOf(path, baseURL))];
	const { origin, protocol } = new URL(baseUrl);
	// A server of many sites gives the request to the one that this header names.
	const hosts = Object.entries(settings).filter(([name]) => name.toLowerCase() === 'host');
	const named = hosts.map(([, host]) => (isText(host) ? `${protocol}//${host}` : ''));
	if (targets.length === 0 || [...targets, ...named].some((target) => originOf(target) !== origin)) return 'elsewhere';
	const isUnchecked =
		[request.rejectUnauthorized, agent.rejectUnauthorized].includes(false) ||
		request.skipSslCertificateValidation === true ||
		agent.ca !== undefined;
	return proxy && (protocol === 'http:' || isUnchecked) ? 'readable' : undefined;
}

/** Null for an object: n8n's helpers make a text of it that is not known here. */
function addressIn(value: unknown): string | undefined | null {
	const text = value instanceof URL ? value.href : (value ?? '');
	return isText(text) ? text || undefined : null;
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

function originOf(target: string, base?: string): string {
	return parseUrl(target, base)?.origin ?? '';
}

function parseUrl(value: string, base?: string): URL | undefined {
	try {
		return new URL(value, base);
	} catch {
		return undefined;
	}
}

/** Shorter secrets are not hidden: replacing each of their letters would only make a text unreadable. */
const SHORTEST_SECRET = 8;

let known: { readonly secret: string; readonly pattern: RegExp } | undefined;

/** A text without the secret, in whatever way a server repeats it: in any case, URL-encoded, escaped as JSON, in base64. */
export function hideSecret(text: string, secret: string): string {
	if (secret.length < SHORTEST_SECRET) return text;
	if (known?.secret !== secret) known = { secret, pattern: patternOf(secret) };
	return text.replace(known.pattern, '***');
}

/** The body of a response without the secret. JSON stays JSON: the secret goes out of its texts and names. */
export function hideInBody(body: string, secret: string): string {
	const shown = hideSecret(body, secret);
	if (shown === body) return body;
	try {
		return JSON.stringify(JSON.parse(body, (_, value: unknown) => hideInValue(value, secret)));
	} catch {
		return shown;
	}
}

function hideInValue(value: unknown, secret: string): unknown {
	if (typeof value === 'string') return hideSecret(value, secret);
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [hideSecret(name, secret), inner]));
}

function patternOf(secret: string): RegExp {
	const texts = [secret, ...[0, 1, 2].map((before) => inBase64(secret, before))];
	return new RegExp(texts.map((text) => Array.from(text, spellings).join('')).join('|'), 'giu');
}

/** The characters of a secret's base64 that are the same whatever stands around it, `before` bytes into a group of three. */
function inBase64(secret: string, before: number): string {
	const bytes = Buffer.from(' '.repeat(before) + secret);
	return bytes.toString('base64').slice(before && before + 1, Math.floor((bytes.length * 8) / 6));
}

const IN_URLS: Readonly<Record<string, string>> = { '+': '-', '/': '_' };

/**
 * How a character may be written: JSON within JSON has three backslashes before a quote, and base64 `-_` for `+/` in URLs.
 * Looking ahead changes nothing, but V8 compiles the pattern of a key in a sixth of the time. (The first character of a text
 * is found faster without.)
 */
function spellings(character: string, at: number): string {
	const codes = [character, IN_URLS[character]].flatMap((way) =>
		way === undefined ? [] : [way.charCodeAt(0).toString(16).padStart(2, '0')],
	);
	const ways = codes.flatMap((hex) => [`\\\\{0,3}\\u{${hex}}`, `%${hex}`, `\\\\{1,3}u00${hex}`]);
	const ahead = at === 0 ? '' : `(?=[\\\\%${codes.map((hex) => `\\u{${hex}}`).join('')}])`;
	return `${ahead}(?:${ways.join('|')})`;
}

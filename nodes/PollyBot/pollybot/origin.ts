import { z } from 'zod';
import type { Connection } from './connection';

/** No other object: n8n's helpers make a text of it that is not known here. */
const address = z
	.union([z.string(), z.instanceof(URL).transform(String)])
	.nullish()
	.transform((text) => (text === '' ? undefined : (text ?? undefined)));

/** What n8n's helpers, the older ones included, take a request's address and its way from. */
const requestSchema = z.object({
	url: address,
	uri: address,
	baseURL: address,
	headers: z.record(z.string(), z.unknown()).nullish(),
	proxy: z.unknown(),
	rejectUnauthorized: z.unknown(),
	skipSslCertificateValidation: z.unknown(),
	agentOptions: z.object({ ca: z.unknown(), rejectUnauthorized: z.unknown() }).partial().nullish(),
});

/** Why a request must not get the key: it goes to another host, or may be read on its way. */
export type Stray = 'elsewhere' | 'readable';

/**
 * Whether the key would leave the Base URL's host with a request of any node, such as HTTP Request; undefined if not. A
 * request that does not say where it goes is taken for one that does.
 */
export function findStray(request: unknown, { baseUrl }: Connection): Stray | undefined {
	const parsed = requestSchema.safeParse(request);
	if (!parsed.success) return 'elsewhere';
	const { url, uri, baseURL, headers, proxy, rejectUnauthorized, skipSslCertificateValidation, agentOptions } =
		parsed.data;
	// Axios joins both parts as texts where others resolve one against the other: all readings must agree.
	const paths = [url, uri].filter((path) => path !== undefined);
	const targets = baseURL === undefined ? paths : [baseURL, ...paths.map((path) => originOf(path, baseURL))];
	const { origin, protocol } = new URL(baseUrl);
	if (targets.length === 0 || targets.some((target) => originOf(target) !== origin)) return 'elsewhere';
	// A server of many sites gives the request to the one that this header names.
	const hosts = Object.entries(headers ?? {}).filter(([name]) => name.toLowerCase() === 'host');
	if (hosts.some(([, host]) => typeof host !== 'string' || originOf(`${protocol}//${host}`) !== origin)) {
		return 'elsewhere';
	}
	const isUnchecked =
		[rejectUnauthorized, agentOptions?.rejectUnauthorized].includes(false) ||
		skipSslCertificateValidation === true ||
		agentOptions?.ca !== undefined;
	return proxy && (protocol === 'http:' || isUnchecked) ? 'readable' : undefined;
}

/** Empty if the target has none. */
function originOf(target: string, base?: string): string {
	try {
		return new URL(target, base).origin;
	} catch {
		return '';
	}
}

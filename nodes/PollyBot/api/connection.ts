import { z } from 'zod';
import { strip } from '../invisible';
import { fail, ok, type Result } from '../result';
import { isPathSegment, leadsPath } from './paths';

/** Where PollyBot is and how to sign in. `baseUrl` has no trailing slash, no `/api/v1`, no query and no user information. */
export interface Connection {
	readonly baseUrl: string;
	readonly apiKey: string;
	/** The default chatbot; empty when the credential names none. */
	readonly chatbotId: string;
}

/** A text that was typed or pasted into a field: what nobody sees at its ends comes along with a copy, and is cut off. */
export const pastedText = z
	.string()
	.nullish()
	.transform((value) => strip(value ?? ''));

const credentialSchema = z.object({
	apiKey: pastedText,
	baseUrl: pastedText,
	chatbotId: pastedText,
	allowInsecureHttp: z
		.boolean()
		.nullish()
		.transform((value) => value === true),
});

const LOOPBACK = /^(localhost|(.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Why a credential cannot be used. `address` is its Base URL, where that matters. */
export interface BadCredential {
	readonly problem: 'unreadable' | 'noKey' | 'oddKey' | 'noAddress' | 'insecure';
	readonly address: string;
}

/** Reads the fields of the `pollyBotApi` credential. */
export function readConnection(credential: unknown): Result<Connection, BadCredential> {
	const parsed = credentialSchema.safeParse(credential);
	if (!parsed.success) return fail({ problem: 'unreadable', address: '' });
	const { apiKey, baseUrl, chatbotId, allowInsecureHttp } = parsed.data;
	if (apiKey === '') return fail({ problem: 'noKey', address: '' });
	if (!/^[\x21-\x7e]+$/.test(apiKey)) return fail({ problem: 'oddKey', address: '' });
	const url = parseUrl(baseUrl);
	if (!url) return fail({ problem: 'noAddress', address: baseUrl });
	const address = addressOf(url);
	const isSafe = url.protocol === 'https:' || allowInsecureHttp || LOOPBACK.test(url.hostname);
	return isSafe ? ok({ baseUrl: address, apiKey, chatbotId }) : fail({ problem: 'insecure', address });
}

function parseUrl(value: string): URL | undefined {
	try {
		const url = new URL(value);
		return /^https?:$/.test(url.protocol) ? url : undefined;
	} catch {
		return undefined;
	}
}

/** People paste a whole endpoint: the first `/api/v1` and everything after it is cut off. */
const API = /\/+api\/+v1(\/.*)?$/i;

function addressOf({ protocol, host, pathname }: URL): string {
	return `${protocol}//${host}${pathname.replace(API, '').replace(/\/+$/, '')}`;
}

/** The URL of the leads that a credential is about: its chatbot's, or the workspace's; undefined if the ID cannot stand in a path. */
export function leadsUrl({ baseUrl, chatbotId }: Connection): string | undefined {
	if (chatbotId === '') return baseUrl + leadsPath('workspace');
	return isPathSegment(chatbotId) ? baseUrl + leadsPath({ chatbotId }) : undefined;
}

import { z } from 'zod';
import { strip } from '../text';
import { fail, ok, type Result } from '../result';
import { chatbotIdIn } from './paths';

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
	chatbotId: pastedText.transform(chatbotIdIn),
	allowInsecureHttp: z
		.boolean()
		.nullish()
		.transform((value) => value === true),
});

/** Names below `localhost` are not among them: a resolver may know another host by one. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Why a credential cannot be used. What stands in its fields is not told: it may be the key, in the wrong field. */
export type BadCredential = 'unreadable' | 'noKey' | 'oddKey' | 'noAddress' | 'insecure';

/** Reads the fields of the `pollyBotApi` credential. */
export function readConnection(credential: unknown): Result<Connection, BadCredential> {
	const parsed = credentialSchema.safeParse(credential);
	if (!parsed.success) return fail('unreadable');
	const { apiKey, baseUrl, chatbotId, allowInsecureHttp } = parsed.data;
	if (apiKey === '') return fail('noKey');
	if (!/^[\x21-\x7e]+$/.test(apiKey)) return fail('oddKey');
	const url = parseUrl(baseUrl);
	if (!url) return fail('noAddress');
	const isSafe = url.protocol === 'https:' || allowInsecureHttp || LOOPBACK.test(url.hostname);
	return isSafe ? ok({ baseUrl: addressOf(url), apiKey, chatbotId }) : fail('insecure');
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
const API = /(?<!\/)\/+api\/+v1(?:\/.*)?$/i;

function addressOf({ protocol, host, pathname }: URL): string {
	return `${protocol}//${host}${pathname.replace(API, '').replace(/(?<!\/)\/+$/, '')}`;
}

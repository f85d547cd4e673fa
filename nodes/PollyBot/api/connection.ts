import { z } from 'zod';

/** Where PollyBot is and how to sign in. `baseUrl` has no trailing slash and no `/api/v1`. */
export interface Connection {
	readonly baseUrl: string;
	readonly apiKey: string;
	/** The default chatbot; empty when the credential names none. */
	readonly chatbotId: string;
}

const text = z
	.string()
	.nullish()
	.transform((value) => (value ?? '').trim());

const credentialSchema = z.object({
	apiKey: text,
	baseUrl: text,
	chatbotId: text,
	allowInsecureHttp: z
		.boolean()
		.nullish()
		.transform((value) => value === true),
});

const LOOPBACK = /^(localhost|(.+\.)?localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads the fields of the `pollyBotApi` credential.
 *
 * @returns the connection, or `problem`: a sentence for the person who filled in the credential
 */
export function readConnection(
	credential: unknown,
):
	| { readonly connection: Connection; readonly problem?: undefined }
	| { readonly problem: string; readonly connection?: undefined } {
	const parsed = credentialSchema.safeParse(credential);
	if (!parsed.success) return { problem: 'The PollyBot API credential cannot be read. Open it and save it again.' };
	const { apiKey, baseUrl, chatbotId, allowInsecureHttp } = parsed.data;
	if (apiKey === '') return { problem: 'The PollyBot API credential has no API key. Open it and enter the key.' };
	if (!/^[\x21-\x7e]+$/.test(apiKey)) {
		return {
			problem:
				'The API key in the PollyBot API credential holds a space or another character that no key has. Paste the key again.',
		};
	}
	const url = parseUrl(baseUrl);
	if (!url) {
		return {
			problem: `The Base URL "${baseUrl}" in the PollyBot API credential is no web address. Enter one such as https://pollybot.app`,
		};
	}
	if (url.protocol === 'http:' && !allowInsecureHttp && !LOOPBACK.test(url.hostname)) {
		return {
			problem: `The Base URL "${withoutUserInfo(url)}" in the PollyBot API credential begins with http://, which would send the API key unencrypted. Use https://, or switch on Allow Insecure HTTP if this PollyBot runs in your own private network.`,
		};
	}
	return { connection: { baseUrl: withoutUserInfo(url), apiKey, chatbotId } };
}

function parseUrl(value: string): URL | undefined {
	try {
		const url = new URL(value);
		return /^https?:$/.test(url.protocol) ? url : undefined;
	} catch {
		return undefined;
	}
}

function withoutUserInfo(url: URL): string {
	const path = url.pathname
		.replace(/\/+$/, '')
		.replace(/\/api\/v1$/, '')
		.replace(/\/+$/, '');
	return `${url.protocol}//${url.host}${path}`;
}

import { randomUUID } from 'node:crypto';
import type { N8nRest } from '~/tools/n8n/rest';
import type { Credential } from '~/tools/n8n/workflow';
import { type Sandbox, type SandboxOptions, startSandbox } from '~/tools/sandbox';
import { violations } from '~/test/violations';
import { host } from './host';

/** A sandbox for the tests of one file, and n8n with a credential for it. */
export interface PollyBotInN8n {
	readonly sandbox: () => Sandbox;
	readonly rest: () => N8nRest;
	/** The credential that the file's tests share. */
	readonly credential: () => Credential;
	/** Makes one more credential, with other fields or another name. */
	readonly newCredential: (fields?: Record<string, unknown>, name?: string) => Promise<Credential>;
	/** The webhook's secret that the file's tests share, as a credential. */
	readonly secret: () => Credential;
	/** Makes a credential of another webhook's secret. */
	readonly newSecret: (webhookSecret: string, name?: string) => Promise<Credential>;
}

/** The secret of the sandbox's webhooks. */
export const SECRET = `a made-up secret ${randomUUID()}`;

export interface PollyBotOptions extends SandboxOptions {
	/** Set when each test goes on where the one before it ended; otherwise the sandbox is emptied between them. */
	keepLeads?: boolean;
}

/** Starts a sandbox for a file of tests, signs in to n8n, and holds every request and answer to the contract. */
export function pollyBotInN8n({ keepLeads = false, ...options }: PollyBotOptions = {}): PollyBotInN8n {
	let sandbox: Sandbox;
	let rest: N8nRest;
	let credential: Credential;
	let secret: Credential;
	const newCredential: PollyBotInN8n['newCredential'] = async (others, name = 'PollyBot account') => {
		const { url: baseUrl, apiKey, chatbotId } = sandbox;
		return await rest.createCredential(name, 'pollyBotApi', { baseUrl, apiKey, chatbotId, ...others });
	};

	const newSecret: PollyBotInN8n['newSecret'] = async (webhookSecret, name = 'Webhook secret') =>
		await rest.createCredential(name, 'pollyBotWebhookApi', { webhookSecret });

	beforeAll(async () => {
		sandbox = await startSandbox(options);
		rest = await host.signIn();
		credential = await newCredential();
		secret = await newSecret(SECRET);
	});
	afterEach(async () => {
		const found = await violations(sandbox);
		if (!keepLeads) sandbox.reset();
		expect(found).toEqual([]);
	});
	afterAll(async () => {
		await sandbox.close();
	});

	return {
		sandbox: () => sandbox,
		rest: () => rest,
		credential: () => credential,
		newCredential,
		secret: () => secret,
		newSecret,
	};
}

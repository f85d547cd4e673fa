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
}

export interface PollyBotOptions extends SandboxOptions {
	/** Fields of the credential that the file's tests share, beside the key, the base URL and the chatbot. */
	fields?: Record<string, unknown>;
	/** Set when each test goes on where the one before it ended; otherwise the sandbox is emptied between them. */
	keepLeads?: boolean;
}

/** Starts a sandbox for a file of tests, signs in to n8n, and holds every request and answer to the contract. */
export function pollyBotInN8n({ fields, keepLeads = false, ...options }: PollyBotOptions = {}): PollyBotInN8n {
	let sandbox: Sandbox;
	let rest: N8nRest;
	let credential: Credential;
	const newCredential: PollyBotInN8n['newCredential'] = async (others, name = 'PollyBot account') => {
		const { url: baseUrl, apiKey, chatbotId } = sandbox;
		return await rest.createCredential(name, 'pollyBotApi', { baseUrl, apiKey, chatbotId, ...others });
	};

	beforeAll(async () => {
		sandbox = await startSandbox(options);
		rest = await host.signIn();
		credential = await newCredential(fields);
	});
	afterEach(async () => {
		const found = await violations(sandbox);
		if (!keepLeads) sandbox.reset();
		expect(found).toEqual([]);
	});
	afterAll(async () => {
		await sandbox.close();
	});

	return { sandbox: () => sandbox, rest: () => rest, credential: () => credential, newCredential };
}

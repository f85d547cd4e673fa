import { userFolder } from './settings';

import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inspect } from 'node:util';
import type * as backendCommon from '@n8n/backend-common';
import type * as config from '@n8n/config';
import type * as di from '@n8n/di';
import { Cipher, EncryptionKeyProxy, ExternalSecretsProxy, InstanceSettings, type KeyInfo } from 'n8n-core';
import type { ICredentialsHelper, IWorkflowExecuteAdditionalData, LogMetadata } from 'n8n-workflow';

// Other development tools bring other versions of these packages: n8n-core's own container is the one that counts.
const requireOfCore = createRequire(require.resolve('n8n-core'));
const { Container } = requireOfCore('@n8n/di') as typeof di;
const { GlobalConfig, InstanceSettingsConfig } = requireOfCore('@n8n/config') as typeof config;
const { Logger } = requireOfCore('@n8n/backend-common') as typeof backendCommon;

/** What was logged, by n8n and by the nodes, since this file was loaded. */
export const logLines: string[] = [];

// n8n's logger, at its most talkative, keeps the lines in memory instead of printing them.
const logger = new Logger(Container.get(GlobalConfig), Container.get(InstanceSettingsConfig));
const keepAs =
	(level: string) =>
	(message: string, metadata: LogMetadata = {}) => {
		logLines.push(`${level} ${message} ${inspect(metadata, { depth: 5 })}`);
	};
const levels = ['error', 'warn', 'info', 'debug'].map((level) => [level, keepAs(level)] as const);
Container.set(Logger, Object.assign(logger, Object.fromEntries(levels), { scoped: () => logger }));

// n8n writes its settings file while it starts and keeps all of it in memory: the folder is no longer needed.
Container.get(InstanceSettings);
rmSync(userFolder, { recursive: true, force: true });

// n8n's CLI keeps this key, which encrypts the credentials, in its database.
const value = Container.get(Cipher).encryptDEKWithInstanceKey('0'.repeat(64));
const credentialKey: KeyInfo = { id: 'the-only-one', value, algorithm: 'aes-256-gcm', format: 'prefixed' };
Container.get(EncryptionKeyProxy).setProvider({
	getActiveKey: () => Promise.resolve(credentialKey),
	getKeyById: () => Promise.resolve(credentialKey),
	getLegacyKey: () => Promise.resolve(credentialKey),
});

const notHere = (what: string) => () => Promise.reject(new Error(`${what} is not there in this engine`));

/** What n8n hands to every execution besides the workflow, with addresses that lead nowhere. */
export function additionalDataFor(credentialsHelper: ICredentialsHelper): IWorkflowExecuteAdditionalData {
	const address = 'http://n8n.invalid';
	return {
		credentialsHelper,
		currentNodeExecutionIndex: 0,
		executionId: '1',
		workflowId: '1',
		variables: {},
		externalSecretsProxy: new ExternalSecretsProxy(),
		executeWorkflow: notHere('executeWorkflow'),
		getRunExecutionData: notHere('getRunExecutionData'),
		getRuntimeCredential: notHere('getRuntimeCredential'),
		startRunnerTask: notHere('startRunnerTask'),
		logAiEvent: () => undefined,
		restApiUrl: `${address}/rest`,
		instanceBaseUrl: `${address}/`,
		formBaseUrl: `${address}/form`,
		formTestBaseUrl: `${address}/form-test`,
		formWaitingBaseUrl: `${address}/form-waiting`,
		webhookBaseUrl: `${address}/webhook`,
		webhookTestBaseUrl: `${address}/webhook-test`,
		webhookWaitingBaseUrl: `${address}/webhook-waiting`,
		mcpBaseUrl: `${address}/mcp`,
		mcpTestBaseUrl: `${address}/mcp-test`,
	};
}

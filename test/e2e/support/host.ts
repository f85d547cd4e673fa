import { readFile } from 'node:fs/promises';

import { N8nRest, type Owner } from '~/tools/n8n/rest';
import { chosenN8nVersion, lineOf, type N8nLine } from '~/tools/n8n/versions';

/** The owner, who signs in over REST and in the browser. */
export const OWNER: Owner = {
	email: 'owner@example.com',
	firstName: 'Olga',
	lastName: 'Owner',
	password: 'End-To-End-1',
};

/** The n8n that setup.ts started for all test files. */
export const host = {
	url: () => fromSetup('E2E_N8N_URL'),
	userFolder: () => fromSetup('E2E_USER_FOLDER'),
	log: () => readFile(fromSetup('E2E_N8N_LOG'), 'utf8'),
	signIn: () => N8nRest.signIn(fromSetup('E2E_N8N_URL'), OWNER),
};

function fromSetup(name: string): string {
	const value = process.env[name];
	if (value === undefined) throw new Error(`${name} is not set: run these tests with test/n8n.jest.config.js.`);
	return value;
}

/** The line of the n8n that the tests run in: what a test expects by this is what really differs between the lines. */
export function n8nLine(): N8nLine {
	return lineOf(chosenN8nVersion());
}

import { join } from 'node:path';
import execa from 'execa';

import { REPOSITORY } from '~/tools/repository';
import type { Execution } from '~/tools/n8n/executionRecord';
import { installN8n } from '~/tools/n8n/installN8n';
import { installPackage } from '~/tools/n8n/installPackage';
import { createUserFolder, launchN8n, type RunningN8n } from '~/tools/n8n/process';
import { N8nRest } from '~/tools/n8n/rest';
import { N8N_VERSION } from '~/tools/n8n/versions';
import type { Destination } from './destination';
import { exampleWorkflow, NODES, placeLeadsFile } from './spreadsheetExample';
import { timed } from './timed';

/** The owner of the demo's n8n, which is thrown away afterwards and listens on this machine only. */
const OWNER = { email: 'demo@example.com', firstName: 'Polly', lastName: 'Demo', password: 'PollyBot-Demo-1' };

/** What the demo did in the real n8n, which is still running. */
export interface RunInN8n {
	n8n: RunningN8n;
	workflowId: string;
	execution: Execution;
}

/**
 * Executes the example workflow in the real n8n: installs it if necessary, and starts it in a new user folder.
 *
 * @param endings gets what ends each thing that was started
 * @param isWatched whether n8n shows what changes in the sources from then on
 */
export async function runInRealN8n(
	{ baseUrl, apiKey, chatbotId }: Destination,
	endings: Array<() => Promise<void>>,
	isWatched: boolean,
): Promise<RunInN8n> {
	const installed = await installN8n(N8N_VERSION, console.log);
	const userFolder = await createUserFolder();
	endings.push(userFolder.remove);
	const folder = await timed('Installing the package into a new n8n', () => installPackage(userFolder.path));
	const launch = { command: 'start', env: isWatched ? { N8N_DEV_RELOAD: 'true' } : {} } as const;
	const n8n = await timed(`Starting n8n ${N8N_VERSION}`, () => launchN8n(installed, userFolder.path, launch));
	endings.push(n8n.stop);
	if (isWatched) endings.push(compileInto(folder));
	const rest = await N8nRest.signIn(n8n.url, OWNER);
	const credential = await rest.createCredential('PollyBot account', 'pollyBotApi', { baseUrl, apiKey, chatbotId });
	const file = await placeLeadsFile(userFolder.path);
	const workflowId = await rest.importWorkflow(await exampleWorkflow(file, credential));
	const execution = await timed('Running the workflow', () => rest.run(workflowId, NODES.trigger, 600));
	return { n8n, workflowId, execution };
}

/** Compiles what changes in the sources into the installed package, from where n8n reloads it. Returns what ends this. */
function compileInto(folder: string): () => Promise<void> {
	const flags = ['--watch', '--preserveWatchOutput', '--outDir', join(folder, 'dist')];
	const compiler = execa.node(require.resolve('typescript/bin/tsc'), flags, { cwd: REPOSITORY, stdio: 'inherit' });
	return async () => {
		compiler.kill();
		await compiler.catch(() => undefined);
	};
}

/** Prints how to get into the editor, and leaves it open until n8n stops. */
export async function leaveOpen({ n8n, workflowId }: RunInN8n, destination: Destination): Promise<void> {
	console.log(`
The editor:   ${n8n.url}/workflow/${workflowId}
Sign in as:   ${OWNER.email}
Password:     ${OWNER.password}
The leads:    ${destination.page ?? destination.description}
n8n's log:    ${n8n.logFile}

This execution is in the workflow's tab "Executions". If you execute it again, all of these leads exist. The credential
"PollyBot account" is ready for your own workflows. To create one yourself, enter these and leave the rest as it is:

  API Key     ${destination.page ? destination.apiKey : 'the one that you gave the demo'}
  Base URL    ${destination.baseUrl}
  Chatbot ID  ${destination.chatbotId}

Press Ctrl-C to stop everything.`);
	await n8n.ended;
}

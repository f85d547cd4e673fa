import type { Execution } from '~/tools/n8n/executionRecord';
import { installN8n } from '~/tools/n8n/installN8n';
import { installPackage } from '~/tools/n8n/installPackage';
import { createUserFolder, type RunningN8n, startN8n } from '~/tools/n8n/process';
import { N8nRest } from '~/tools/n8n/rest';
import { N8N_VERSION } from '~/tools/n8n/versions';
import type { Destination } from './destination';
import { exampleWorkflow, NODES, placeLeadsFile } from './spreadsheetExample';
import { timed } from './timed';

/** The owner of the demo's n8n, which is thrown away afterwards and listens on this machine only. */
const OWNER = { email: 'demo@example.com', firstName: 'Polly', lastName: 'Demo', password: 'PollyBot-Demo-1' };

/** What the demo did in the real n8n, which still runs. */
export interface RunInN8n {
	n8n: RunningN8n;
	workflowId: string;
	execution: Execution;
}

/**
 * Runs the example workflow in the real n8n: installs it if it is not there yet, and starts it in a new user folder.
 *
 * @param endings gets what ends each thing that was started
 */
export async function runInRealN8n(
	{ baseUrl, apiKey, chatbotId }: Destination,
	endings: Array<() => Promise<void>>,
): Promise<RunInN8n> {
	const installed = await installN8n(N8N_VERSION, console.log);
	const userFolder = await createUserFolder();
	endings.push(userFolder.remove);
	await timed('Installing the package into a new n8n', () => installPackage(userFolder.path));
	const n8n = await timed(`Starting n8n ${N8N_VERSION}`, () => startN8n(installed, userFolder.path));
	endings.push(n8n.stop);
	const rest = await N8nRest.signIn(n8n.url, OWNER);
	const credential = await rest.createCredential('PollyBot account', 'pollyBotApi', { baseUrl, apiKey, chatbotId });
	const file = await placeLeadsFile(userFolder.path);
	const workflowId = await rest.importWorkflow(await exampleWorkflow(file, credential));
	const execution = await timed('Running the workflow', () => rest.run(workflowId, NODES.trigger, 600));
	return { n8n, workflowId, execution };
}

/** Tells how to get into the editor, and leaves it running until n8n ends. */
export async function leaveOpen({ n8n, workflowId }: RunInN8n, destination: Destination): Promise<void> {
	console.log(`
The editor:   ${n8n.url}/workflow/${workflowId}
Sign in as:   ${OWNER.email}
Password:     ${OWNER.password}
The leads:    ${destination.page ?? destination.description}
n8n's log:    ${n8n.logFile}

This run is in the workflow's tab "Executions"; another run finds that all of these leads exist. The credential
"PollyBot account" is ready for your own workflows. To create one yourself, enter these and leave the rest as it is:

  API Key     ${destination.page ? destination.apiKey : 'the one that you gave the demo'}
  Base URL    ${destination.baseUrl}
  Chatbot ID  ${destination.chatbotId}

Ctrl-C ends it all.`);
	await n8n.ended;
}

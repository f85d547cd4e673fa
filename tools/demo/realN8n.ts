import type { Execution } from '~/tools/n8n/executionRecord';
import { installN8n } from '~/tools/n8n/installN8n';
import { installPackage } from '~/tools/n8n/installPackage';
import { createUserFolder, type RunningN8n, startN8n } from '~/tools/n8n/process';
import { N8nRest } from '~/tools/n8n/rest';
import { N8N_VERSION } from '~/tools/n8n/versions';
import type { Closing } from './closing';
import type { Destination } from './destination';
import { say, timed } from './progress';
import { OWNER } from './seed';
import { exampleWorkflow, NODES, placeLeadsFile } from './spreadsheetExample';

/** What the demo did in the real n8n, which still runs. */
export interface RunInN8n {
	n8n: RunningN8n;
	workflowId: string;
	execution: Execution;
}

/** Runs the example workflow in the real n8n: installs it if it is not there yet, and starts it in a new user folder. */
export async function runInRealN8n(destination: Destination, closing: Closing): Promise<RunInN8n> {
	const installed = await installN8n(N8N_VERSION, say);
	const userFolder = await createUserFolder();
	closing.add(userFolder.remove);
	await timed('Installing the package into a new n8n', () => installPackage(userFolder.path));
	const n8n = await timed(`Starting n8n ${N8N_VERSION}`, () => startN8n(installed, userFolder.path));
	closing.add(n8n.stop);
	const rest = await N8nRest.signIn(n8n.url, OWNER);
	const { baseUrl, apiKey, chatbotId } = destination;
	const credential = await rest.createCredential('PollyBot account', 'pollyBotApi', { baseUrl, apiKey, chatbotId });
	const file = await placeLeadsFile(userFolder.path);
	const workflowId = await rest.importWorkflow(await exampleWorkflow(file, credential));
	const execution = await timed('Running the workflow', () => rest.run(workflowId, NODES.trigger, 600));
	return { n8n, workflowId, execution };
}

/** Tells how to get into the editor, and leaves it running until Ctrl-C. Throws if n8n ends by itself. */
export async function leaveOpen(
	{ n8n, workflowId }: RunInN8n,
	destination: Destination,
	closing: Closing,
): Promise<void> {
	console.log(`
The editor:   ${n8n.url}/workflow/${workflowId}
Sign in as:   ${OWNER.email}
Password:     ${OWNER.password}
The leads:    ${destination.page ?? destination.description}
n8n's log:    ${n8n.logFile}

This run is in the workflow's tab "Executions"; another run finds that all of these leads exist. The credential
"PollyBot account" is ready for your own workflows. To create one yourself, enter these and leave the rest as it is:

  API Key     ${destination.isSandbox ? destination.apiKey : 'the one that you gave the demo'}
  Base URL    ${destination.baseUrl}
  Chatbot ID  ${destination.chatbotId}

Ctrl-C ends it all.`);
	await n8n.ended;
	if (!closing.begun) throw new Error('n8n has ended by itself.');
}

import type { Execution } from '~/tools/n8n/executionRecord';
import { installN8n } from '~/tools/n8n/installN8n';
import { buildPackage, installPackage } from '~/tools/n8n/installPackage';
import { createUserFolder, type RunningN8n, startN8n } from '~/tools/n8n/process';
import { N8nRest } from '~/tools/n8n/rest';
import { N8N_VERSION } from '~/tools/n8n/versions';
import { Closing } from './closing';
import { exampleWorkflow, NODES, placeLeadsFile } from './spreadsheetExample';
import { readResults, report } from './report';
import { OWNER } from './seed';
import { openDestination, type Destination } from './destination';

const USAGE = `npm run demo             turns examples/leads.csv into leads, through the real n8n, and prints what became of the rows
npm run demo -- --open   the same, and leaves n8n's editor open for you until Ctrl-C`;

const closing = new Closing();

async function main(flags: string[]): Promise<void> {
	const unknown = flags.find((flag) => !['--open', '--help'].includes(flag));
	if (unknown !== undefined) throw new Error(`There is no option ${unknown}.\n\n${USAGE}`);
	if (flags.includes('--help')) {
		console.log(USAGE);
		return;
	}
	endOnSignals();
	const { destination, n8n, rest } = await open();
	const { workflowId, execution } = await run(rest, destination, n8n);
	print(execution);
	if (flags.includes('--open')) await leaveOpen(n8n, destination, workflowId);
	else say('\nTo look at the workflow in the editor, and at the leads: npm run demo -- --open');
}

interface Opened {
	destination: Destination;
	n8n: RunningN8n & { userFolder: string };
	rest: N8nRest;
}

async function open(): Promise<Opened> {
	const destination = await openDestination(process.env);
	closing.add(() => destination.close());
	say(`The leads go to ${destination.description}`);
	const installed = await installN8n(N8N_VERSION, say);
	await timed('Building the package', buildPackage);
	const userFolder = await createUserFolder();
	closing.add(userFolder.remove);
	await timed('Installing it into a new n8n', () => installPackage(userFolder.path));
	const n8n = await timed(`Starting n8n ${N8N_VERSION}`, () => startN8n(installed, userFolder.path));
	closing.add(n8n.stop);
	const rest = await N8nRest.signIn(n8n.url, OWNER);
	return { destination, n8n: { ...n8n, userFolder: userFolder.path }, rest };
}

async function run(
	rest: N8nRest,
	destination: Destination,
	n8n: Opened['n8n'],
): Promise<{ workflowId: string; execution: Execution }> {
	const { baseUrl, apiKey, chatbotId } = destination;
	const credential = await rest.createCredential('PollyBot account', 'pollyBotApi', { baseUrl, apiKey, chatbotId });
	const file = await placeLeadsFile(n8n.userFolder);
	const workflowId = await rest.importWorkflow(await exampleWorkflow(file, credential));
	const execution = await timed('Running the workflow', () => rest.run(workflowId, NODES.trigger, 600));
	if (execution.status === 'success') return { workflowId, execution };
	throw new Error(`The workflow failed: ${errorText(execution)}`);
}

/** n8n's message, and the description that says more, if there is one. */
function errorText({ error, status }: Execution): string {
	const texts = [error?.message, error?.description].filter((text) => typeof text === 'string');
	return texts.length === 0 ? `n8n says "${status}".` : texts.join('\n');
}

function print(execution: Execution): void {
	const results = readResults(execution);
	const milliseconds = execution.runs[NODES.create]?.[0]?.executionTime ?? 0;
	console.log(`\n${report(results)}\n`);
	console.log(`The PollyBot node took ${(milliseconds / 1000).toFixed(2)} s for ${results.rows} rows.`);
	const told = results.created.length + results.duplicates.length + results.errors.length;
	if (told !== results.rows) throw new Error(`${results.rows} rows went in, and ${told} came out.`);
}

async function leaveOpen(n8n: RunningN8n, destination: Destination, workflowId: string): Promise<void> {
	console.log(`
The editor:   ${n8n.url}/workflow/${workflowId}
Sign in as:   ${OWNER.email}
Password:     ${OWNER.password}
The leads:    ${destination.description}
n8n's log:    ${n8n.logFile}

This run is in the workflow's tab "Executions"; another run finds all of these leads already there. For a workflow of
your own the credential "PollyBot account" is ready. To make one yourself, enter these, and leave the rest as it is:

  API Key     ${destination.isSandbox ? destination.apiKey : 'the one that you gave the demo'}
  Base URL    ${destination.baseUrl}
  Chatbot ID  ${destination.chatbotId}

Ctrl-C ends it all.`);
	await n8n.ended;
	if (!closing.begun) throw new Error('n8n has ended by itself.');
}

async function timed<T>(what: string, action: () => Promise<T>): Promise<T> {
	const started = Date.now();
	say(`${what} …`);
	const result = await action();
	say(`${what}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
	return result;
}

function say(line: string): void {
	console.log(line);
}

/** Ctrl-C, or a closed terminal: all that was started is ended before this process is. */
function endOnSignals(): void {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			console.log('\nEnding n8n …');
			void closing.close().then(() => process.exit(signal === 'SIGINT' ? 130 : 143));
		});
	}
}

main(process.argv.slice(2))
	.catch((error: unknown) => {
		// After Ctrl-C it is no news that what was under way did not come to its end.
		if (closing.begun) return;
		console.error(`\nThe demo failed. ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = 1;
	})
	.finally(() => void closing.close());

import type { Execution } from '~/tools/n8n/executionRecord';
import { Closing } from './closing';
import { openDestination } from './destination';
import { say, timed } from './progress';
import { readResults, report } from './report';
import { NODES } from './spreadsheetExample';

const USAGE = `npm run demo             turns examples/leads.csv into leads, in n8n's own engine, and prints what became of the rows
npm run demo -- --n8n    the same in the real n8n, which is installed first (about 3 minutes, 3 GB)
npm run demo -- --open   the same as --n8n, and leaves n8n's editor open for you until Ctrl-C`;

const closing = new Closing();

async function main(flags: string[]): Promise<void> {
	const unknown = flags.find((flag) => !['--n8n', '--open', '--help'].includes(flag));
	if (unknown !== undefined) throw new Error(`There is no option ${unknown}.\n\n${USAGE}`);
	if (flags.includes('--help')) {
		console.log(USAGE);
		return;
	}
	endOnSignals();
	if (flags.includes('--open')) await demonstrateInRealN8n(true);
	else if (flags.includes('--n8n')) await demonstrateInRealN8n(false);
	else await demonstrateInEngine();
}

async function demonstrateInEngine(): Promise<void> {
	const destination = await open();
	// Loaded here and not above: n8n-core takes a second, and the real n8n needs none of it in this process.
	const { engineVersion, runInN8nCore } = await timed("Loading n8n's engine", () => import('./engine'));
	print(await timed('Running the workflow', () => runInN8nCore(destination)));
	say(
		`\nThis ran in n8n's own execution engine (n8n-core ${engineVersion}). In the real n8n, which takes some minutes to install: npm run demo -- --n8n`,
	);
}

async function demonstrateInRealN8n(staysOpen: boolean): Promise<void> {
	const destination = await open();
	if (destination.page !== undefined) say(`Its page shows them while this runs: ${destination.page}`);
	const { leaveOpen, runInRealN8n } = await import('./realN8n');
	const run = await runInRealN8n(destination, closing);
	print(run.execution);
	if (staysOpen) await leaveOpen(run, destination, closing);
	else say('\nTo look at the workflow in the editor, and at the leads: npm run demo -- --open');
}

async function open() {
	const destination = await openDestination(process.env);
	closing.add(() => destination.close());
	say(`The leads go to ${destination.description}`);
	return destination;
}

function print(execution: Execution): void {
	if (execution.status !== 'success') throw new Error(`The workflow failed: ${errorText(execution)}`);
	const results = readResults(execution);
	const milliseconds = execution.runs[NODES.create]?.[0]?.executionTime ?? 0;
	console.log(`\n${report(results)}\n`);
	console.log(`The PollyBot node took ${(milliseconds / 1000).toFixed(2)} s for ${results.rows} rows.`);
	const told = results.created.length + results.duplicates.length + results.errors.length;
	if (told !== results.rows) throw new Error(`${results.rows} rows went in, and ${told} came out.`);
}

/** n8n's message, and the description that says more, if there is one. */
function errorText({ error, status }: Execution): string {
	const texts = [error?.message, error?.description].filter((text) => typeof text === 'string');
	return texts.length === 0 ? `n8n says "${status}".` : texts.join('\n');
}

/** Ctrl-C, or a closed terminal: all that was started is ended before this process is. */
function endOnSignals(): void {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			console.log('\nEnding …');
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

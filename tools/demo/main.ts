import type { Execution } from '~/tools/n8n/executionRecord';
import { openDestination } from './destination';
import { readResults, report } from './report';
import { NODES } from './spreadsheetExample';
import { timed } from './timed';

const USAGE = `npm run demo             turns examples/leads.csv into leads, in n8n's own engine, and prints what became of each row
npm run demo -- --n8n    the same in the real n8n, which is installed first (about 3 minutes, 3 GB)
npm run demo -- --open   the same as --n8n, and leaves n8n's editor open for you until Ctrl-C
npm run dev              the same as --open, and n8n shows what you change in nodes/ and credentials/`;

/** Stops each thing that was started, the last one first. */
const endings: Array<() => Promise<void>> = [];
let ending: Promise<void> | undefined;

async function main(flags: string[]): Promise<void> {
	const unknown = flags.find((flag) => !['--n8n', '--open', '--watch', '--help'].includes(flag));
	if (unknown !== undefined) throw new Error(`There is no option ${unknown}.\n\n${USAGE}`);
	if (flags.includes('--help')) {
		console.log(USAGE);
		return;
	}
	// Ctrl-C, or a closed terminal: everything that was started stops before this process does.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			console.log('\nStopping …');
			void end().then(() => process.exit(signal === 'SIGINT' ? 130 : 143));
		});
	}
	const destination = await openDestination(process.env);
	endings.push(destination.close);
	console.log(`The leads go to ${destination.description}`);
	if (flags.length === 0) {
		// Loaded here and not above: n8n-core takes a second, and the real n8n doesn't need it in this process.
		const { engineVersion, runInN8nCore } = await timed("Loading n8n's engine", () => import('./engine'));
		print(await timed('Running the workflow', () => runInN8nCore(destination)));
		console.log(
			`\nThis ran in n8n's own execution engine (n8n-core ${engineVersion}). In the real n8n, which takes some minutes to install: npm run demo -- --n8n`,
		);
		return;
	}
	if (destination.page !== undefined) console.log(`Watch them arrive: ${destination.page}`);
	const { leaveOpen, runInRealN8n } = await import('./realN8n');
	const run = await runInRealN8n(destination, endings, flags.includes('--watch'));
	print(run.execution);
	if (flags.some((flag) => flag !== '--n8n')) {
		await leaveOpen(run, destination);
		throw new Error('n8n has stopped by itself.');
	}
	console.log('\nTo look at the workflow in the editor, and at the leads: npm run demo -- --open');
}

function print(execution: Execution): void {
	const { error, status } = execution;
	if (status !== 'success') {
		// The description, if there is one, says more than the message.
		const texts = [error?.message, error?.description].filter((text) => typeof text === 'string');
		throw new Error(`The workflow failed: ${texts.join('\n') || `n8n says "${status}".`}`);
	}
	const results = readResults(execution);
	const milliseconds = execution.runs[NODES.create]?.[0]?.executionTime ?? 0;
	console.log(`\n${report(results)}\n`);
	console.log(`The PollyBot node took ${(milliseconds / 1000).toFixed(2)} s for ${results.rows} rows.`);
	const found = results.created.length + results.duplicates.length + results.errors.length;
	if (found !== results.rows) throw new Error(`${results.rows} rows went in, and ${found} came out.`);
}

/** Stops everything, even if a part fails. A second call waits for the first. */
async function end(): Promise<void> {
	ending ??= (async () => {
		for (const each of endings.reverse()) await each().catch(console.error);
	})();
	await ending;
}

main(process.argv.slice(2))
	.catch((error: unknown) => {
		// After Ctrl-C, what was under way fails as expected.
		if (ending) return;
		console.error(`\nThe demo failed. ${error instanceof Error ? error.message : String(error)}`);
		process.exitCode = 1;
	})
	.finally(() => void end());

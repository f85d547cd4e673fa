import { readCommandLine } from './commandLine';
import { type Findings, findingsSchema } from './findings';
import { keep, readKept } from './keptFindings';
import { openLaboratory, type Laboratory } from './laboratory';
import { writePage } from './page';
import type { Section } from './section';
import { sections } from './sections';
import { importsTable, resultsTable } from './tables';

const LATENCY_MS = 20;

const say = (line: string) => {
	console.log(line);
};

/** Runs the sections that were asked for, keeps what each found, and makes the tables of all that is kept. */
async function main(): Promise<void> {
	const known = sections.map(({ name }) => name);
	const { isQuick, write, names } = readCommandLine(process.argv.slice(2), known);
	let opened: Promise<Laboratory> | undefined;
	const laboratory = () => (opened ??= openLaboratory(LATENCY_MS, say));
	try {
		for (const { name, measure } of inOrder(sections.filter((section) => names.includes(section.name)))) {
			say(`\n${name} …`);
			const started = performance.now();
			await keep(isQuick, name, findingsSchema.parse(await measure({ isQuick, say, laboratory })));
			say(`${name}: done in ${Math.round((performance.now() - started) / 1000)} s`);
		}
	} finally {
		await (await opened)?.close();
	}
	await report(isQuick, write);
}

/** Those that stand alone come first. */
function inOrder(chosen: readonly Section[]): Section[] {
	return [...chosen.filter((each) => each.standsAlone), ...chosen.filter((each) => !each.standsAlone)];
}

/** Prints the tables, and writes the page if that was asked for. Throws if a section of the page was not measured yet. */
async function report(isQuick: boolean, write: boolean): Promise<void> {
	const kept = await readKept(isQuick);
	for (const { name } of sections) say(`${name}: ${kept[name]?.measuredAt ?? 'not measured yet'}`);
	const found = sections.flatMap(({ name }) => kept[name]?.findings ?? []);
	const all: Findings = {
		results: found.flatMap(({ results }) => results),
		imports: found.flatMap(({ imports }) => imports),
		bars: found.flatMap(({ bars }) => bars),
	};
	say(`\n${resultsTable(all.results)}\n\n${importsTable(all.imports)}`);
	if (!write) return;
	const missing = sections.filter(({ name }) => kept[name] === undefined).map(({ name }) => name);
	if (missing.length > 0) throw new Error(`The page is not written. Not measured yet: ${missing.join(', ')}`);
	await writePage(all);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { REPOSITORY } from '~/tools/repository';
import { openLaboratory } from './laboratory';
import { situations } from './situations';
import { rowOf, withRow } from './table';

const PAGE = path.join(REPOSITORY, 'docs', 'performance.md');

/** `npm run bench -- [--only <name>]… [--write]`: prints a row of docs/performance.md for each situation, or writes it. */
async function main(args: string[]): Promise<void> {
	const { values } = parseArgs({
		args,
		options: { only: { type: 'string', multiple: true, default: [] }, write: { type: 'boolean', default: false } },
	});
	const names = situations.map(({ name }) => name);
	const unknown = values.only.find((name) => !names.includes(name));
	if (unknown !== undefined) throw new Error(`There is no situation "${unknown}", only ${names.join(', ')}.`);
	const chosen = situations.filter(({ name }) => values.only.length === 0 || values.only.includes(name));
	const date = new Date().toISOString().slice(0, 10);
	const rows: string[] = [];
	const laboratory = await openLaboratory(console.log);
	try {
		for (const situation of chosen) rows.push(rowOf(situation, await laboratory.measure(situation), date));
	} finally {
		await laboratory.close();
	}
	console.log(`\n${rows.join('\n')}`);
	if (!values.write) return;
	const page = rows.reduce(withRow, await readFile(PAGE, 'utf8'));
	await writeFile(PAGE, await format(page, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
}

main(process.argv.slice(2)).catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});

import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { REPOSITORY } from '~/tools/repository';
import { barChart } from './chart';
import type { Findings } from './findings';
import { importsTable, resultsTable } from './tables';

/** Rewrites the tables and the chart of docs/performance.md. */
export async function writePage({ results, imports, bars }: Findings): Promise<void> {
	const docs = path.join(REPOSITORY, 'docs');
	const chart = barChart('1,000 new leads, the service answers in 20 ms', bars);
	await writeFile(path.join(docs, 'images', 'performance.svg'), chart);
	const file = path.join(docs, 'performance.md');
	const page = await readFile(file, 'utf8');
	const written = [
		{ name: 'measured', table: resultsTable(results) },
		{ name: 'imports', table: importsTable(imports) },
	].reduce((text, { name, table }) => withTable(text, name, table), page);
	await writeFile(file, await format(written, { ...(await resolveConfig(file)), filepath: file }));
}

/** The page with what stands between a table's two comments replaced. Throws if it has no such comments. */
function withTable(page: string, name: string, table: string): string {
	const [start, end] = [`<!-- table: ${name} -->`, `<!-- end of table: ${name} -->`];
	const [from, to] = [page.indexOf(start), page.indexOf(end)];
	if (from < 0 || to < from)
		throw new Error(`docs/performance.md has no place for the table "${name}": ${start} … ${end}`);
	return `${page.slice(0, from + start.length)}\n\n${table}\n\n${page.slice(to)}`;
}

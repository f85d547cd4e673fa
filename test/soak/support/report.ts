import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';
import { FLAT, longest } from './memory';
import type { Settings, SoakResult } from './soak';

const FILE = join(REPOSITORY, 'docs', 'testing.md');

/** What came of a soak, in Markdown. */
export function writeReport({ SOAK_SEED: seed, SOAK_ROWS: wanted }: Settings, result: SoakResult): string {
	const { sender, requests, verdict, executions, records, fleet } = result;
	const outcomes = executions.flatMap(({ rows }) =>
		rows.map(({ outcome, code }) => (outcome === 'failed' ? `failed: ${String(code)}` : outcome)),
	);
	const [cpu] = cpus();
	const machine = `${cpus().length} cores, ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
	const happened = [
		['time', `${number(result.minutes)} minutes, ${number(wanted)} rows in ${number(result.imports)} imports`],
		[
			'calls',
			`${number(sender.calls)} with ${number(sender.rowsSent)} rows; ${number(sender.unanswered)} got no response`,
		],
		['executions', `${number(executions.length)} succeeded, ${counted(sender.deaths)} did not`],
		['rows of those that succeeded', counted(outcomes)],
		['leads in the end', number(result.leads)],
		[
			'requests',
			`${counted(requests.methods)}; ${number(requests.limited)} of them rejected with 429, at a limit of ${number(result.limit)} a minute`,
		],
		['faults', counted(requests.faults)],
		['workers killed', number(fleet.killed)],
		['servers restarted', counted(result.restarted)],
		['processes of n8n that ended by themselves', counted(fleet.collapsed)],
	];
	const zero: ReadonlyArray<readonly [what: string, of: readonly unknown[]]> = [
		['leads lost', verdict.lost],
		['leads stored twice', verdict.doubled],
		['rows called a duplicate of what their own execution had stored', verdict.falseDuplicates],
		['rows called created that another execution had stored', verdict.falselyCreated],
		['rows on no output, on several, or on a wrong one', verdict.unaccounted],
		[`records with the API key in them, of ${number(records.count)}`, records.withKey],
	];
	const memory = longest(result.memory).map((course) => [
		...[course.process, number(course.minutes)],
		...[course.firstHalf, course.secondHalf, course.slope, course.most].map((mib) => `${Math.round(mib)} MiB`),
		`× ${(course.secondHalf / course.firstHalf).toFixed(2)} (at most ${FLAT})`,
	]);
	const columns = ['memory after warming up', 'minutes', 'first half', 'second half', 'slope an hour', 'most', 'grown'];
	return [
		`Run on ${result.started.toISOString().slice(0, 10)} (${machine}), seed ${seed}.`,
		table(['what happened', ''], happened),
		table(
			['what must be 0', ''],
			zero.map(([what, of]) => [what, number(of.length)]),
		),
		table(columns, memory),
	].join('\n\n');
}

/** Puts the report between its markers in docs/testing.md. */
export function enterReport(report: string): void {
	const text = readFileSync(FILE, 'utf8');
	const [before, after] = text.split(/(?<=<!-- soak -->)[^]*(?=<!-- end of soak -->)/);
	if (before === undefined || after === undefined) throw new Error(`${FILE} has no place for the report.`);
	writeFileSync(FILE, `${before}\n\n${report}\n\n${after}`);
}

function table(heading: string[], rows: ReadonlyArray<readonly string[]>): string {
	return [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** How many there are, and of each kind, the most frequent first. */
function counted(names: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	const kinds = [...counts]
		.sort(([, one], [, other]) => other - one)
		.map(([name, count]) => `${name} ${number(count)}`);
	return `${number(names.length)}${kinds.length > 0 ? ` (${kinds.join(', ')})` : ''}`;
}

function number(value: number): string {
	return Math.round(value).toLocaleString('en-US');
}

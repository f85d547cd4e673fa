import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';
import { FLAT, type MemoryCourse } from './memory';
import type { SoakSettings } from './settings';
import type { SoakResult } from './soak';

const FILE = join(REPOSITORY, 'docs', 'queue-mode.md');
const BEGIN = '<!-- soak -->';
const END = '<!-- end of soak -->';

/** What came of a run, in Markdown. */
export function writeReport(settings: SoakSettings, result: SoakResult): string {
	const { sender, requests, verdict, executions } = result;
	const rows = executions.flatMap((execution) => execution.rows);
	const out = countBy(rows.map(({ outcome, code }) => (outcome === 'failed' ? `failed: ${String(code)}` : outcome)));
	const died = Object.values(sender.died).reduce((sum, count) => sum + count, 0);
	const facts: Array<[string, string]> = [
		['time', `${number(result.minutes)} minutes, ${number(settings.rows)} rows in ${number(result.batches)} imports`],
		[
			'calls',
			`${number(sender.calls)} with ${number(sender.rowsSent)} rows; ${number(sender.unanswered)} got no answer`,
		],
		['executions', `${number(executions.length)} succeeded, ${number(died)} did not${inBrackets(sender.died)}`],
		['rows of those that succeeded', list(out)],
		['leads in the end', number(result.leads)],
		[
			'requests',
			`${number(requests.total)} (${list(requests.methods)}), ${number(requests.limited)} of them refused with 429, at a limit of ${number(result.limit)} a minute`,
		],
		['faults', `${number(sum(requests.faults))}: ${list(requests.faults)}`],
		['workers killed', number(result.workersKilled)],
		['servers restarted', result.restarted.join(', ') || 'none'],
		['processes of n8n that ended by themselves', list(countBy(result.collapsed)) || 'none'],
	];
	const checks: Array<[string, number]> = [
		['leads lost', verdict.lost.length],
		['leads stored twice', verdict.doubled.length],
		['rows called a duplicate of what their own execution had stored', verdict.falseDuplicates.length],
		['rows called created that another execution had stored', verdict.falselyCreated.length],
		['rows on no output, on several, or on a wrong one', verdict.unaccounted.length],
		[`records with the API key in them, of ${number(result.recordsRead)}`, result.recordsWithKey.length],
	];
	return [
		`Run on ${result.started.toISOString().slice(0, 10)} (${machine()}), seed ${settings.seed}.`,
		table(['what happened', ''], facts),
		table(
			['what must be 0', ''],
			checks.map(([what, count]) => [what, number(count)]),
		),
		table(
			['memory (resident, after warming up)', 'minutes', 'first half', 'second half', 'grown', 'slope an hour', 'most'],
			longest(result.memory).map(memoryRow),
		),
	].join('\n\n');
}

/** Puts the report between its markers in docs/queue-mode.md. */
export function enterReport(report: string): void {
	const text = readFileSync(FILE, 'utf8');
	const [before, after] = [text.indexOf(BEGIN), text.indexOf(END)];
	if (before < 0 || after < before) throw new Error(`${FILE} has no ${BEGIN} with ${END} after it.`);
	writeFileSync(FILE, `${text.slice(0, before + BEGIN.length)}\n\n${report}\n\n${text.slice(after)}`);
}

/** Of each kind of process the one that lived longest. */
export function longest(courses: readonly MemoryCourse[]): MemoryCourse[] {
	const byKind = new Map<string, MemoryCourse>();
	for (const course of courses) {
		const known = byKind.get(course.process);
		if (!known || known.minutes < course.minutes) byKind.set(course.process, course);
	}
	return [...byKind.values()];
}

function memoryRow({ process, minutes, firstHalf, secondHalf, growth, slope, most }: MemoryCourse): string[] {
	const mib = (value: number) => `${Math.round(value)} MiB`;
	const grown = `× ${growth.toFixed(2)} (at most ${FLAT})`;
	return [process, number(minutes), mib(firstHalf), mib(secondHalf), grown, mib(slope), mib(most)];
}

function machine(): string {
	const [cpu] = cpus();
	return `${cpus().length} cores, ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
}

function table(heading: string[], rows: ReadonlyArray<readonly string[]>): string {
	return [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function countBy(names: readonly string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
	return counts;
}

function list(counts: Record<string, number>): string {
	return Object.entries(counts)
		.sort(([, a], [, b]) => b - a)
		.map(([name, count]) => `${name} ${number(count)}`)
		.join(', ');
}

function inBrackets(counts: Record<string, number>): string {
	const text = list(counts);
	return text && ` (${text})`;
}

function sum(counts: Record<string, number>): number {
	return Object.values(counts).reduce((total, count) => total + count, 0);
}

function number(value: number): string {
	return Math.round(value).toLocaleString('en-US');
}

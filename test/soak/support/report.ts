import type { SoakResult } from './soak';

/** The figures of a soak, in Markdown. Of a list it is told how many there are, and how many of each kind. */
export function report(title: string, { happened, verdict, memory }: SoakResult): string {
	const lines = [
		...Object.entries(happened).map(([what, value]) => [what, typeof value === 'number' ? round(value) : count(value)]),
		...Object.entries(verdict).map(([kind, problems]) => [`must be 0: ${kind}`, round(problems.length)]),
		...Object.entries(memory).map(([role, halves]) => [`MiB of the ${role}`, halves.map(round).join(', then ')]),
	];
	return [`${new Date().toISOString().slice(0, 10)}: ${title}`, ...lines.map((pair) => `- ${pair.join(': ')}`)].join(
		'\n',
	);
}

/** How many there are, and of each kind, the most frequent first. */
function count(names: readonly string[]): string {
	const counts = new Map<string, number>();
	for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
	const kinds = [...counts].sort(([, a], [, b]) => b - a).map(([name, times]) => `${name} ${round(times)}`);
	return [round(names.length), ...kinds].join(', ');
}

function round(value: number): string {
	return Math.round(value).toLocaleString('en-US');
}

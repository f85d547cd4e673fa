import type { Measurement, Situation } from './situation';

const END = '<!-- end of table: measured -->';

/** A row of the table, in Markdown. Its first cell says which situation it is. */
export function rowOf({ work, shows, atMost }: Situation, [own, ...others]: Measurement[], date: string): string {
	const cell = ({ time, memory = 0, requests, rejected }: Measurement) =>
		[
			time > 0 ? `${(time / 1000).toFixed(2)} s` : [],
			shows === 'requests' ? `${requests} ${requests === 1 ? 'request' : 'requests'}` : [],
			shows === 'memory' ? `${Math.round(memory / 1e6)} MB` : [],
			rejected > 0 ? `${rejected.toLocaleString('en')} rows rejected` : [],
		]
			.flat()
			.join(', ');
	const ratio = ({ time }: Measurement) => (own?.time ?? NaN) / time;
	const compared = others.map((each) => `${each.label}: ${cell(each)} (ratio ${ratio(each).toFixed(2)})`);
	const isReached = others[0] !== undefined && atMost !== undefined && ratio(others[0]) <= atMost;
	const aim = atMost === undefined ? '' : `ratio ≤ ${atMost}: ${isReached ? 'yes' : '**no**'}`;
	return `| ${[work, own ? cell(own) : '', compared.join('; '), aim, date].join(' | ')} |`;
}

/** The page with this row instead of the one with the same first cell, or as the last one. */
export function withRow(page: string, row: string): string {
	const isSame = (line: string) => firstCell(line) === firstCell(row);
	const lines = page.split('\n');
	if (lines.some(isSame)) return lines.map((line) => (isSame(line) ? row : line)).join('\n');
	const end = lines.lastIndexOf(END) - 1;
	if (end < 0) throw new Error(`docs/performance.md has no line "${END}".`);
	return [...lines.slice(0, end), row, ...lines.slice(end)].join('\n');
}

/** The first cell of a line, if that is a row of a table. */
export function firstCell(line: string): string | undefined {
	return line.startsWith('|') ? line.split('|')[1]?.trim() : undefined;
}

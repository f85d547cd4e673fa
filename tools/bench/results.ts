/** One line of the table. */
export interface Result {
	readonly work: string;
	readonly measured: string;
	readonly compared: string;
	readonly toReach: string;
	/** Undefined where nothing is to be reached. */
	readonly reached?: boolean;
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((one, other) => one - other);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

/** The results as a table in Markdown. */
export function markdownTable(results: readonly Result[]): string {
	const mark = (reached: boolean | undefined) => (reached === undefined ? '' : reached ? 'yes' : '**no**');
	const rows = results.map(({ work, measured, compared, toReach, reached }) => [
		work,
		measured,
		compared,
		toReach,
		mark(reached),
	]);
	const heading = ['work', 'PollyBot node', 'compared with', 'to reach', 'reached'];
	return [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

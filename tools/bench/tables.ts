import type { Import, Result } from './findings';

/** What the node is compared with, as a table in Markdown. */
export function resultsTable(results: readonly Result[]): string {
	const mark = (reached: boolean | undefined) => (reached === undefined ? '' : reached ? 'yes' : '**no**');
	return markdownTable(
		['work', 'PollyBot node', 'compared with', 'to reach', 'reached'],
		results.map(({ work, measured, compared, toReach, reached }) => [work, measured, compared, toReach, mark(reached)]),
	);
}

/** What an import takes, as a table in Markdown. */
export function importsTable(imports: readonly Import[]): string {
	return markdownTable(
		['situation', 'PollyBot node', 'HTTP Request, default', 'HTTP Request, batched', '429s drawn'],
		imports.map(({ situation, pollyBot, httpDefault, httpBatched, refused }) => [
			situation,
			pollyBot,
			httpDefault,
			httpBatched,
			refused,
		]),
	);
}

function markdownTable(heading: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	return [heading, heading.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** East Asian letters and emoji take two columns of a terminal. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}]/u;

const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Lines of text with aligned columns; the first row is the heading. */
export function table(rows: string[][], indent = '  '): string[] {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
	const line = (row: string[]) =>
		indent +
		row
			.map((cell, column) => pad(cell, widths[column] ?? 0))
			.join('  ')
			.trimEnd();
	const [heading = '', ...body] = rows.map(line);
	return [heading, indent + widths.map((columns) => '─'.repeat(columns)).join('  '), ...body];
}

function pad(cell: string, columns: number): string {
	return cell + ' '.repeat(Math.max(0, columns - width(cell)));
}

function width(text: string): number {
	return [...LETTERS.segment(text)].reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0);
}

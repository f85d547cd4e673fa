import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { headingsIn, type Language, type Meaning } from '~/nodes/PollyBot/mapping/headings/language';
import { LANGUAGES } from '~/nodes/PollyBot/mapping/headings/languages';
import { REPOSITORY } from '~/tools/repository';

const MAPPING_PAGE = path.join(REPOSITORY, 'docs', 'mapping.md');

const START = '<!-- headings: written by the test in test/unit/docs -->';
const END = '<!-- end of headings -->';

const LABELS: ReadonlyArray<readonly [Meaning, string]> = [
	['name', 'Name'],
	['firstName', 'First name'],
	['lastName', 'Last name'],
	['email', 'Email'],
	['phone', 'Phone'],
	['source', 'Source'],
	['status', 'Status'],
	['metadata', 'Metadata'],
];

function section({ language, headings: known }: Language): string {
	const rows = LABELS.flatMap(([meaning, label]) => {
		const headings = headingsIn(known[meaning]).map((heading) => `\`${heading}\``);
		return headings.length === 0 ? [] : [`- **${label}**: ${headings.join(', ')}`];
	});
	return [`### ${language}`, '', ...rows].join('\n');
}

/** The page with the headings that the code knows. Throws if it has no place for them. */
function withHeadings(page: string): string {
	const [from, to] = [page.indexOf(START), page.indexOf(END)];
	if (from < 0 || to < from) throw new Error(`docs/mapping.md has no place for the headings: ${START} … ${END}`);
	const sections = LANGUAGES.map(section).join('\n\n');
	return `${page.slice(0, from + START.length)}\n\n${sections}\n\n${page.slice(to)}`;
}

it('docs/mapping.md has the headings that the code knows: WRITE_HEADINGS=1 writes them', async () => {
	const page = await readFile(MAPPING_PAGE, 'utf8');
	if (process.env.WRITE_HEADINGS) await writeFile(MAPPING_PAGE, withHeadings(page));
	else expect(withHeadings(page)).toBe(page);
});

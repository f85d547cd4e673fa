import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PLACES } from '~/nodes/PollyBot/mapping/forms/places';
import { LANGUAGES, type Language } from '~/nodes/PollyBot/mapping/headings';
import { REPOSITORY } from '~/tools/repository';

const MAPPING_PAGE = path.join(REPOSITORY, 'docs', 'mapping.md');

const START = '<!-- headings: written by the test in test/unit/docs -->';
const END = '<!-- end of headings -->';

const FORMS_START = '<!-- forms: written by the test in test/unit/docs -->';
const FORMS_END = '<!-- end of forms -->';

const LABELS = [
	['name', 'Name, or a half of it'],
	['fullName', 'Whole name'],
	['firstName', 'First name'],
	['infix', 'Between first and last name'],
	['lastName', 'Last name'],
	['secondLastName', 'Second last name'],
	['email', 'Email'],
	['phone', 'Phone'],
	['source', 'Source'],
	['status', 'Status'],
	['metadata', 'Metadata'],
	['ask', 'Questions'],
	['never', 'Never part of a lead'],
] as const;

function section({ language, headings: known }: Language): string {
	const rows = LABELS.flatMap(([meaning, label]) => {
		const headings = (known.get(meaning) ?? []).map((heading) => `\`${heading.replace(/~$/, '')}\``);
		return headings.length === 0 ? [] : [`- **${label}**: ${headings.join(', ')}`];
	});
	return [`### ${language}`, '', ...rows].join('\n');
}

/** Which forms put their answers where: a line for each, with the first of its paths before the others. */
function forms(): string {
	const paths = new Map<string, string[]>();
	for (const { form, paths: ways } of PLACES) {
		const way = ways.map((path) => (path.length === 0 ? 'the item itself' : `\`${path.join('.')}\``)).join(' with ');
		paths.set(form, [...(paths.get(form) ?? []), way]);
	}
	return [...paths].map(([form, ways]) => `- **${form}**: ${ways.join(', ')}`).join('\n');
}

function between(page: string, [start, end]: readonly [string, string], text: string): string {
	const [from, to] = [page.indexOf(start), page.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`docs/mapping.md has no place for what is generated: ${start} … ${end}`);
	return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}

/** The page with the headings and the places that the code knows. Throws if it has no place for them. */
function withHeadings(page: string): string {
	const withForms = between(page, [FORMS_START, FORMS_END], forms());
	return between(withForms, [START, END], LANGUAGES.map(section).join('\n\n'));
}

it('docs/mapping.md has the headings that the code knows: WRITE_HEADINGS=1 writes them', async () => {
	const page = await readFile(MAPPING_PAGE, 'utf8');
	if (process.env.WRITE_HEADINGS) await writeFile(MAPPING_PAGE, withHeadings(page));
	else expect(withHeadings(page)).toBe(page);
});

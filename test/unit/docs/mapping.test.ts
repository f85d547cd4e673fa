import { readFile } from 'node:fs/promises';
import { MAPPING_PAGE, withHeadings } from '~/tools/docs/headings';

it('docs/mapping.md has the headings that the code knows: npm run docs:headings writes them', async () => {
	const page = await readFile(MAPPING_PAGE, 'utf8');
	expect(withHeadings(page)).toBe(page);
});

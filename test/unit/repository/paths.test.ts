import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';

const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesIn('docs')];

/** CONTRIBUTING.md writes the node's own files, and the sandbox's, from these folders on. */
const ROOTS = ['', 'nodes/PollyBot', 'tools/sandbox'];

/** The file of an operation that CONTRIBUTING.md makes up. */
const MADE_UP = 'archive';

function pagesIn(folder: string): string[] {
	return readdirSync(join(REPOSITORY, folder))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `${folder}/${file}`);
}

/** What stands in backticks and begins with a folder of the repository, or ends as our files do. */
function pathsIn(page: string): string[] {
	const text = readFileSync(join(REPOSITORY, page), 'utf8');
	const paths = [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)+)`/g)].map(([, path = '']) => path);
	const isOurs = (path: string) =>
		/^(nodes|tools|test|docs|examples|deploy)\/|\.([cm]?[jt]s|json|csv|ya?ml|md)$/.test(path);
	return paths.filter((path) => isOurs(path) && !path.includes(MADE_UP));
}

it.each(PAGES)('every file that %s names is there', (page) => {
	const isThere = (path: string) => ROOTS.some((root) => existsSync(join(REPOSITORY, root, path)));
	expect(pathsIn(page).filter((path) => !isThere(path))).toEqual([]);
});

it('files are found in the pages', () => {
	expect(PAGES.flatMap(pathsIn).length).toBeGreaterThan(20);
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';

const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...pagesIn('docs')];

/** CONTRIBUTING.md writes the node's own files, and the sandbox's, from these folders on. */
const ROOTS = ['', 'nodes/PollyBot', 'tools/sandbox'];

/** The file of an operation that CONTRIBUTING.md makes up. */
const MADE_UP = /archive/;

function pagesIn(folder: string): string[] {
	return readdirSync(join(REPOSITORY, folder))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `${folder}/${file}`);
}

/** What stands in backticks and has a folder and an ending of our files: `tools/n8n/versions.ts`. */
function pathsIn(page: string): string[] {
	const text = readFileSync(join(REPOSITORY, page), 'utf8');
	const found = [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)+\.(?:[cm]?[jt]s|json|csv|ya?ml|md))`/g)];
	return found.map(([, path = '']) => path).filter((path) => !MADE_UP.test(path));
}

it.each(PAGES)('every file that %s names is there', (page) => {
	const isThere = (path: string) => ROOTS.some((root) => existsSync(join(REPOSITORY, root, path)));
	expect(pathsIn(page).filter((path) => !isThere(path))).toEqual([]);
});

it('files are found in the pages', () => {
	expect(PAGES.flatMap(pathsIn).length).toBeGreaterThan(20);
});

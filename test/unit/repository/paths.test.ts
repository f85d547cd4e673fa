import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';

const PAGES = [...pagesIn(''), ...pagesIn('docs')];

/** CONTRIBUTING.md writes the node's own files, and the sandbox's, from these folders on. */
const ROOTS = ['', 'nodes/PollyBot', 'tools/sandbox'];

/** The file of an operation that CONTRIBUTING.md makes up. */
const MADE_UP = 'archive';

function pagesIn(folder: string): string[] {
	return readdirSync(join(REPOSITORY, folder))
		.filter((file) => file.endsWith('.md'))
		.map((file) => join(folder, file));
}

function read(page: string): string {
	return readFileSync(join(REPOSITORY, page), 'utf8');
}

/** The targets within the repository of a page's links and pictures. */
function linksIn(page: string): string[] {
	const found = read(page).matchAll(/\]\(([^()\s]+)\)|\s(?:src|srcset|href)="([^"]+)"/g);
	return [...found].map(([, link, source]) => link ?? source ?? '').filter((link) => !/^\w+:/.test(link));
}

/** The anchors that GitHub makes of a page's headings. */
function anchorsOf(page: string): string[] {
	const headings = [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
	return headings.map((heading) => heading.replace(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-'));
}

function leadsNowhere(page: string, link: string): boolean {
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? page : join(dirname(page), path);
	if (!existsSync(join(REPOSITORY, target))) return true;
	return anchor !== undefined && target.endsWith('.md') && !anchorsOf(target).includes(anchor);
}

/** What stands in backticks and begins with a folder of the repository, or ends as our files do. */
function pathsIn(page: string): string[] {
	const paths = [...read(page).matchAll(/`([\w.-]+(?:\/[\w.-]+)+)`/g)].map(([, path = '']) => path);
	const isOurs = (path: string) =>
		/^(nodes|tools|test|docs|examples|deploy)\/|\.([cm]?[jt]s|json|csv|ya?ml|md)$/.test(path);
	return paths.filter((path) => isOurs(path) && !path.includes(MADE_UP));
}

it.each(PAGES)('every file that %s names is there', (page) => {
	const isThere = (path: string) => ROOTS.some((root) => existsSync(join(REPOSITORY, root, path)));
	expect(pathsIn(page).filter((path) => !isThere(path))).toEqual([]);
});

it.each(PAGES)('every link of %s leads to a file of the repository, and to a heading that is in it', (page) => {
	expect(linksIn(page).filter((link) => leadsNowhere(page, link))).toEqual([]);
});

it("every page that n8n's editor links to is there, and has the heading", () => {
	const files = readdirSync(join(REPOSITORY, 'nodes', 'PollyBot'))
		.filter((file) => file.endsWith('.node.json'))
		.map((file) => `nodes/PollyBot/${file}`);
	const sources = [...files, ...readdirSync(join(REPOSITORY, 'credentials')).map((file) => `credentials/${file}`)];
	const links = sources.flatMap((file) => [
		...read(file).matchAll(/github\.com\/[\w-]+\/[\w-]+(?:\/blob\/main\/)?([^'"]*)/g),
	]);
	const targets = links.map(([, link = '']) => link).filter((link) => link !== '#readme');
	expect(targets.length).toBeGreaterThan(3);
	expect(targets.filter((link) => leadsNowhere('README.md', link))).toEqual([]);
});

it('files and links are found in the pages', () => {
	expect(PAGES.flatMap(pathsIn).length).toBeGreaterThan(20);
	expect(PAGES.flatMap(linksIn).length).toBeGreaterThan(100);
});

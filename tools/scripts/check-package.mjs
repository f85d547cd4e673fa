/**
 * Checks what `npm pack` would publish: nothing but the build and the papers, the same bytes as a clean build, every
 * registered file in it, no run-time dependency, a version that the papers agree on, n8n's own rules over all of it, and
 * an installation by hand, as the documents say, that brings this one package.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { changelogSection } from './changelog-section.mjs';
import { installByHand } from './install-by-hand.mjs';

const PAPERS = ['CHANGELOG.md', 'LICENSE.md', 'README.md', 'package.json'];
/** All that a build reads; what else lies about in the working tree has no part in it. */
const BUILD_INPUTS = ['package.json', 'gulpfile.js', 'tsconfig.json', 'nodes', 'credentials'];
const LEFTOVERS = /\.(ts|map|tsbuildinfo)$|test/;

const repository = process.cwd();
const folder = mkdtempSync(path.join(tmpdir(), 'pollybot-package-'));
const problems = [];
const complain = (problem) => problems.push(problem);

function readJson(...segments) {
	return JSON.parse(readFileSync(path.join(...segments), 'utf8'));
}

function checkFiles(names, root) {
	for (const name of names) {
		if (!PAPERS.includes(name) && !name.startsWith('dist/')) complain(`${name} does not belong into the package`);
		if (LEFTOVERS.test(name)) complain(`${name} is no part of a build`);
	}
	for (const name of PAPERS) if (!names.includes(name)) complain(`${name} is missing`);
	const clean = path.join(folder, 'clean');
	for (const input of BUILD_INPUTS) cpSync(path.join(repository, input), path.join(clean, input), { recursive: true });
	symlinkSync(path.join(repository, 'node_modules'), path.join(clean, 'node_modules'));
	execFileSync('npm', ['run', '--silent', 'build'], { cwd: clean, stdio: ['ignore', 'ignore', 'inherit'] });
	const { status, stdout } = spawnSync('diff', ['-rq', `${root}/dist`, `${clean}/dist`], { encoding: 'utf8' });
	if (status !== 0) complain(`the tarball is not what a clean build makes:\n${stdout}`);
}

function checkManifest(manifest, root) {
	for (const name of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
		if (!existsSync(path.join(root, name))) complain(`${name} is registered and missing`);
	}
	if (manifest.dependencies) complain('there are run-time dependencies');
	if (JSON.stringify(manifest.peerDependencies) !== '{"n8n-workflow":"*"}')
		complain('the peer dependencies are not n8n-workflow alone');
}

function checkVersion(version, root) {
	const lock = readJson(repository, 'package-lock.json');
	for (const locked of [lock.version, lock.packages[''].version]) {
		if (locked !== version) complain(`package-lock.json says ${locked}, package.json ${version}`);
	}
	const changelog = readFileSync(path.join(root, 'CHANGELOG.md'), 'utf8');
	if (changelogSection(changelog, version) === '') complain(`CHANGELOG.md has no text under "## ${version}"`);
}

try {
	const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { encoding: 'utf8' });
	const [{ filename, files, size }] = JSON.parse(packed);
	execFileSync('tar', ['-xzf', path.join(folder, filename), '-C', folder]);
	const root = path.join(folder, 'package');
	const manifest = readJson(root, 'package.json');
	checkFiles(
		files.map((file) => file.path),
		root,
	);
	checkManifest(manifest, root);
	checkVersion(manifest.version, root);
	const installed = path.join(folder, 'installed');
	mkdirSync(installed);
	installByHand(repository, path.join(folder, filename), installed, manifest.name).forEach(complain);
	try {
		const lint = fileURLToPath(import.meta.resolve('./lint-n8n.mjs'));
		execFileSync(process.execPath, [lint, root], { stdio: 'inherit' });
	} catch {
		complain("n8n's rules find something");
	}
	console.log(`${filename}: ${files.length} files, ${Math.round(size / 1024)} kB packed`);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

/**
 * Checks what `npm pack` would publish: nothing but the build and the papers, every registered file in it, no run-time
 * dependency, and n8n's own rules over all of it.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PAPERS = ['CHANGELOG.md', 'LICENSE.md', 'README.md', 'package.json'];
const LEFTOVERS = /\.(ts|map|tsbuildinfo)$|test/;

const folder = mkdtempSync(path.join(tmpdir(), 'pollybot-package-'));
const problems = [];
const complain = (problem) => problems.push(problem);
try {
	const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { encoding: 'utf8' });
	const [{ filename, files, size }] = JSON.parse(packed);
	execFileSync('tar', ['-xzf', path.join(folder, filename), '-C', folder]);
	const root = path.join(folder, 'package');
	const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

	const names = files.map((file) => file.path);
	for (const name of names) {
		if (!PAPERS.includes(name) && !name.startsWith('dist/')) complain(`${name} does not belong into the package`);
		if (LEFTOVERS.test(name)) complain(`${name} is no part of a build`);
	}
	for (const name of PAPERS) if (!names.includes(name)) complain(`${name} is missing`);
	for (const name of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
		if (!existsSync(path.join(root, name))) complain(`${name} is registered and missing`);
	}
	if (manifest.dependencies) complain('there are run-time dependencies');
	if (JSON.stringify(manifest.peerDependencies) !== '{"n8n-workflow":"*"}')
		complain('the peer dependencies are not n8n-workflow alone');
	const lint = fileURLToPath(import.meta.resolve('./lint-n8n.mjs'));
	try {
		execFileSync(process.execPath, [lint, root], { stdio: 'inherit' });
	} catch {
		complain("n8n's rules find something");
	}
	console.log(`${filename}: ${names.length} files, ${Math.round(size / 1024)} kB packed`);
} finally {
	rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

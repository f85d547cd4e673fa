import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** All that a build reads; what else lies about in the working tree has no part in it. */
const BUILD_INPUTS = ['package.json', 'gulpfile.js', 'tsconfig.json', 'nodes', 'credentials'];

/**
 * Builds the package in an empty folder, from nothing but its sources, and returns the folder of that build.
 *
 * @param repository where the sources and `node_modules` are
 * @param folder an empty folder
 */
export function cleanBuild(repository, folder) {
	for (const input of BUILD_INPUTS) cpSync(path.join(repository, input), path.join(folder, input), { recursive: true });
	symlinkSync(path.join(repository, 'node_modules'), path.join(folder, 'node_modules'));
	execFileSync('npm', ['run', '--silent', 'build'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
	return path.join(folder, 'dist');
}

const { spawn } = require('node:child_process');
const { existsSync, statSync } = require('node:fs');
const { mkdir, rename, rm, writeFile } = require('node:fs/promises');
const { dirname } = require('node:path');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');

/** What both builds depend on besides their sources. */
const SETTINGS = ['gulpfile.js', 'tsconfig.json', 'package-lock.json'];

/** Folders are among them: a file that was deleted changes its folder. */
const allIn = (...folders) => folders.flatMap((folder) => [folder, `${folder}/**`]);

/** Runs a package's command in a process of its own. */
const run = (command, ...options) =>
	Object.assign(() => spawn(process.execPath, [require.resolve(command), ...options], { stdio: 'inherit' }), {
		displayName: command.split('/')[0],
	});

/**
 * A task that builds only if a source changed since the last build, because every command of tests begins with a build.
 *
 * @param folder that the build makes
 * @param stamp a file with the time at which the last build started
 */
function ifChanged(folder, stamp, sources, ...steps) {
	const started = `${stamp}.started`;
	const begin = async () => {
		await rm(folder, { recursive: true, force: true });
		await mkdir(dirname(stamp), { recursive: true });
		await writeFile(started, '');
	};
	const build = series(begin, ...steps, () => rename(started, stamp));
	return async () => {
		const since = existsSync(folder) && existsSync(stamp) ? statSync(stamp).mtime : new Date(0);
		for await (const { relative } of src([...sources, ...SETTINGS], { since, read: false, allowEmpty: true })) {
			console.log(`${relative} is newer than the last build`);
			return await promisify(build)();
		}
	};
}

/** Copies what n8n reads beside the compiled node: icons, codex, output schemas. */
function copyAssets() {
	return src('nodes/**/*.{svg,json}', { base: '.', encoding: false }).pipe(dest('dist'));
}

const compile = run('typescript/bin/tsc');

/** The package. */
exports.default = ifChanged('dist', '.build/built', allIn('nodes', 'credentials'), parallel(compile, copyAssets));

/** The tools, such as the sandbox. Their types are checked by `npm run typecheck`. */
exports.tools = ifChanged(
	'.build/tools',
	'.build/toolsBuilt',
	allIn('tools'),
	run('typescript/bin/tsc', '-p', 'tools', '--noCheck'),
	run('tsc-alias/dist/bin/index.js', '-p', 'tools/tsconfig.json'),
);

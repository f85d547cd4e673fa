const { spawn } = require('node:child_process');
const { existsSync, statSync } = require('node:fs');
const { mkdir, rename, rm, writeFile } = require('node:fs/promises');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');

/** Folders are among them: a file that was deleted changes its folder. */
const SOURCES = [
	'nodes',
	'nodes/**',
	'credentials',
	'credentials/**',
	'gulpfile.js',
	'tsconfig.json',
	'package-lock.json',
];

const [STARTED, BUILT] = ['.build/started', '.build/built'];

async function clean() {
	await rm('dist', { recursive: true, force: true });
	await mkdir('.build', { recursive: true });
	await writeFile(STARTED, '');
}

function compile() {
	return spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });
}

/** Copies what n8n reads beside the compiled node: icons, codex, output schemas. */
function copyAssets() {
	return src('nodes/**/*.{svg,json}', { base: '.', encoding: false }).pipe(dest('dist'));
}

/** Keeps the time at which the build started. */
async function finish() {
	await rename(STARTED, BUILT);
}

const build = series(clean, parallel(compile, copyAssets), finish);

/** Builds only if a source changed since the last build, because every command of tests begins with a build. */
exports.default = async function buildIfChanged() {
	const since = existsSync('dist') && existsSync(BUILT) ? statSync(BUILT).mtime : new Date(0);
	for await (const { relative } of src(SOURCES, { since, read: false, allowEmpty: true })) {
		console.log(`${relative} is newer than the last build`);
		return await promisify(build)();
	}
};

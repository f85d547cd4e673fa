const { execFile } = require('node:child_process');
const { createHash } = require('node:crypto');
const { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } = require('node:fs/promises');
const { dirname, join, relative } = require('node:path');
const { promisify } = require('node:util');
const { dest, series, src } = require('gulp');

const run = promisify(execFile);

/** Where a build is made before its files get their places. */
let staging;

/** The fingerprint of all that the last build read and made. */
const LAST_BUILD = join('.build', 'last-build');

async function fingerprint() {
	const folders = await Promise.all(['nodes', 'credentials', 'dist'].map(async (folder) => pathsIn(folder)));
	const files = ['gulpfile.js', 'tsconfig.json', 'package-lock.json', ...folders.flat().sort()];
	const hash = createHash('sha256');
	for (const file of files) {
		// A copy of the sources may have no lock file.
		const content = await readFile(file).catch(() => '');
		hash.update(`${file}\n`).update(content).update('\n');
	}
	return hash.digest('hex');
}

async function prepare() {
	await mkdir('.build', { recursive: true });
	staging = await mkdtemp(join('.build', 'dist-'));
}

async function compile() {
	try {
		await run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json', '--outDir', staging]);
	} catch (error) {
		await rm(staging, { recursive: true });
		throw new Error(`TypeScript found errors:\n${error.stdout || error.message}`);
	}
}

/** What n8n reads beside the compiled node: icons, codex, output schemas. */
function assets() {
	return src('nodes/**/*.{svg,json}', { base: '.', encoding: false }).pipe(dest(staging));
}

/** Files that are as they were stay untouched: tests, or another build, may be reading them. */
async function replace() {
	const built = await filesIn(staging);
	const stale = (await filesIn('dist')).filter((file) => !built.includes(file));
	await Promise.all(stale.map((file) => rm(join('dist', file))));
	await Promise.all(built.map(replaceFile));
	await rm(staging, { recursive: true });
}

async function replaceFile(file) {
	const [source, target] = [join(staging, file), join('dist', file)];
	const [content, former] = await Promise.all([readFile(source), readFile(target).catch(() => undefined)]);
	if (former?.equals(content)) return;
	await mkdir(dirname(target), { recursive: true });
	await rename(source, target);
}

async function pathsIn(folder) {
	return (await filesIn(folder)).map((file) => join(folder, file));
}

async function filesIn(folder) {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
	return entries
		.filter((entry) => entry.isFile())
		.map(({ parentPath, path, name }) => relative(folder, join(parentPath ?? path, name)));
}

async function remember() {
	await writeFile(LAST_BUILD, await fingerprint());
}

const build = series(prepare, compile, assets, replace, remember);

/** Compiles nothing when sources and `dist` are as the last build left them: every command of tests begins with a build. */
exports.default = async function buildIfChanged() {
	const former = await readFile(LAST_BUILD, 'utf8').catch(() => undefined);
	if (former === (await fingerprint())) return;
	await promisify(build)();
};

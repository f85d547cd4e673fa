import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { check, lock } from 'proper-lockfile';

import { REPOSITORY } from '../repository';
import { installFolder, lockFolder } from './places';
import { missingRequirements } from './requirements';
import { runStep } from './step';
import type { N8nVersion } from './versions';

/** n8n 2 refuses to start under an older Node. */
const NODE_MAJOR_NEEDED = 24;

/** Fails if what was compiled does not load. */
const LOAD_COMPILED = "require('sqlite3'); require('isolated-vm');";

/** An n8n that is ready to be started. */
export interface Installation {
	version: N8nVersion;
	/** The Node binary to run it with: this process's own if it is new enough, else the one that was installed with n8n. */
	node: string;
	/** n8n's command line script. */
	n8n: string;
}

/**
 * Installs an n8n version into `.n8n/<version>`, once: about 4 minutes and 3 GB. A file written last says that the
 * installation is whole and which lock file it was made from; without it, or with another lock, it is made again.
 * Throws an Error that says what to do: something missing on the machine, or a step that failed, with its log.
 */
export async function installN8n(version: N8nVersion, say: (line: string) => void): Promise<Installation> {
	const folder = installFolder(version);
	await mkdir(folder, { recursive: true });
	if (await check(folder)) say('Another process is installing n8n just now: waiting for it …');
	const release = await lock(folder, { retries: { forever: true, factor: 1, minTimeout: 1000 } });
	try {
		const fingerprint = await lockFileFingerprint(version);
		if ((await readMarker(version)) !== fingerprint) await install(version, fingerprint, say);
		return installation(version);
	} finally {
		await release();
	}
}

async function install(version: N8nVersion, fingerprint: string, say: (line: string) => void): Promise<void> {
	const folder = installFolder(version);
	const problems = await missingRequirements(folder);
	if (problems.length > 0) {
		throw new Error(`n8n ${version} cannot be installed yet:\n${problems.map((line) => `  - ${line}`).join('\n')}`);
	}
	say(`n8n ${version} is installed once into .n8n/${version} (about 4 minutes, 3 GB).`);
	const log = join(REPOSITORY, '.n8n', `install-${version}.log`);
	await Promise.all([rm(log, { force: true }), rm(folder, { recursive: true, force: true })]);
	await mkdir(folder, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		await copyFile(join(lockFolder(version), file), join(folder, file));
	}
	for (const [index, { title, command, args, env }] of steps(version).entries()) {
		const heading = `[n8n ${version}] step ${index + 1} of ${steps(version).length}: ${title}`;
		await runStep({ title: heading, command, args, env: { ...process.env, ...env }, cwd: folder, log }, say);
	}
	await writeFile(markerFile(version), fingerprint);
}

interface InstallStep {
	title: string;
	command: string;
	args: string[];
	env: NodeJS.ProcessEnv;
}

/** Scripts run for three packages by name only: others' installers fetch sources from hosts that may not be reachable. */
function steps(version: N8nVersion): InstallStep[] {
	const { node } = installation(version);
	// npm passes its own project's settings on to what it starts; they are not meant for this folder.
	const env = { npm_config_local_prefix: undefined, npm_config_ignore_scripts: undefined };
	const underItsNode = { ...env, PATH: [dirname(node), process.env.PATH].join(delimiter), ...nodeHeaders(node) };
	const quiet = ['--no-audit', '--no-fund', '--no-progress'];
	const rebuild = ['rebuild', '--ignore-scripts=false', ...quiet];
	const fetchNode = { title: `fetching Node ${NODE_MAJOR_NEEDED}`, command: 'npm', args: [...rebuild, 'node'], env };
	return [
		{ title: 'fetching packages', command: 'npm', args: ['ci', '--ignore-scripts', ...quiet], env },
		...(node === process.execPath ? [] : [fetchNode]),
		{
			title: 'compiling sqlite3 and isolated-vm',
			command: 'npm',
			args: [...rebuild, 'sqlite3', 'isolated-vm'],
			env: underItsNode,
		},
		{ title: 'trying them out', command: node, args: ['-e', LOAD_COMPILED], env: underItsNode },
	];
}

/** Where node-gyp finds the headers, so that it need not download them: beside the binary, in both ways of installing Node. */
function nodeHeaders(node: string): NodeJS.ProcessEnv {
	const packaged = join(dirname(dirname(node)), 'node_modules', `node-${process.platform}-${process.arch}`);
	const own = resolve(dirname(node), '..');
	// The package's folder appears during the installation, so it is not looked for here.
	if (node !== process.execPath) return { npm_config_nodedir: packaged };
	return existsSync(join(own, 'include', 'node', 'node.h')) ? { npm_config_nodedir: own } : {};
}

function installation(version: N8nVersion): Installation {
	const modules = join(installFolder(version), 'node_modules');
	const ownMajor = Number(process.versions.node.split('.')[0]);
	const node = ownMajor >= NODE_MAJOR_NEEDED ? process.execPath : join(modules, 'node', 'bin', 'node');
	return { version, node, n8n: join(modules, 'n8n', 'bin', 'n8n') };
}

/** The lock file's hash and the Node line it was compiled for: a binary addon of one line does not load in another. */
async function lockFileFingerprint(version: N8nVersion): Promise<string> {
	const hash = createHash('sha256').update(await readFile(join(lockFolder(version), 'package-lock.json')));
	const { node } = installation(version);
	return `${hash.digest('hex')} ${node === process.execPath ? `node ${process.versions.modules}` : 'its own node'}\n`;
}

async function readMarker(version: N8nVersion): Promise<string | undefined> {
	return existsSync(markerFile(version)) ? await readFile(markerFile(version), 'utf8') : undefined;
}

function markerFile(version: N8nVersion): string {
	return join(installFolder(version), 'complete');
}

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, lock } from 'proper-lockfile';

import { REPOSITORY } from '../repository';
import { runStep } from './step';
import { N8N_FOLDER } from './versions';

/** Packages that are installed once and then used by many processes. */
export interface PackageFolder {
	/** What is in it, for the lines that say how far its installation is. */
	title: string;
	/** The committed folder with package.json, and with pnpm-lock.yaml unless any registry's newest dependencies will do. */
	source: string;
	/** Where they are installed. */
	folder: string;
	/** What the installation depends on besides these files: after a change it is made again. */
	builtFor: string;
	/** Runs pnpm, whose store keeps what was compiled under each Node. */
	node: string;
	env: NodeJS.ProcessEnv;
	/** Called before an installation; throws when it cannot be made. */
	prepare?: () => Promise<void>;
	/** Called after it; throws when what was installed does not work. */
	verify?: (log: string) => Promise<void>;
}

/** npm took three times as long for the 2,200 packages of n8n, and compiled the same ones for each version. */
const PNPM = join(REPOSITORY, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs');

const LOCK_FILE = 'pnpm-lock.yaml';

/**
 * Installs the packages unless they are there. A file written last says that the installation is whole and what it was
 * made from. Throws an Error that says what to do: something missing on the machine, or a step that failed, with its log.
 */
export async function installOnce(wanted: PackageFolder, say: (line: string) => void): Promise<void> {
	await mkdir(wanted.folder, { recursive: true });
	if (await check(wanted.folder)) say(`Another process is installing ${wanted.title} just now: waiting for it …`);
	const release = await lock(wanted.folder, { retries: { forever: true, factor: 1, minTimeout: 1000 } });
	try {
		const marker = join(wanted.folder, 'complete');
		const fingerprint = await fingerprintOf(wanted);
		if (existsSync(marker) && (await readFile(marker, 'utf8')) === fingerprint) return;
		await install(wanted, say);
		await writeFile(marker, fingerprint);
	} finally {
		await release();
	}
}

function filesOf(source: string): string[] {
	return [LOCK_FILE, 'package.json'].filter((file) => existsSync(join(source, file)));
}

async function fingerprintOf({ source, builtFor }: PackageFolder): Promise<string> {
	const [file = ''] = filesOf(source);
	const hash = createHash('sha256').update(await readFile(join(source, file)));
	return `${hash.digest('hex')} ${builtFor}\n`;
}

/** Scripts run for those packages only that package.json names: others fetch sources from hosts that may not be reachable. */
async function install(
	{ title, source, folder, node, env, prepare, verify }: PackageFolder,
	say: (line: string) => void,
) {
	await prepare?.();
	const log = `${folder}.log`;
	await Promise.all([rm(log, { force: true }), rm(folder, { recursive: true, force: true })]);
	await mkdir(folder, { recursive: true });
	const files = filesOf(source);
	for (const file of files) await copyFile(join(source, file), join(folder, file));
	const args = [
		...[PNPM, 'install', `--frozen-lockfile=${files.includes(LOCK_FILE)}`],
		...['--ignore-workspace', '--reporter=append-only'],
		// A flat node_modules, as npm makes it, of links into a store that the versions of n8n share.
		...['--config.node-linker=hoisted', `--store-dir=${join(N8N_FOLDER, 'store')}`],
	];
	// npm passes its own project's settings on to what it starts; they are not meant for this folder.
	const ownSettings = { npm_config_local_prefix: undefined, npm_config_ignore_scripts: undefined };
	const environment = { ...process.env, ...ownSettings, ...env };
	await runStep({ title, command: node, args, cwd: folder, env: environment, log }, say);
	await verify?.(log);
}

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import execa from 'execa';

import { REPOSITORY } from '../repository';

const NAME = 'n8n-nodes-pollybot';

/**
 * Packs the package and unpacks it where n8n looks for community packages in a user folder: exactly the files that a
 * user would get. `dist/` must be built. Returns the unpacked files' folder.
 */
export async function installPackage(userFolder: string): Promise<string> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const folder = join(nodes, 'node_modules', NAME);
	tarball ??= pack();
	await mkdir(folder, { recursive: true });
	await execa('tar', ['-xz', '--strip-components=1', '-C', folder], { input: await tarball });
	const listed = { name: 'installed-nodes', private: true, dependencies: { [NAME]: '*' } };
	await writeFile(join(nodes, 'package.json'), JSON.stringify(listed));
	return folder;
}

/** Packed once a process, which queue mode has several n8n's in. */
let tarball: Promise<Buffer> | undefined;

async function pack(): Promise<Buffer> {
	if (!existsSync(join(REPOSITORY, 'dist'))) throw new Error('There is no dist/ to pack: run "npm run build" first.');
	const folder = await mkdtemp(join(tmpdir(), `${NAME}-pack-`));
	try {
		await execa('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: REPOSITORY });
		const [file] = await readdir(folder);
		if (file === undefined) throw new Error('npm pack made no .tgz file.');
		return await readFile(join(folder, file));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
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
	if (!existsSync(join(REPOSITORY, 'dist'))) throw new Error('There is no dist/ to pack: run "npm run build" first.');
	const nodes = join(userFolder, '.n8n', 'nodes');
	const folder = join(nodes, 'node_modules', NAME);
	await mkdir(folder, { recursive: true });
	const packed = await mkdtemp(join(tmpdir(), `${NAME}-pack-`));
	try {
		await execa('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', packed], { cwd: REPOSITORY });
		const tarball = (await readdir(packed)).find((file) => file.endsWith('.tgz'));
		if (tarball === undefined) throw new Error('npm pack made no .tgz file.');
		await execa('tar', ['-xzf', join(packed, tarball), '--strip-components=1', '-C', folder]);
	} finally {
		await rm(packed, { recursive: true, force: true });
	}
	const listed = { name: 'installed-nodes', private: true, dependencies: { [NAME]: '*' } };
	await writeFile(join(nodes, 'package.json'), JSON.stringify(listed));
	return folder;
}

import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { REPOSITORY } from '~/tools/repository';

const NAME = 'n8n-nodes-floor';

/** Puts the floor beside our package into a user folder of n8n. */
export async function installFloor(userFolder: string): Promise<void> {
	const nodes = path.join(userFolder, '.n8n', 'nodes');
	const folder = path.join(nodes, 'node_modules', NAME);
	await mkdir(folder, { recursive: true });
	await copyFile(path.join(REPOSITORY, 'tools', 'bench', 'floor', 'Floor.node.js'), path.join(folder, 'Floor.node.js'));
	const manifest = { name: NAME, version: '0.0.0', n8n: { nodes: ['Floor.node.js'] } };
	await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
	const listed = path.join(nodes, 'package.json');
	const { dependencies, ...rest } = JSON.parse(await readFile(listed, 'utf8')) as { dependencies: object };
	await writeFile(listed, JSON.stringify({ ...rest, dependencies: { ...dependencies, [NAME]: '*' } }));
}

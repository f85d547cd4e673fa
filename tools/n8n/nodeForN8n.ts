import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { installOnce } from './packageFolder';
import { N8N_FOLDER, type N8nVersion, sourceFolder } from './versions';

/** n8n 2.41 does not start under an older Node, and n8n 1.85 not under this one. */
const MAJOR = 24;

/** The Node that n8n runs under. */
export interface NodeForN8n {
	binary: string;
	/** Where node-gyp finds its headers, so that it need not download them. */
	headers?: string;
	/** Binary addons that were compiled for another one do not load in it. */
	abi: string;
}

/** This process's own Node if it fits; else one that the npm package `node` brings, fetched once. */
export async function nodeForN8n(version: N8nVersion, say: (line: string) => void): Promise<NodeForN8n> {
	const own = Number(process.versions.node.split('.')[0]);
	const major = version === '1.85.4' ? 22 : Math.max(own, MAJOR);
	if (own === major) return ownNode();
	const folder = join(N8N_FOLDER, `node${major}`);
	const source = sourceFolder(major === 22 ? 'node22' : 'node24');
	// Its script fetches the headers into a folder that pnpm's store would leave out.
	const env = { npm_config_side_effects_cache: 'false' };
	const node = process.execPath;
	await installOnce({ title: `Node ${major}`, source, folder, builtFor: process.arch, node, env }, say);
	const installed = join(folder, 'node_modules', 'node');
	const headers = join(installed, 'node_modules', `node-${process.platform}-${process.arch}`);
	return { binary: join(installed, 'bin', 'node'), headers, abi: `Node ${major} of its own` };
}

function ownNode(): NodeForN8n {
	const binary = process.execPath;
	const headers = resolve(dirname(binary), '..');
	const hasHeaders = existsSync(join(headers, 'include', 'node', 'node.h'));
	return { binary, headers: hasHeaders ? headers : undefined, abi: `ABI ${process.versions.modules}` };
}

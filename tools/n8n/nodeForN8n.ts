import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { installOnce } from './packageFolder';
import { N8N_FOLDER, sourceFolder } from './versions';

/** n8n 2 does not start under an older Node. */
const MAJOR = 24;

/** The Node that n8n runs under. */
export interface NodeForN8n {
	binary: string;
	/** Where node-gyp finds its headers, so that it need not download them. */
	headers?: string;
	/** Binary addons that were compiled for another one do not load in it. */
	abi: string;
}

/** This process's own Node if it is new enough; else Node 24, which the npm package `node` brings, fetched once. */
export async function nodeForN8n(say: (line: string) => void): Promise<NodeForN8n> {
	if (Number(process.versions.node.split('.')[0]) >= MAJOR) return ownNode();
	const folder = join(N8N_FOLDER, 'node24');
	const source = sourceFolder('node24');
	await installOnce({ title: `Node ${MAJOR}`, source, folder, builtFor: process.arch, env: {} }, say);
	const installed = join(folder, 'node_modules', 'node');
	const headers = join(installed, 'node_modules', `node-${process.platform}-${process.arch}`);
	return { binary: join(installed, 'bin', 'node'), headers, abi: `Node ${MAJOR} of its own` };
}

function ownNode(): NodeForN8n {
	const binary = process.execPath;
	const headers = resolve(dirname(binary), '..');
	const hasHeaders = existsSync(join(headers, 'include', 'node', 'node.h'));
	return { binary, headers: hasHeaders ? headers : undefined, abi: `ABI ${process.versions.modules}` };
}

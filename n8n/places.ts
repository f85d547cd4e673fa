import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { N8nVersion } from './versions';

/** The folder that holds our package.json: this file runs from `n8n/` in the tests and from `.build/n8n/` in the demo. */
export const REPOSITORY = findRepository(__dirname);

/** The committed package.json and lock file of an n8n version. */
export function lockFolder(version: N8nVersion): string {
	return join(REPOSITORY, 'n8n', version);
}

/** Where that version is installed; git ignores it. */
export function installFolder(version: N8nVersion): string {
	return join(REPOSITORY, '.n8n', version);
}

function findRepository(folder: string): string {
	const file = join(folder, 'package.json');
	if (existsSync(file) && readFileSync(file, 'utf8').includes('"name": "n8n-nodes-pollybot"')) return folder;
	if (dirname(folder) === folder) throw new Error(`No package.json of n8n-nodes-pollybot above ${__dirname}`);
	return findRepository(dirname(folder));
}

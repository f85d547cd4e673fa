import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder that contains our package.json: this file runs from `tools/` in the tests and from `.build/tools/` otherwise. */
export const REPOSITORY = findRepository(__dirname);

function findRepository(folder: string): string {
	const file = join(folder, 'package.json');
	if (existsSync(file) && readFileSync(file, 'utf8').includes('"name": "n8n-nodes-pollybot"')) return folder;
	if (dirname(folder) === folder) throw new Error(`No package.json of n8n-nodes-pollybot above ${__dirname}`);
	return findRepository(dirname(folder));
}

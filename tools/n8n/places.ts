import { join } from 'node:path';

import { REPOSITORY } from '../repository';
import type { N8nVersion } from './versions';

/** The committed package.json and lock file of an n8n version. */
export function lockFolder(version: N8nVersion): string {
	return join(REPOSITORY, 'tools', 'n8n', version);
}

/** Where that version is installed; git ignores it. */
export function installFolder(version: N8nVersion): string {
	return join(REPOSITORY, '.n8n', version);
}

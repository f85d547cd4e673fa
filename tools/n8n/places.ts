import { join } from 'node:path';

import { REPOSITORY } from '../repository';
import type { N8nVersion } from './versions';

/** Where n8n and what it needs is installed; git ignores it. */
export const N8N_FOLDER = join(REPOSITORY, '.n8n');

/** The committed package.json and lock file of an n8n version, or of the Node that runs it. */
export function sourceFolder(name: N8nVersion | 'node24'): string {
	return join(REPOSITORY, 'tools', 'n8n', name);
}

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { directToThisMachine } from '../n8n/environment';

/**
 * The settings of n8n's engine in this process. n8n reads the environment while it loads, so this file is imported before
 * any part of n8n. The folder is a new one, so that no settings of the machine's own n8n are read or written.
 */
export const userFolder = mkdtempSync(join(tmpdir(), 'n8n-engine-'));

Object.assign(process.env, directToThisMachine());
process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'a-key-for-a-folder-that-is-thrown-away';
// The logger in instance.ts keeps the lines; n8n's own logger would print them between our own.
process.env.N8N_LOG_LEVEL = 'silent';

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { asRecord } from '~/tools/n8n/executionRecord';
import { REPOSITORY } from '~/tools/repository';
import type { N8nRest } from '~/tools/n8n/rest';
import { type Credential, nodeCredentials, parseWorkflow, withNode } from '~/tools/n8n/workflow';
import type { SandboxOptions } from '~/tools/sandbox';

/** The names that the example gives its nodes. */
export const TRIGGER = 'When clicking ‘Execute workflow’';
export const CREATE = 'Create Lead';

/** How many rows the example makes here, instead of 5,000. */
export const ROWS = 300;

/** Three seconds stand for the hour, and 100 requests for the 1,000. */
export const SMALL: SandboxOptions = { limit: 100, windowSeconds: 3 };

/** Imports examples/import-5000-rows.json with fewer rows and a credential. Returns the workflow's id. */
export async function importSmallList(rest: N8nRest, credential: Credential): Promise<string> {
	const example = parseWorkflow(await readFile(join(REPOSITORY, 'examples', 'import-5000-rows.json'), 'utf8'));
	const ready = withNode(example, CREATE, (node) => ({ ...node, credentials: nodeCredentials(credential) }));
	const fewer = withNode(ready, 'Sample List', (node) => ({
		...node,
		parameters: asRecord(JSON.parse(JSON.stringify(node.parameters).replace('5000', String(ROWS)))),
	}));
	return await rest.importWorkflow(fewer);
}

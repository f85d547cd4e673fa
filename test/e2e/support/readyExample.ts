import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';
import { type Credential, nodeCredentials, parseWorkflow, type Workflow } from '~/tools/n8n/workflow';

/** An example as a user imports it, with the credentials chosen: by the node types that they are for. */
export async function readyExample(file: string, credentials: ReadonlyMap<RegExp, Credential>): Promise<Workflow> {
	const workflow = parseWorkflow(await readFile(join(REPOSITORY, 'examples', file), 'utf8'));
	const nodes = workflow.nodes.map((node) => {
		const [, credential] = [...credentials].find(([type]) => type.test(node.type)) ?? [];
		return credential ? { ...node, credentials: nodeCredentials(credential) } : node;
	});
	return { ...workflow, nodes };
}

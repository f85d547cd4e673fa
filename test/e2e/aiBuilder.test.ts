import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { N8N_FOLDER } from '~/tools/n8n/versions';
import { chosenN8nVersion } from '~/tools/n8n/versions';
import { n8nLine } from './support/host';

interface TypeGenerator {
	readonly planSplitVersionFiles: (node: object, version: number) => Map<string, string>;
}

const generator = join(
	...[
		N8N_FOLDER,
		chosenN8nVersion(),
		'node_modules',
		'@n8n',
		'workflow-sdk',
		'dist',
		'generate-types',
		'generate-types.js',
	],
);

/** What n8n's AI workflow builder reads of an operation: n8n's own generator of node types writes it. */
function typesOf(operation: string): string {
	const { planSplitVersionFiles } = createRequire(__filename)(generator) as TypeGenerator;
	const description = { ...new PollyBot().description, name: 'n8n-nodes-pollybot.pollyBot' };
	return planSplitVersionFiles(description, 1).get(`resource_lead/operation_${operation}.ts`) ?? '';
}

it("n8n's AI workflow builder reads which outputs there are, and what they carry; 1.x has none", () => {
	if (n8nLine() === 1) {
		expect(existsSync(generator)).toBe(false);
		return;
	}
	expect(typesOf('create')).toContain('Output 1 "Duplicate", only while onDuplicate is "duplicateOutput"');
	expect(typesOf('create')).toContain('connect the Wait node back to this node');
	expect(typesOf('upsert')).toContain('Output 1 "Deferred", only while options.onRateLimit is "deferredOutput"');
	expect(typesOf('get')).not.toContain('Output 1');
});

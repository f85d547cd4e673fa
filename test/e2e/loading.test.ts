import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';
import { parseWorkflow } from '~/tools/n8n/workflow';
import { host } from './support/host';
import { containingAll } from '~/test/matchers';

describe('the packed package', () => {
	it('is loaded by n8n, as a node and as an AI tool', async () => {
		const types = [...(await (await host.signIn()).nodeVersions()).keys()];
		expect(types).toEqual(containingAll(['n8n-nodes-pollybot.pollyBot', 'n8n-nodes-pollybot.pollyBotTool']));
	});

	it.each(['pollyBotTrigger', 'pollyBotPollingTrigger'])(
		'%s is loaded as a trigger, which is no tool',
		async (name) => {
			const types = [...(await (await host.signIn()).nodeVersions()).keys()];
			expect(types).toContain(`n8n-nodes-pollybot.${name}`);
			expect(types).not.toContain(`n8n-nodes-pollybot.${name}Tool`);
		},
	);

	it('gives n8n nothing to complain of while loading', async () => {
		// What follows is of the tests that have run in this n8n.
		const [loading = '', ...rest] = (await host.log()).split('Editor is now accessible');
		expect(rest).not.toEqual([]);
		expect(loading.split('\n').filter((line) => /n8n-nodes-pollybot|failed to load/i.test(line))).toEqual([]);
	});
});

const EXAMPLES = join(REPOSITORY, 'examples');

describe.each(readdirSync(EXAMPLES).filter((file) => file.endsWith('.json')))('the example %s', (file) => {
	it('is made of nodes that this n8n has, in versions that it has: its editor draws no others', async () => {
		const versions = await (await host.signIn()).nodeVersions();
		const { nodes } = parseWorkflow(readFileSync(join(EXAMPLES, file), 'utf8'));
		const unknown = nodes.filter(({ type, typeVersion }) => !versions.get(type)?.includes(typeVersion));
		expect(unknown.map(({ type, typeVersion }) => [type, typeVersion])).toEqual([]);
	});
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';
import { parseWorkflow } from '~/tools/n8n/workflow';
import { host } from './support/host';
import { containingAll } from '~/test/matchers';

/** The nodes of this n8n: a list of many megabytes. */
let versions: ReadonlyMap<string, number[]>;

beforeAll(async () => {
	versions = await (await host.signIn()).nodeVersions();
});

describe('the packed package', () => {
	it('is loaded by n8n, as a node and as an AI tool', () => {
		expect([...versions.keys()]).toEqual(
			containingAll(['n8n-nodes-pollybot.pollyBot', 'n8n-nodes-pollybot.pollyBotTool']),
		);
	});

	it.each(['pollyBotTrigger', 'pollyBotPollingTrigger'])('%s is loaded as a trigger, which is no tool', (name) => {
		expect([...versions.keys()]).toContain(`n8n-nodes-pollybot.${name}`);
		expect([...versions.keys()]).not.toContain(`n8n-nodes-pollybot.${name}Tool`);
	});

	it('gives n8n nothing to complain of while loading', async () => {
		// What follows is of the tests that have run in this n8n.
		const [loading = '', ...rest] = (await host.log()).split('Editor is now accessible');
		expect(rest).not.toEqual([]);
		expect(loading.split('\n').filter((line) => /n8n-nodes-pollybot|failed to load/i.test(line))).toEqual([]);
	});
});

const EXAMPLES = join(REPOSITORY, 'examples');

describe.each(readdirSync(EXAMPLES).filter((file) => file.endsWith('.json')))('the example %s', (file) => {
	it('is made of nodes that this n8n has, in versions that it has: its editor draws no others', () => {
		const { nodes } = parseWorkflow(readFileSync(join(EXAMPLES, file), 'utf8'));
		const unknown = nodes.filter(({ type, typeVersion }) => !versions.get(type)?.includes(typeVersion));
		expect(unknown.map(({ type, typeVersion }) => [type, typeVersion])).toEqual([]);
	});
});

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

import type { Execution } from '~/n8n/execution';
import { REPOSITORY } from '~/n8n/places';
import type { N8nRest } from '~/n8n/rest';
import { parseWorkflow, withNode } from '~/n8n/workflow';
import { type Sandbox, startSandbox } from '~/sandbox';
import { startBrowser } from './browser';
import { Editor } from './editor';
import { host } from './host';

const TRIGGER = 'When clicking ‘Execute workflow’';
const CREATE = 'Create Lead';
const ROWS = 300;

let sandbox: Sandbox;
let rest: N8nRest;
let workflowId: string;
let browser: Browser;

beforeAll(async () => {
	// Three seconds stand for the hour, and 100 requests for the 1,000.
	sandbox = await startSandbox({ limit: 100, windowSeconds: 3 });
	browser = await startBrowser();
	rest = await host.signIn();
	const { url: baseUrl, apiKey, chatbotId } = sandbox;
	const { id, name } = await rest.createCredential('Import', 'pollyBotApi', { baseUrl, apiKey, chatbotId });
	const example = parseWorkflow(await readFile(join(REPOSITORY, 'examples', 'import-5000-rows.json'), 'utf8'));
	const ready = withNode(example, CREATE, (node) => ({ ...node, credentials: { pollyBotApi: { id, name } } }));
	const fewer = withNode(ready, 'Sample List', (node) => ({
		...node,
		parameters: JSON.parse(JSON.stringify(node.parameters).replace('5000', String(ROWS))) as typeof node.parameters,
	}));
	workflowId = await rest.importWorkflow(fewer);
});

afterAll(async () => {
	await browser.close();
	await sandbox.close();
});

/** How many items left the node by an output, in all its runs. */
function total(execution: Execution, output: number): number {
	return (execution.runs[CREATE] ?? []).reduce((sum, run) => sum + (run.outputs[output]?.length ?? 0), 0);
}

describe('the example that imports any number of rows', () => {
	it('creates every row exactly once over several windows, and ends by itself', async () => {
		const execution = await rest.run(workflowId, TRIGGER);
		expect(execution.status).toBe('success');
		expect(sandbox.leads()).toHaveLength(ROWS);
		expect(execution.runs[CREATE]?.length).toBeGreaterThanOrEqual(3);
		expect([0, 1, 3].map((output) => total(execution, output))).toEqual([ROWS, 0, 0]);
		expect(sandbox.requests).toHaveLength(ROWS);
	});

	it('can be looked at in the editor', async () => {
		sandbox.reset();
		const editor = await Editor.open(browser);
		await editor.openWorkflow(workflowId);
		await editor.execute();
		expect(await editor.outputLabels(CREATE)).toEqual(['Created', 'Duplicate', 'Deferred', 'Error']);
		await editor.picture('import-5000-rows', ['Rows', CREATE, 'Created', 'To Correct', 'Wait for PollyBot']);
	});
});

import type { Browser } from 'playwright-core';

import type { Sandbox } from '~/sandbox';
import { startBrowser } from './browser';
import { Editor } from './editor';
import { host } from './host';
import { CREATE, importRowsExample, startSmallSandbox } from './importRowsExample';

let sandbox: Sandbox;
let browser: Browser;

beforeAll(async () => {
	sandbox = await startSmallSandbox();
	browser = await startBrowser();
});

afterAll(async () => {
	await browser.close();
	await sandbox.close();
});

describe('the example that imports any number of rows', () => {
	it('can be looked at in the editor', async () => {
		const workflowId = await importRowsExample(await host.signIn(), sandbox);
		const editor = await Editor.open(browser);
		await editor.openWorkflow(workflowId);
		await editor.execute();
		expect(await editor.outputLabels(CREATE)).toEqual(['Created', 'Duplicate', 'Deferred', 'Error']);
		await editor.picture('import-5000-rows', ['Rows', CREATE, 'Created', 'To Correct', 'Wait for PollyBot']);
	});
});

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

import { exampleWorkflow, LEADS_ALREADY_THERE, NODES, placeLeadsFile } from '~/tools/demo/spreadsheetExample';
import { REPOSITORY } from '~/tools/repository';
import { parseWorkflow, withNode, type Workflow } from '~/tools/n8n/workflow';
import { startBrowser } from '~/test/e2e/support/browser';
import { chainWorkflow, START } from '~/test/e2e/support/chainWorkflow';
import { Editor } from '~/test/e2e/support/editor';
import { readyExample } from '~/test/e2e/support/readyExample';
import { host } from '~/test/e2e/support/host';
import { pollyBotInN8n } from '~/test/e2e/support/pollyBotInN8n';

const IMAGES = join(REPOSITORY, 'docs', 'images');

const { sandbox, rest, credential, secret } = pollyBotInN8n({
	leads: LEADS_ALREADY_THERE,
	limit: 100,
	windowSeconds: 3,
});
let browser: Browser;

beforeAll(async () => {
	browser = await startBrowser();
});

afterAll(async () => {
	await browser.close();
});

/** An example without its notes, which are for the one who imports it. */
async function withoutNotes(file: string): Promise<Workflow> {
	const workflow = await readyExample(
		file,
		new Map([
			[/pollyBotTrigger/, secret()],
			[/pollyBot/, credential()],
		]),
	);
	return { ...workflow, nodes: workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote') };
}

describe.each(['light', 'dark'] as const)('pictures, %s', (colorScheme) => {
	let editor: Editor;
	const named = (name: string) => (colorScheme === 'light' ? name : `${name}-dark`);

	beforeAll(async () => {
		editor = await Editor.open(browser, { colorScheme, pictures: IMAGES });
	});

	afterAll(async () => {
		await editor.page.close();
	});

	async function open(workflow: Workflow): Promise<void> {
		await editor.openWorkflow(await rest().importWorkflow(workflow));
		await editor.page.waitForTimeout(500);
	}

	async function run(): Promise<void> {
		await editor.execute();
		await editor.page.getByText('Workflow executed successfully').waitFor({ state: 'hidden' });
	}

	it('an execution: created, duplicate, to correct', async () => {
		const workflow = await exampleWorkflow(await placeLeadsFile(host.userFolder()), credential());
		const nodes = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
		await open({ ...workflow, nodes });
		sandbox().setLimit(1000, 3600);
		await run();
		const { rows, create, created, alreadyThere, toCorrect } = NODES;
		await editor.picture(named('create-lead'), [rows, create, created, alreadyThere, toCorrect]);
	});

	it('the first workflow: a form, and a lead', async () => {
		const form = 'On form submission';
		const fields = { name: '={{ $json.Name }}', email: '={{ $json.Email }}' };
		const links = [{ name: 'Create lead', parameters: { operation: 'create', ...fields } }];
		const entry = { Name: 'Ann Lee', Email: 'ann@example.com', submittedAt: '2026-11-24T09:30:00.000Z' };
		const chain = chainWorkflow(credential(), [entry], links);
		const elements = { values: [{ fieldLabel: 'Name' }, { fieldLabel: 'Email' }] };
		const asForm = withNode(chain, START, (node) => ({
			...node,
			type: 'n8n-nodes-base.formTrigger',
			typeVersion: 2.2,
			webhookId: randomUUID(),
			parameters: { formTitle: 'Contact us', formFields: elements, options: {} },
		}));
		const text = JSON.stringify(asForm);
		await open(parseWorkflow(text.replaceAll(START, form)));
		await editor.execute();
		await editor.openNode('Create lead');
		await editor.page.waitForTimeout(500);
		await editor.picture(named('first-workflow'));
	});

	it('rows that wait for the rate limit', async () => {
		const fewer = withNode(await withoutNotes('import-5000-rows.json'), 'Sample List', (node) => ({
			...node,
			parameters: { ...node.parameters, jsonOutput: String(node.parameters.jsonOutput).replace('5000', '300') },
		}));
		await open(fewer);
		await run();
		await editor.picture(named('import-5000-rows'), [
			'Rows',
			'Create Lead',
			'Created',
			'To Correct',
			'Wait for PollyBot',
		]);
	});

	it('the list that searches PollyBot', async () => {
		const [, ...names] = ['', 'Grace Hopper', 'Grace Kelly', 'Gracie Allen', 'Alan Turing'];
		for (const name of names) {
			sandbox().addLead({ name, email: `${name.toLowerCase().replace(' ', '.')}@example.com` });
		}
		const report = await withoutNotes('nightly-report-by-source.json');
		const get = withNode(report, 'Leads of the Last 24 Hours', (node) => ({
			...node,
			parameters: { resource: 'lead', operation: 'get', leadId: { __rl: true, mode: 'list', value: '' } },
		}));
		await open(get);
		await editor.openNode('Leads of the Last 24 Hours');
		await editor.byTestId('resource-locator-leadId').getByTestId('rlc-input').click();
		await editor.byTestId('rlc-item').first().waitFor();
		await editor.page.keyboard.type('grac');
		await editor.page.waitForTimeout(1500);
		await editor.page.getByText('Gracie Allen').waitFor();
		await editor.picture(named('list-of-leads'));
	});

	it('an AI agent with its tools', async () => {
		const workflow = await withoutNotes('ai-agent-captures-leads.json');
		await open(workflow);
		await editor.picture(
			named('ai-agent'),
			workflow.nodes.map(({ name }) => name),
		);
	});

	it('the trigger and its example', async () => {
		const workflow = await withoutNotes('new-lead-to-crm.json');
		await open(workflow);
		await editor.picture(
			named('new-lead-to-crm'),
			workflow.nodes.map(({ name }) => name),
		);
		await editor.openNode('New Lead');
		await editor.openWebhookUrls();
		await editor.page.waitForTimeout(300);
		await editor.picture(named('trigger-panel'));
	});

	it('the polling trigger', async () => {
		await open(await withoutNotes('changed-leads-to-crm.json'));
		await editor.openNode('New or Changed Lead');
		await editor.page.waitForTimeout(300);
		await editor.picture(named('polling-trigger-panel'));
	});

	it('a list that is checked, and nothing sent', async () => {
		await open(await withoutNotes('check-a-list.json'));
		await run();
		await editor.openNode('Check Leads');
		await editor.page.waitForTimeout(500);
		await editor.picture(named('check-only'));
	});

	it('the node creator', async () => {
		await open(await withoutNotes('crm-export-to-leads.json'));
		await editor.byTestId('node-creator-plus-button').click();
		await editor.byTestId('node-creator-search-bar').fill('pollybot');
		await editor.byTestId('node-creator-item-name').getByText('PollyBot', { exact: true }).click();
		await editor.page.getByText('Create or update lead', { exact: true }).waitFor();
		await editor.page.waitForTimeout(300);
		await editor.picture(named('actions'));
	});
});

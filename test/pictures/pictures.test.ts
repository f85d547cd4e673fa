import { join } from 'node:path';

import { exampleWorkflow, LEADS_ALREADY_THERE, NODES, placeLeadsFile } from '~/tools/demo/spreadsheetExample';
import { REPOSITORY } from '~/tools/repository';
import { withNode, type Workflow } from '~/tools/n8n/workflow';
import { chainWorkflow } from '~/test/e2e/support/chainWorkflow';
import { Editor } from '~/test/e2e/support/editor';
import { readyExample } from '~/test/e2e/support/readyExample';
import { host } from '~/test/e2e/support/host';
import { pollyBotInN8n } from '~/test/e2e/support/pollyBotInN8n';
import { formWorkflow } from './formWorkflow';

const IMAGES = join(REPOSITORY, 'docs', 'images');

const WINDOW = { width: 1280, height: 780 };

const { sandbox, rest, credential, secret } = pollyBotInN8n({
	profile: '2026',
	leads: LEADS_ALREADY_THERE,
	limit: 100,
	windowSeconds: 3,
});

/** An example without its notes, which are for the one who imports it. */
async function withoutNotes(file: string): Promise<Workflow> {
	const model = await rest().createCredential('OpenAI account', 'openAiApi', { apiKey: 'sk-test' });
	const workflow = await readyExample(
		file,
		new Map([
			[/pollyBotTrigger/, secret()],
			[/pollyBot/, credential()],
			[/lmChatOpenAi/, model],
		]),
	);
	return { ...workflow, nodes: workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote') };
}

describe.each(['light', 'dark'] as const)('pictures, %s', (colorScheme) => {
	let editor: Editor;
	const named = (name: string) => (colorScheme === 'light' ? name : `${name}-dark`);

	beforeAll(async () => {
		editor = await Editor.open({ colorScheme, pictures: IMAGES, viewport: WINDOW, scale: 2 });
	});

	afterAll(async () => {
		await editor.page.close();
	});

	async function open(workflow: Workflow): Promise<void> {
		await editor.openWorkflow(await rest().importWorkflow(workflow));
		await editor.page.waitForTimeout(1000);
	}

	async function run(): Promise<void> {
		await editor.execute();
		await editor.page.getByText('Workflow executed successfully').waitFor({ state: 'hidden' });
	}

	const panel = () => editor.byTestId('node-parameters').first();
	/** Above the parameters are the tabs. */
	const TABS = { across: 0, above: 42, below: 0 };
	const output = () => editor.byTestId('output-panel');

	/** Keeps a picture of the open panel, or of a part of it. */
	async function pictureOfPanel(name: string, part = editor.byTestId('ndv')): Promise<void> {
		await editor.page.mouse.move(5, 5);
		await editor.page.waitForTimeout(500);
		await editor.pictureOf(named(name), [part]);
	}

	async function showFieldsOfOutput(): Promise<void> {
		await output().getByText('Schema', { exact: true }).first().click();
	}

	it('a list: created, existing, to correct', async () => {
		const workflow = await exampleWorkflow(await placeLeadsFile(host.userFolder()), credential());
		const nodes = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
		await open({ ...workflow, nodes });
		sandbox().setLimit(1000, 3600);
		await run();
		const { rows, create, created, alreadyThere, toCorrect } = NODES;
		await editor.picture(named('create-lead'), [rows, create, created, alreadyThere, toCorrect]);
		await editor.openNode(create);
		await output().getByText('probably not stored').first().waitFor();
		await pictureOfPanel('not-stored', output().getByRole('alert').filter({ hasText: 'not stored' }));
	});

	it('a row to correct', async () => {
		const rows = [{ Name: 'Robert Brown', Email: 'robert.brown(at)example.com', Phone: '+1-555-123-4567' }];
		const fields = { name: '={{ $json.Name }}', email: '={{ $json.Email }}' };
		const parameters = { operation: 'create', ...fields, onDuplicate: 'returnExisting' };
		const { width, height } = WINDOW;
		await editor.page.setViewportSize({ width, height: 600 });
		await open(
			chainWorkflow(credential(), rows, [{ name: 'Create lead', parameters, onError: 'continueErrorOutput' }]),
		);
		await run();
		await editor.openNode('Create lead');
		await output().getByText('Error Branch').click();
		await showFieldsOfOutput();
		await pictureOfPanel('error-output', output());
		await editor.page.setViewportSize({ width, height });
	});

	it('the first workflow: a form, and a lead', async () => {
		await open(
			formWorkflow(credential(), { operation: 'create', name: '={{ $json.Name }}', email: '={{ $json.Email }}' }),
		);
		await run();
		await editor.openNode('Create lead');
		await showFieldsOfOutput();
		await pictureOfPanel('first-workflow');
	});

	it('a credential', async () => {
		await open(formWorkflow(credential(), { operation: 'create' }));
		await editor.openNode('Create lead');
		await editor.byTestId('credential-edit-button').first().click();
		const dialog = editor.byTestId('editCredential-modal');
		await dialog.getByTestId('parameter-input-apiKey').waitFor();
		await dialog.getByTestId('parameter-input-baseUrl').locator('input').fill('https://pollybot.app');
		await dialog.getByTestId('parameter-input-chatbotId').locator('input').fill('cmhm6o40a05h8mn12dv3tc456');
		await dialog.getByText('Base URL').click();
		await editor.pictureOf(named('credential'), [dialog]);
	});

	it('rows that wait for the rate limit', async () => {
		const fewer = withNode(await withoutNotes('import-5000-rows.json'), 'Sample List', (node) => ({
			...node,
			parameters: { ...node.parameters, jsonOutput: String(node.parameters.jsonOutput).replace('5000', '300') },
		}));
		await open(fewer);
		await run();
		const nodes = ['Rows', 'Create Lead', 'Created', 'To Correct', 'Wait for PollyBot'];
		const margin = { across: 18, above: 30, below: 130 };
		await editor.pictureOf(
			named('import-5000-rows'),
			nodes.map((name) => editor.node(name)),
			margin,
		);
	});

	it('the list that searches PollyBot', async () => {
		for (const name of ['Grace Hopper', 'Grace Kelly', 'Gracie Allen', 'Alan Turing']) {
			sandbox().addLead({ name, email: `${name.toLowerCase().replace(' ', '.')}@example.com` });
		}
		const [lead] = sandbox().leads();
		const leadId = { __rl: true, mode: 'list', value: lead?.id, cachedResultName: 'Ada King (Ada@example.com)' };
		const parameters = { operation: 'get', leadId };
		await open(chainWorkflow(credential(), [{}], [{ name: 'Find Lead', parameters }]));
		await editor.openNode('Find Lead');
		await editor.byTestId('resource-locator-leadId').getByTestId('rlc-input').click();
		await editor.byTestId('rlc-item').first().waitFor();
		await editor.page.keyboard.type('grac');
		await editor.page.waitForTimeout(1500);
		await editor.page.getByText('Gracie Allen').waitFor();
		await editor.pictureOf(named('list-of-leads'), [panel()], TABS);
	});

	it('a message, and the response', async () => {
		const response = 'Yes, we ship to Norway. Most orders arrive within five days.';
		const data = { response, conversationId: 'cmipr3rf400t3n42y5plvmhd5', messageId: 'cmipr3s1a00t7n42yq0wz8k1d' };
		sandbox().fault({ effect: { kind: 'status', status: 200, body: { success: true, data } } });
		const question = 'Do you ship to Norway?';
		const parameters = { resource: 'chat', operation: 'sendMessage', message: '={{ $json.question }}' };
		const { width, height } = WINDOW;
		await editor.page.setViewportSize({ width, height: 700 });
		await open(chainWorkflow(credential(), [{ question }], [{ name: 'Ask Chatbot', parameters }]));
		await run();
		await editor.openNode('Ask Chatbot');
		await showFieldsOfOutput();
		await editor.pictureOf(named('chat'), [panel(), output()]);
		await editor.page.setViewportSize({ width, height });
	});

	it('an AI agent with its tools', async () => {
		const workflow = await withoutNotes('ai-agent-captures-leads.json');
		await open(workflow);
		const nodes = workflow.nodes.map(({ name }) => editor.node(name));
		await editor.pictureOf(named('ai-agent'), nodes, { across: 40, above: 30, below: 60 });
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
		await editor.webhookUrls('Production URL');
		// Such as a person sees it: PollyBot cannot reach the address of this machine.
		await editor.page.locator('.webhook-url').evaluateAll((urls) => {
			for (const url of urls) url.innerHTML = url.innerHTML.replace(/https?:\/\/[\d.]+:\d+/, 'https://n8n.example.com');
		});
		await editor.pictureOf(named('trigger-panel'), [panel()], TABS);
	});

	it('the polling trigger', async () => {
		await open(await withoutNotes('changed-leads-to-crm.json'));
		await editor.openNode('New or Changed Lead');
		await panel().waitFor();
		await editor.pictureOf(named('polling-trigger-panel'), [panel()], TABS);
	});

	it('a list that is checked, and nothing sent', async () => {
		await open(await withoutNotes('check-a-list.json'));
		await run();
		await editor.openNode('Check Leads');
		await pictureOfPanel('check-only');
	});

	it('the node creator', async () => {
		await editor.page.setViewportSize({ ...WINDOW, height: 860 });
		await open(await withoutNotes('crm-export-to-leads.json'));
		await editor.byTestId('node-creator-plus-button').click();
		await editor.byTestId('node-creator-search-bar').fill('pollybot');
		await editor.byTestId('node-creator-item-name').getByText('PollyBot', { exact: true }).click();
		await editor.page.getByText('Create or update lead', { exact: true }).waitFor();
		await editor.page.getByText('Triggers (1)').click();
		await editor.page.waitForTimeout(500);
		await editor.pictureOf(named('actions'), [editor.byTestId('node-creator')]);
	});
});

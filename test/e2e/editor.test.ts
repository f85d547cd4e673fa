import { join } from 'node:path';

import { exampleWorkflow, LEADS_ALREADY_THERE, NODES, placeLeadsFile } from '~/tools/demo/spreadsheetExample';
import { REPOSITORY } from '~/tools/repository';
import { chainWorkflow } from './support/chainWorkflow';
import { host } from './support/host';
import { inEditor } from './support/inEditor';
import { leadWorkflow, POLLYBOT, ROWS } from './support/leadWorkflow';
import { pollyBotInN8n } from './support/pollyBotInN8n';
import { containingAll } from '~/test/matchers';
import { mapped, people } from '~/test/node/sandboxed';

const { sandbox, rest, credential } = pollyBotInN8n({ leads: LEADS_ALREADY_THERE });
const editor = inEditor();

/** The example workflow without its notes. Returns its id. */
async function importExample(): Promise<string> {
	const workflow = await exampleWorkflow(await placeLeadsFile(host.userFolder()), credential());
	const nodes = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
	return await rest().importWorkflow({ ...workflow, nodes });
}

describe('the node creator', () => {
	it('finds the node and the polling trigger when a person searches for "lead"', async () => {
		await editor().openWorkflow(await importExample());
		const names = await editor().searchNodes('lead');
		await editor().picture('node-creator');
		expect(names).toContain('PollyBot');
		expect(names).toContain('PollyBot Polling');
	});
});

describe('the example workflow', () => {
	it('is imported from its file as it is', async () => {
		await editor().importFile(join(REPOSITORY, 'examples', 'spreadsheet-to-leads.json'));
		await editor().picture('imported-example');
		for (const name of Object.values(NODES)) expect(await editor().node(name).count()).toBe(1);
		expect(await editor().outputLabels(NODES.create)).toEqual(['Created', 'Duplicate', 'Error']);
	});
});

describe('a run', () => {
	it('shows how many rows went which way', async () => {
		await editor().openWorkflow(await importExample());
		await editor().execute();
		await editor().page.getByText('Workflow executed successfully').waitFor({ state: 'hidden' });
		const { rows, create, created, alreadyThere, toCorrect } = NODES;
		await editor().picture('run', [rows, create, created, alreadyThere, toCorrect]);
		expect(await editor().connection(rows, create).innerText()).toBe('65 items');
		expect(await editor().connection(create, created).innerText()).toBe('60 items');
		expect(await editor().connection(create, alreadyThere).innerText()).toBe('3 items');
		expect(await editor().connection(create, toCorrect).innerText()).toBe('2 items');
	});
});

describe("the node's panel", () => {
	it('shows the fields of a lead, and names its outputs', async () => {
		await editor().openWorkflow(await importExample());
		await editor().openNode(NODES.create);
		const labels = await editor().fieldLabels();
		await editor().picture('panel');
		expect(labels).toEqual(
			containingAll(['Resource', 'Operation', 'Chatbot ID', 'Data to Send', 'Name', 'Email', 'Phone']),
		);
		expect(labels).toEqual(containingAll(['Source', 'Status', 'Metadata', 'On Duplicate']));
		await editor().closeNode();
		expect(await editor().outputLabels(NODES.create)).toEqual(['Created', 'Duplicate', 'Error']);
	});

	it('hides the fields when the input is mapped automatically', async () => {
		await editor().openWorkflow(await importExample());
		await editor().openNode(NODES.create);
		await editor().choose('dataToSend', 'Auto-Map Input Data');
		await editor().byTestId('parameter-input-inputsToIgnore').waitFor();
		const labels = await editor().fieldLabels();
		await editor().picture('panel-auto-map');
		expect(labels).toContain('Inputs to Ignore');
		expect(labels).not.toContain('Email');
	});

	it('lets the Duplicate output vanish and come back with On Duplicate', async () => {
		await editor().openWorkflow(await importExample());
		await editor().openNode(NODES.create);
		await editor().choose('onDuplicate', 'Return the Existing Lead');
		await editor().closeNode();
		await editor().picture('without-duplicate-output');
		// n8n itself names the first of two outputs so, whatever the node calls it.
		expect(await editor().outputLabels(NODES.create)).toEqual(['Success', 'Error']);
		await editor().openNode(NODES.create);
		await editor().choose('onDuplicate', 'Send to Duplicate Output');
		await editor().closeNode();
		expect(await editor().outputLabels(NODES.create)).toEqual(['Created', 'Duplicate', 'Error']);
	});
});

describe('the list of leads', () => {
	it('searches PollyBot for what a person types, and gives the lead that they choose', async () => {
		const { id } = sandbox().addLead({ name: 'Grace Hopper', email: 'grace@example.com' });
		const parameters = { operation: 'update', updateFields: { metadata: {}, status: 'qualified' } };
		const workflowId = await rest().importWorkflow(chainWorkflow(credential(), [{}], [{ name: 'Update', parameters }]));
		await editor().openWorkflow(workflowId);
		await editor().openNode('Update');
		await editor().byTestId('resource-locator-leadId').getByTestId('rlc-input').click();
		await editor().byTestId('rlc-item').first().waitFor();
		await editor().page.keyboard.type('grace');
		const found = editor().page.getByText('Grace Hopper (grace@example.com)');
		await found.waitFor();
		await editor().byTestId('rlc-item').nth(1).waitFor({ state: 'detached' });
		await editor().picture('list-of-leads');
		await found.click();
		// A field of type assignmentCollection works within the collection of fields to update.
		await editor().byTestId('assignment-collection-drop-area').getByText('Add Field').click();
		await editor().byTestId('assignment-name').locator('input').fill('score');
		await editor().byTestId('assignment-value').locator('input').fill('85');
		await editor().picture('panel-update');
		await editor().closeNode();
		await editor().execute();
		expect(sandbox().requests.at(-1)).toMatchObject({
			method: 'PUT',
			path: `/api/v1/chatbots/${sandbox().chatbotId}/leads/${id}`,
			body: { status: 'qualified', metadata: { score: '85' } },
		});
	});
});

describe('before an execution of more rows than PollyBot takes in an hour', () => {
	it('the output pane says what will happen, and what to choose', async () => {
		const rows = people(1001);
		const workflow = leadWorkflow({ credential: credential(), rows, parameters: mapped() });
		await editor().openWorkflow(await rest().importWorkflow(workflow));
		// n8n counts the rows of a node that has run.
		await editor().openNode(ROWS);
		await editor().byTestId('node-execute-button').click();
		await editor().byTestId('output-panel').getByText(`${rows.length} items`).waitFor();
		await editor().closeNode();
		await editor().openNode(POLLYBOT);
		await editor()
			.byTestId('node-hint')
			.getByText('set \'On Rate Limit\' in the options to "Send to Deferred Output"')
			.waitFor();
		await editor().picture('hint-before-run');
	});
});

describe('custom fields', () => {
	it('are filled as pairs within Additional Fields, beside the metadata', async () => {
		const fields = { name: 'Grace Hopper', email: 'grace.hopper@example.com' };
		const parameters = { operation: 'create', ...fields, status: '', additionalFields: { customFieldPairs: {} } };
		const workflowId = await rest().importWorkflow(chainWorkflow(credential(), [{}], [{ name: 'Create', parameters }]));
		await editor().openWorkflow(workflowId);
		await editor().openNode('Create');
		const pairs = editor().byTestId('assignment-collection-customFieldPairs');
		await pairs.getByText('Add Field').click();
		await pairs.getByTestId('assignment-name').locator('input').fill('plan');
		await pairs.getByTestId('assignment-value').locator('input').fill('Pro');
		await editor().picture('panel-custom-fields');
		await editor().closeNode();
		await editor().execute();
		expect(sandbox().requests.at(-1)).toMatchObject({
			method: 'POST',
			body: { ...fields, customFields: { plan: 'Pro' } },
		});
	});
});

describe("the credential's dialog", () => {
	it('turns red with a message that helps, and green again', async () => {
		await editor().openWorkflow(await importExample());
		await editor().openNode(NODES.create);
		await editor().byTestId('credential-edit-button').click();
		await editor().byTestId('credentials-config-container-test-success').waitFor();
		await editor().picture('credential-green');
		await editor().changeCredential('apiKey', 'sk-workspace_wrong');
		await editor().page.getByText('More details').click();
		await editor().page.getByText('PollyBot does not accept the API key').waitFor();
		await editor().picture('credential-red');
		expect(await editor().byTestId('credentials-config-container-test-success').isVisible()).toBe(false);
		await editor().changeCredential('apiKey', sandbox().apiKey);
		await editor().byTestId('credentials-config-container-test-success').waitFor();
	});
});

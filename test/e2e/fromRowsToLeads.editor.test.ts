import { randomUUID } from 'node:crypto';

import { inEditor } from './support/inEditor';
import { pollyBotInN8n } from './support/pollyBotInN8n';
import { containingAll } from '~/test/matchers';

const { sandbox, rest } = pollyBotInN8n({ keepLeads: true });
const editor = inEditor();

beforeAll(async () => {
	const workflow = {
		name: 'First Workflow',
		nodes: [
			{
				id: randomUUID(),
				name: 'Sign-Ups',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0] as [number, number],
				parameters: {},
			},
		],
		connections: {},
		settings: { executionOrder: 'v1' },
		pinData: {
			'Sign-Ups': [
				{ json: { fullName: 'Ann Lee', mail: 'ann@example.com', utm_source: 'google' } },
				{ json: { fullName: 'Bob Ray', mail: 'bob(at)example.com', utm_source: 'fair' } },
			],
		},
	};
	const id = await rest().importWorkflow(workflow);
	await editor().openWorkflow(id);
});

/** Each step goes on where the one before it ended, as a person does. */
describe('a newcomer', () => {
	const field = (name: string) => editor().byTestId(`parameter-input-${name}`).first();

	it('finds the node and its actions', async () => {
		await editor().addNode('pollybot', 'PollyBot', 'Create lead');
		await editor().picture('newcomer-1-panel');
		expect(await editor().fieldLabels()).toEqual(containingAll(['Name', 'Email', 'Phone', 'Status', 'Metadata']));
	});

	it('adds a credential, which n8n tests', async () => {
		const { url, apiKey, chatbotId } = sandbox();
		await editor().createCredential({ apiKey, baseUrl: `${url}/api/v1/`, chatbotId });
		await editor().picture('newcomer-2-credential');
		expect(sandbox().requests.map(({ method, query }) => [method, query])).toEqual([['GET', { limit: '1' }]]);
	});

	it('drags fields of the input into name, email and metadata', async () => {
		await editor().dragField('fullName', field('name'));
		await editor().dragField('mail', field('email'));
		const metadata = editor().byTestId('assignment-collection-metadata');
		await editor().dragField('utm_source', editor().byTestId('assignment-collection-drop-area'), metadata);
		await editor().picture('newcomer-3-mapped');
		expect(await field('name').innerText()).toContain('$json.fullName');
		expect(await field('email').innerText()).toContain('$json.mail');
		expect(await metadata.innerText()).toContain('$json.utm_source');
	});

	it('reads in the error which row is wrong, and what to do', async () => {
		sandbox().reset();
		await editor().byTestId('node-execute-button').click();
		await editor().page.getByText('No lead was created.').waitFor();
		await editor().picture('newcomer-4-error');
		const message = '\'Email\' ("bob(at)example.com") is not an email address: it has no @. Correct it. [Item 2]';
		expect(await editor().page.getByText(message).first().isVisible()).toBe(true);
		expect(sandbox().requests).toEqual([]);
	});

	it('switches On Duplicate, and sees the outputs change', async () => {
		await editor().choose('onDuplicate', 'Return the Existing Lead');
		await editor().closeNode();
		expect(await editor().outputLabels('Create lead')).toEqual(['Created']);
		await editor().openNode('Create lead');
		await editor().choose('onDuplicate', 'Send to Duplicate Output');
		await editor().closeNode();
		expect(await editor().outputLabels('Create lead')).toEqual(['Created', 'Duplicate']);
		await editor().picture('newcomer-5-outputs');
	});

	it('lets wrong rows go to a separate output, runs it, and has the lead', async () => {
		await editor().openNode('Create lead');
		await editor().byTestId('tab-settings').click();
		await editor().choose('onError', 'Continue (using error output)');
		await editor().closeNode();
		expect(await editor().outputLabels('Create lead')).toEqual(['Created', 'Duplicate', 'Error']);
		await editor().execute();
		await editor().openNode('Create lead');
		await editor().picture('newcomer-6-run');
		expect(sandbox().leads()).toMatchObject([
			{ name: 'Ann Lee', email: 'ann@example.com', metadata: { utm_source: 'google' } },
		]);
	});
});

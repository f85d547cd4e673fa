import { inEditor } from './support/inEditor';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const { sandbox } = pollyBotInN8n({ keepLeads: true });
const editor = inEditor();

/** README.md, "Create your first lead", step by step. */
describe('the first workflow, as the README tells it', () => {
	it('1. begins with a form that asks for name and email', async () => {
		await editor().beginWithForm('Contact us', ['Name', 'Email']);
		await editor().picture('first-1-form');
	});

	it('2. is filled in once, so that n8n knows its fields', async () => {
		const opened = editor().page.waitForEvent('popup');
		await editor().byTestId('trigger-execute-button').first().click();
		const form = await opened;
		await form.getByLabel('Name').fill('Ann Lee');
		await form.getByLabel('Email').fill('ann@example.com');
		await form.getByRole('button', { name: 'Submit' }).click();
		await form.getByText('Your response has been recorded').waitFor();
		await form.close();
		await editor().byTestId('output-panel').getByText('ann@example.com').first().waitFor();
		await editor().picture('first-2-filled-in');
		await editor().closeNode();
	});

	it('3. goes on with "Create lead"', async () => {
		await editor().addNode('PollyBot', 'PollyBot', 'Create lead');
		await editor().picture('first-3-panel');
	});

	it('4. gets a credential', async () => {
		const { url, apiKey, chatbotId } = sandbox();
		await editor().createCredential({ apiKey, baseUrl: url, chatbotId });
		await editor().picture('first-4-credential');
	});

	it('5. takes name and email from the form', async () => {
		for (const name of ['Name', 'Email']) {
			await editor().dragField(name, editor().byTestId(`parameter-input-${name.toLowerCase()}`).first());
		}
		await editor().picture('first-5-mapped');
	});

	it('6. makes a lead', async () => {
		await editor().byTestId('node-execute-button').click();
		await editor().byTestId('output-panel').getByText('ann@example.com').first().waitFor();
		await editor().picture('first-6-lead');
		expect(sandbox().leads()).toMatchObject([{ name: 'Ann Lee', email: 'ann@example.com' }]);
	});

	it('6. and no second one: it comes out under Duplicate', async () => {
		await editor().byTestId('node-execute-button').click();
		await editor().byTestId('output-panel').getByText('Duplicate Branch (1 item)').waitFor();
		await editor().picture('first-6-duplicate');
		expect(sandbox().leads()).toHaveLength(1);
	});
});

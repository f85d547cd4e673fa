import { CREATE, importSmallList, SMALL } from './support/smallImport';
import { inEditor } from './support/inEditor';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const { rest, credential } = pollyBotInN8n(SMALL);
const editor = inEditor();

describe('the example that imports any number of rows', () => {
	it('can be looked at in the editor', async () => {
		const workflowId = await importSmallList(rest(), credential());
		await editor().openWorkflow(workflowId);
		await editor().execute();
		expect(await editor().outputLabels(CREATE)).toEqual(['Created', 'Duplicate', 'Deferred', 'Error']);
		await editor().picture('import-5000-rows', ['Rows', CREATE, 'Created', 'To Correct', 'Wait for PollyBot']);
	});
});

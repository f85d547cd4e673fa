import { CREATE, importRowsExample, SMALL } from './importRowsExample';
import { inEditor } from './inEditor';
import { pollyBotInN8n } from './pollyBot';

const { rest, credential } = pollyBotInN8n(SMALL);
const { editor } = inEditor();

describe('the example that imports any number of rows', () => {
	it('can be looked at in the editor', async () => {
		const workflowId = await importRowsExample(rest(), credential());
		await editor().openWorkflow(workflowId);
		await editor().execute();
		expect(await editor().outputLabels(CREATE)).toEqual(['Created', 'Duplicate', 'Deferred', 'Error']);
		await editor().picture('import-5000-rows', ['Rows', CREATE, 'Created', 'To Correct', 'Wait for PollyBot']);
	});
});

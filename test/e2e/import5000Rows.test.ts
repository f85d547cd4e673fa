import type { Execution } from '~/tools/n8n/executionRecord';
import { CREATE, importSmallList, ROWS, SMALL, TRIGGER } from './support/smallImport';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const { sandbox, rest, credential } = pollyBotInN8n(SMALL);

let workflowId: string;

beforeAll(async () => {
	workflowId = await importSmallList(rest(), credential());
});

/** How many items left the node by an output, in all its runs. */
function total(execution: Execution, output: number): number {
	return (execution.runs[CREATE] ?? []).reduce((sum, run) => sum + (run.outputs[output]?.length ?? 0), 0);
}

describe('the example that imports any number of rows', () => {
	it('creates every row exactly once over several windows, and ends by itself', async () => {
		const execution = await rest().run(workflowId, TRIGGER);
		expect(execution.status).toBe('success');
		expect(sandbox().leads()).toHaveLength(ROWS);
		expect(execution.runs[CREATE]?.length).toBeGreaterThanOrEqual(3);
		expect([0, 1, 3].map((output) => total(execution, output))).toEqual([ROWS, 0, 0]);
		expect(sandbox().requests.filter(({ method }) => method === 'POST')).toHaveLength(ROWS);
		// Each pass reads the existing leads, 100 per request.
		expect(sandbox().requests.length).toBeLessThan(ROWS + 20);
	});
});

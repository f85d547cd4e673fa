import { type Execution, outputItems } from '~/tools/n8n/executionRecord';
import { host } from './support/host';
import { BEHIND, type LeadWorkflow, leadWorkflow, POLLYBOT, TRIGGER } from './support/leadWorkflow';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const KNOWN = { name: 'Ada King', email: 'ada@example.com' };

/** Row 2 is an existing lead, row 3 is wrong, the others are fine. */
const ROWS = [
	{ row: 1, name: 'Grace Hopper', email: 'grace@example.com', phone: 15550100, utm_source: 'google' },
	{ row: 2, name: 'Ada again', email: ' ADA@example.com ', utm_source: 'newsletter' },
	{ row: 3, name: 'Nobody', email: 'nobody(at)example.com' },
	{ row: 4, name: 'Łukasz Wójcik', email: 'lukasz@example.com' },
];

const DEFINED = {
	dataToSend: 'defineBelow',
	name: '={{ $json.name }}',
	email: '={{ $json.email }}',
	phone: '={{ $json.phone }}',
	metadata: { assignments: [{ id: '1', name: 'utm_source', type: 'string', value: '={{ $json.utm_source }}' }] },
};
const AUTO_MAPPED = { dataToSend: 'autoMapInputData', inputsToIgnore: 'row, seen' };

const { sandbox, rest, credential } = pollyBotInN8n({ leads: [KNOWN] });

async function run(settings: Pick<LeadWorkflow, 'parameters' | 'onError'>, rows = ROWS): Promise<Execution> {
	const workflowId = await rest().importWorkflow(leadWorkflow({ credential: credential(), rows, ...settings }));
	return await rest().run(workflowId, TRIGGER);
}

function json(execution: Execution, output: number): Array<Record<string, unknown>> {
	return outputItems(execution, POLLYBOT, output).map((item) => item.json);
}

/** What the nodes after the outputs see of the row, through n8n's item linking. */
function rowsBehind(execution: Execution): unknown[] {
	return BEHIND.map((name) => outputItems(execution, name).map((item) => item.json));
}

function linked(...rows: number[]): object[] {
	return rows.map((row) => ({ row, fromTrigger: row }));
}

describe.each([
	['each field given by an expression', DEFINED],
	['automatic mapping', AUTO_MAPPED],
])('with %s', (_, mapping) => {
	describe('On Error: continue (using error output)', () => {
		it('sends every row to the output where it belongs, linked to the row it comes from', async () => {
			const execution = await run({ parameters: mapping, onError: 'continueErrorOutput' });
			expect(execution.status).toBe('success');
			expect(json(execution, 0)).toMatchObject([
				{ name: 'Grace Hopper', phone: '15550100', metadata: { utm_source: 'google' } },
				{ name: 'Łukasz Wójcik' },
			]);
			const [known] = sandbox().leads();
			expect(json(execution, 1)).toMatchObject([
				{ duplicate: true, duplicateOf: 'workspace', existingLeadId: known?.id, email: 'ADA@example.com' },
			]);
			expect(json(execution, 2)).toMatchObject([
				{ row: 3, error: { code: 'VALIDATION_ERROR', item: 3, field: 'email' } },
			]);
			expect(rowsBehind(execution)).toEqual([linked(1, 4), linked(2), linked(3)]);
		});
	});

	describe('On Error: continue', () => {
		it('sends a failed row to the first output, after the others, with its own fields', async () => {
			const execution = await run({ parameters: mapping, onError: 'continueRegularOutput' });
			expect(execution.status).toBe('success');
			expect(json(execution, 0)).toMatchObject([
				{ name: 'Grace Hopper' },
				{ name: 'Łukasz Wójcik' },
				{ row: 3, name: 'Nobody', error: { code: 'VALIDATION_ERROR', field: 'email' } },
			]);
			expect(json(execution, 1)).toHaveLength(1);
			expect(rowsBehind(execution)).toEqual([linked(1, 4, 3), linked(2), []]);
		});
	});

	describe('On Error: stop the workflow', () => {
		it('names the item and the field, and sends no request when a row is wrong', async () => {
			const execution = await run({ parameters: mapping });
			expect(execution.status).toBe('error');
			expect(execution.error?.message).toMatch(/'Email'.*\[Item 3\]$/);
			expect(sandbox().requests).toEqual([]);
			expect(rowsBehind(execution)).toEqual([[], [], []]);
		});

		it('creates all leads when no row is wrong', async () => {
			const execution = await run(
				{ parameters: mapping },
				ROWS.filter(({ row }) => row !== 3),
			);
			expect(execution.status).toBe('success');
			expect(rowsBehind(execution)).toEqual([linked(1, 4), linked(2), []]);
		});
	});
});

describe('On Duplicate', () => {
	const twoRows = ROWS.slice(0, 2);

	it('return the existing lead: it goes to Created, marked, and Error is the second output', async () => {
		const parameters = { ...DEFINED, onDuplicate: 'returnExisting' };
		const execution = await run({ parameters, onError: 'continueErrorOutput' });
		const [known] = sandbox().leads();
		expect(json(execution, 0)).toMatchObject([
			{ name: 'Grace Hopper' },
			{ id: known?.id, name: KNOWN.name, duplicate: true },
			{ name: 'Łukasz Wójcik' },
		]);
		expect(json(execution, 1)).toMatchObject([{ error: { code: 'VALIDATION_ERROR' } }]);
		expect(rowsBehind(execution)).toEqual([linked(1, 2, 4), linked(3), []]);
	});

	it('fail, and stop on error: the execution ends with an error that says how many leads were created', async () => {
		const execution = await run({ parameters: { ...DEFINED, onDuplicate: 'error' } }, twoRows);
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toMatch(/ada@example\.com/i);
		expect(JSON.stringify(execution.error)).toContain('1 lead was created');
	});
});

describe('the API key', () => {
	it('is in no execution record and not in the log, whatever goes wrong', async () => {
		sandbox().fault({ times: 1, effect: { kind: 'status', status: 500 } });
		const withError = await run({ parameters: DEFINED, onError: 'continueErrorOutput' });
		const stopped = await run({ parameters: { ...DEFINED, onDuplicate: 'error' } }, ROWS.slice(1, 2));
		expect(withError.status).toBe('success');
		expect(stopped.status).toBe('error');
		expect(sandbox().requests[0]?.headers.authorization).toBe(`Bearer ${sandbox().apiKey}`);
		for (const text of [withError.raw, stopped.raw, await host.log()]) expect(text).not.toContain(sandbox().apiKey);
	});
});

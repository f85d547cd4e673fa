import { type Execution, outputItems } from '~/tools/n8n/executionRecord';
import { chainWorkflow, type Link, START } from './support/chainWorkflow';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const { sandbox, rest, credential } = pollyBotInN8n();

async function run(rows: object[], links: Link[]): Promise<Execution> {
	return await rest().run(await rest().importWorkflow(chainWorkflow(credential(), rows, links)), START);
}

function json(execution: Execution, name: string, output = 0): Array<Record<string, unknown>> {
	return outputItems(execution, name, output).map((item) => item.json);
}

const fromStart = { name: `={{ $('${START}').item.json.name }}`, email: `={{ $('${START}').item.json.email }}` };
const byId = (value: string) => ({ leadId: { __rl: true, mode: 'id', value } });

describe('the life of a lead', () => {
	const row = { name: 'Ann Lee', email: 'ann@example.com', phone: '+1-555-0100' };
	const links: Link[] = [
		{ name: 'Create', parameters: { operation: 'create', ...fromStart, phone: '={{ $json.phone }}' } },
		{ name: 'Create Again', parameters: { operation: 'create', ...fromStart }, output: 1 },
		{ name: 'Upsert', parameters: { operation: 'upsert', ...fromStart, status: 'qualified', source: 'crm' } },
		{ name: 'Get', parameters: { operation: 'get', ...byId('={{ $json.id }}') } },
		{ name: 'List', parameters: { operation: 'getAll', filters: { search: '={{ $json.email }}' } } },
		{
			name: 'Update',
			parameters: {
				operation: 'update',
				...byId('={{ $json.id }}'),
				updateFields: {
					clear: ['phone'],
					metadata: { assignments: [{ id: '1', name: 'score', type: 'number', value: '={{ 42 }}' }] },
				},
			},
		},
		{ name: 'Delete', parameters: { operation: 'delete', ...byId('={{ $json.id }}') } },
		{
			name: 'Get Again',
			parameters: { operation: 'get', ...byId('={{ $json.id }}') },
			onError: 'continueErrorOutput',
		},
	];

	it('is created, found to be there, changed, read, listed, emptied of a field, deleted, and gone', async () => {
		const execution = await run([row], links);
		expect(execution.error).toBeUndefined();
		const [created] = json(execution, 'Create');
		const id = created?.id;
		expect(created).toMatchObject({ ...row, status: 'new' });
		expect(json(execution, 'Create Again', 1)).toMatchObject([{ duplicateOf: 'workspace', existingLeadId: id }]);
		expect(json(execution, 'Upsert')).toMatchObject([
			{ id, status: 'qualified', source: 'crm', phone: row.phone, upsertAction: 'updated' },
		]);
		expect(json(execution, 'Get')).toMatchObject([{ id, status: 'qualified', source: 'crm' }]);
		expect(json(execution, 'List')).toEqual(json(execution, 'Get'));
		const [updated] = json(execution, 'Update');
		expect(updated).toMatchObject({ id, name: row.name, metadata: { score: 42 } });
		expect(updated).not.toHaveProperty('phone');
		expect(json(execution, 'Delete')).toMatchObject([{ deleted: true, id }]);
		expect(json(execution, 'Get Again')).toEqual([]);
		expect(json(execution, 'Get Again', 1)).toMatchObject([
			{ id, error: { code: 'NOT_FOUND', httpStatus: 404, item: 1 } },
		]);
		expect(sandbox().requests.map(({ method }) => method)).toEqual([
			'POST',
			'POST',
			'POST',
			'PUT',
			'GET',
			'GET',
			'PUT',
			'DELETE',
			'GET',
		]);
		expect(sandbox().leads()).toEqual([]);
	});
});

describe('many rows', () => {
	const rows = Array.from({ length: 300 }, (_, index) => ({
		name: `Person ${index}`,
		email: `person${index % 250}@example.com`,
	}));

	it('are created or updated, those with the same email in the order of the input', async () => {
		const execution = await run(rows, [{ name: 'Upsert', parameters: { operation: 'upsert', ...fromStart } }]);
		expect(execution.error).toBeUndefined();
		const actions = json(execution, 'Upsert').map(({ upsertAction }) => upsertAction);
		expect(actions).toEqual(rows.map((_, index) => (index < 250 ? 'created' : 'updated')));
		expect(
			sandbox()
				.leads()
				.find(({ email }) => email === 'person3@example.com')?.name,
		).toBe('Person 253');
		expect(sandbox().requests).toHaveLength(350);
	});

	it('are listed without an end, changed and deleted, each linked to the lead it came from', async () => {
		for (const row of rows.slice(0, 250)) sandbox().addLead(row);
		const execution = await run(
			[{}],
			[
				{ name: 'All', parameters: { operation: 'getAll', returnAll: true } },
				{
					name: 'Mark',
					parameters: { operation: 'update', ...byId('={{ $json.id }}'), updateFields: { status: 'lost' } },
				},
				{ name: 'Delete', parameters: { operation: 'delete', ...byId("={{ $('All').item.json.id }}") } },
			],
		);
		expect(execution.error).toBeUndefined();
		expect(json(execution, 'All')).toHaveLength(250);
		expect(json(execution, 'Mark').map(({ id, status }) => [id, status])).toEqual(
			json(execution, 'All').map(({ id }) => [id, 'lost']),
		);
		expect(json(execution, 'Delete').map(({ id }) => id)).toEqual(json(execution, 'All').map(({ id }) => id));
		expect(sandbox().leads()).toEqual([]);
	});
});

describe('On Error of the other operations', () => {
	const get: Link = { name: 'Get', parameters: { operation: 'get', ...byId('={{ $json.id }}') } };

	it('stop: the error names the item and the lead', async () => {
		const { id } = sandbox().addLead({ name: 'Ann', email: 'ann@example.com' });
		const execution = await run([{ id }, { id: 'lead_none' }], [get]);
		expect(execution.status).toBe('error');
		expect(execution.error?.message).toMatch(/^PollyBot has no lead with the ID "lead_none".* \[Item 2\]$/);
	});

	it('continue: the failed row follows the others, with its fields', async () => {
		const { id } = sandbox().addLead({ name: 'Ann', email: 'ann@example.com' });
		const execution = await run([{ id: 'lead_none' }, { id }], [{ ...get, onError: 'continueRegularOutput' }]);
		expect(json(execution, 'Get')).toMatchObject([{ id }, { id: 'lead_none', error: { code: 'NOT_FOUND', item: 1 } }]);
	});
});

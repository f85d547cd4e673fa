import { type Execution, outputItems } from '~/tools/n8n/executionRecord';
import type { Credential } from '~/tools/n8n/workflow';
import { readyExample } from './support/readyExample';
import { type Model, startModel } from './support/languageModel';
import { pollyBotInN8n } from './support/pollyBotInN8n';
import { containing } from '~/test/matchers';

const { sandbox, rest, credential, secret } = pollyBotInN8n();

let model: Model;
let credentials: Map<RegExp, Credential>;

beforeAll(async () => {
	model = await startModel();
	credentials = new Map([
		[/pollyBotTrigger/, secret()],
		[/pollyBot/, credential()],
		[/lmChatOpenAi/, await rest().createCredential('Chat', 'openAiApi', { apiKey: 'sk-test', url: model.url })],
	]);
});

afterAll(async () => {
	await model.close();
});

async function run(file: string, trigger: string, pinned?: object): Promise<Execution> {
	const workflow = await readyExample(file, credentials);
	const pinData = pinned ? { pinData: { [trigger]: [{ json: pinned }] } } : {};
	const execution = await rest().run(await rest().importWorkflow({ ...workflow, ...pinData }), trigger);
	expect(execution.error).toBeUndefined();
	return execution;
}

function json(execution: Execution, name: string, output = 0): Array<Record<string, unknown>> {
	return outputItems(execution, name, output).map((item) => item.json);
}

describe('crm-export-to-leads.json', () => {
	const trigger = 'When clicking ‘Execute workflow’';

	it('creates new leads, updates known ones, and gives back the row to correct', async () => {
		sandbox().addLead({ name: 'B. Costa', email: 'bruno.costa@example.com', phone: '555', status: 'new' });
		const execution = await run('crm-export-to-leads.json', trigger);
		expect(json(execution, 'New Leads').map(({ name }) => name)).toEqual(['Ann Lee', 'Chiara Rossi']);
		expect(json(execution, 'Updated Leads').map(({ name, status }) => [name, status])).toEqual([
			['Bruno Costa', 'follow_up'],
			['Ann Lee', 'converted'],
		]);
		expect(json(execution, 'To Correct')).toMatchObject([
			{
				'CRM ID': 4,
				name: 'Daan de Vries',
				reason: '\'Email\' ("daan.devries(at)example.com") is not an email address: it has no @. Correct it. [Item 4]',
			},
		]);
		const ann = sandbox()
			.leads()
			.find(({ name }) => name === 'Ann Lee');
		expect(ann).toMatchObject({ source: 'trade fair', metadata: { Company: 'Lee & Sons', 'Deal Value': 5100 } });
		expect(ann?.metadata).not.toHaveProperty('CRM ID');
		expect(
			sandbox()
				.leads()
				.find(({ name }) => name === 'Bruno Costa')?.phone,
		).toBe('555');
		expect(sandbox().requests).toHaveLength(6);
	});

	it('changes nothing but the time when it runs a second time', async () => {
		await run('crm-export-to-leads.json', trigger);
		const first = sandbox().leads();
		const execution = await run('crm-export-to-leads.json', trigger);
		expect(json(execution, 'New Leads')).toEqual([]);
		expect(
			sandbox()
				.leads()
				.map(({ updatedAt: _, ...lead }) => lead),
		).toEqual(first.map(({ updatedAt: _, ...lead }) => lead));
	});
});

describe('sync-a-sheet-every-morning.json', () => {
	const trigger = 'When clicking ‘Execute workflow’';

	it('reports what is new, and a second time that nothing has changed, for one request', async () => {
		const first = await run('sync-a-sheet-every-morning.json', trigger);
		expect(json(first, 'Report')).toEqual([{ text: '3 new, 0 changed, 0 unchanged, 1 to correct' }]);
		expect(json(first, 'To Correct')).toMatchObject([{ name: 'Daan de Vries', reason: containing('no @') }]);
		const stored = sandbox().leads();
		const requests = sandbox().requests.length;
		const second = await run('sync-a-sheet-every-morning.json', trigger);
		expect(json(second, 'Report')).toEqual([{ text: '0 new, 0 changed, 3 unchanged, 1 to correct' }]);
		expect(sandbox().requests).toHaveLength(requests + 1);
		expect(sandbox().leads()).toEqual(stored);
	});
});

describe('custom-fields-to-leads.json', () => {
	it('keeps the columns in custom fields, and sends every row one of three ways', async () => {
		const execution = await run('custom-fields-to-leads.json', 'When clicking ‘Execute workflow’');
		expect(json(execution, 'Created')).toMatchObject([
			{
				name: 'Ann Lee',
				customFields: {
					plan: 'Pro',
					seats: 25,
					newsletter: true,
					interests: ['Support bot', 'Lead forms'],
					Hall: '4.2',
				},
			},
			{ name: 'Bruno Costa', customFields: { plan: 'Free', newsletter: false, 'Trade Fair': 'Berlin 2026' } },
			{ name: 'Chiara Rossi', customFields: { seats: 8 } },
		]);
		expect(json(execution, 'Existing Leads')).toMatchObject([{ name: 'Ann Lee', email: 'Ann.Lee@example.com' }]);
		expect(json(execution, 'To Correct')).toEqual([
			{
				row: 5,
				name: 'Daan de Vries',
				reason: `"seats" in 'Custom Fields' should be of type number, but is not. Change its value or its type. [Item 4]`,
			},
		]);
		expect(sandbox().leads()).toHaveLength(3);
		expect(sandbox().leads()[0]).toMatchObject({ metadata: {}, source: 'trade fair' });
	});
});

describe('erasure-requests.json', () => {
	it('deletes the leads with these addresses, and reports every request', async () => {
		const ann = sandbox().addLead({ name: 'Ann Lee', email: 'ann.lee@example.com' });
		const bruno = sandbox().addLead({ name: 'Bruno Costa', email: 'bruno.costa@example.com' });
		const near = sandbox().addLead({ name: 'Joann Lee', email: 'joann.lee@example.com' });
		const execution = await run('erasure-requests.json', 'When clicking ‘Execute workflow’');
		expect(json(execution, 'All Requests')).toMatchObject([
			{ email: 'ann.lee@example.com', result: 'deleted', leadId: ann.id },
			{ email: 'Bruno.Costa@example.com', result: 'deleted', leadId: bruno.id },
			{ email: 'nobody@example.com', result: 'no lead stored', requested: '2026-11-03' },
			{ email: 'daan.devries(at)example.com', result: 'not deleted', reason: containing('is not an email address') },
		]);
		expect(outputItems(execution, 'Report')).toMatchObject([{ binary: { data: { fileName: 'erasure-report.csv' } } }]);
		expect(sandbox().leads()).toMatchObject([{ id: near.id }]);
		expect(sandbox().requests).toHaveLength(5);
	});
});

describe('status-changes-from-a-sheet.json', () => {
	it('changes the leads with these addresses, creates none, and says which rows to look at', async () => {
		sandbox().addLead({ name: 'Ann Lee', email: 'Ann.Lee@example.com' });
		sandbox().addLead({ name: 'Bruno Costa', email: 'bruno.costa@example.com' });
		sandbox().addLead({ name: 'Chiara Rossi', email: 'chiara.rossi@example.com', status: 'contacted' });
		const execution = await run('status-changes-from-a-sheet.json', 'When clicking ‘Execute workflow’');
		expect(json(execution, 'Changed').map(({ name, status }) => [name, status])).toEqual([
			['Ann Lee', 'qualified'],
			['Bruno Costa', 'follow_up'],
		]);
		expect(json(execution, 'To Look At').map(({ email, reason }) => [email, reason])).toEqual([
			['nobody@example.com', containing('PollyBot has no lead with the email "nobody@example.com"')],
			['chiara.rossi@example.com', containing('There is nothing to update')],
		]);
		expect(
			sandbox()
				.leads()
				.map(({ status, phone }) => [status, phone]),
		).toEqual([
			['qualified', '+1-555-0101'],
			['follow_up', undefined],
			['contacted', undefined],
		]);
	});
});

describe.each([
	[
		'tally-to-lead.json',
		'Form Submitted',
		{ phone: '+1-555-0101', metadata: { 'Which plan?': 'Pro', utm_source: 'google' } },
	],
	['typeform-to-lead.json', 'Form Submitted', { metadata: { 'Which plan?': 'Pro', utm_source: 'google' } }],
	[
		'facebook-lead-ads-to-lead.json',
		'Facebook Lead Ads Trigger',
		{ phone: '+15550101', metadata: { 'which_plan?': 'Pro', form_id: '987' } },
	],
])('%s', (file, trigger, lead) => {
	it('executes immediately with the answer that is pinned, and makes a lead of it', async () => {
		const execution = await run(file, trigger);
		expect(json(execution, 'Created')).toMatchObject([{ name: 'Ann Lee', email: 'ann.lee@example.com', ...lead }]);
		expect(sandbox().leads()).toHaveLength(1);
		expect(JSON.stringify(sandbox().leads())).not.toMatch(/n8n\.example\.com|executionMode/);
	});
});

describe('check-a-list.json', () => {
	it('sends nothing, and gives the rows to correct as a sheet', async () => {
		const execution = await run('check-a-list.json', 'When clicking ‘Execute workflow’');
		expect(json(execution, 'Ready')).toMatchObject([
			{ dryRun: true, lead: { name: 'Ann Lee', email: 'ann.lee@example.com', metadata: { Firma: 'Lee & Sons' } } },
		]);
		expect(json(execution, 'Repeated')).toMatchObject([{ duplicateOf: 'input', email: 'Ann.Lee@example.com' }]);
		expect(json(execution, 'To Correct').map(({ line, field, Firma }) => [line, field, Firma])).toEqual([
			[3, 'email', 'Costa Lda'],
			[5, 'name', 'Rossi SpA'],
		]);
		expect(outputItems(execution, 'Rows to Correct')).toMatchObject([
			{ binary: { data: { fileName: 'rows-to-correct.csv' } } },
		]);
		expect(sandbox().requests).toEqual([]);
	});
});

describe('ai-agent-captures-leads.json', () => {
	const chat = { sessionId: 's1', action: 'sendMessage', chatInput: 'I am Ann Lee, ann@example.com. Please call me.' };

	it('looks for the visitor, stores the lead, and tells', async () => {
		model.reply(
			{ tool: 'Find_Lead', call: { search: 'ann@example.com' } },
			{
				tool: 'Create_Lead',
				call: { name: 'Ann Lee', email: 'ann@example.com', phone: '', message: 'Wants a call.' },
			},
			{ say: 'Thank you, Ann. We will call you.' },
		);
		const execution = await run('ai-agent-captures-leads.json', 'When chat message received', chat);
		expect(json(execution, 'AI Agent')).toEqual([{ output: 'Thank you, Ann. We will call you.' }]);
		expect(sandbox().leads()).toMatchObject([
			{ name: 'Ann Lee', email: 'ann@example.com', source: 'chat', message: 'Wants a call.' },
		]);
		expect(model.requests[0]?.tools.map(({ function: { name } }) => name).sort()).toEqual(['Create_Lead', 'Find_Lead']);
		const read = model.requests.at(-1)?.messages.map(({ content }) => String(content)) ?? [];
		expect(read.some((text) => text.includes('No lead was found with search'))).toBe(true);
	});
});

describe('nightly-report-by-source.json', () => {
	const trigger = 'Every Morning at Six';
	const yesterday = () => new Date(Date.now() - 3_600_000).toISOString();

	it('counts the leads of the last 24 hours by their source', async () => {
		sandbox().addLead({ name: 'Old', email: 'old@example.com', source: 'web', createdAt: '2026-01-31T10:00:00.000Z' });
		const sources = ['web', 'fair', 'web', undefined, 'web', 'fair'];
		sources.forEach((source, index) => {
			sandbox().addLead({ name: 'New', email: `new${index}@example.com`, source, createdAt: yesterday() });
		});
		const execution = await run('nightly-report-by-source.json', trigger);
		expect(json(execution, 'Report')).toEqual([
			{ leads: 6, text: 'New leads in the last 24 hours: 6\n3 × web\n2 × fair\n1 × unknown' },
		]);
	});

	it('reads no page after the first lead that is older', async () => {
		const old = '2026-01-31T10:00:00.000Z';
		for (let index = 0; index < 250; index += 1) {
			const createdAt = index < 120 ? yesterday() : old;
			sandbox().addLead({ name: 'Ann', email: `ann${index}@example.com`, createdAt });
		}
		const execution = await run('nightly-report-by-source.json', trigger);
		expect(json(execution, 'Report')).toMatchObject([{ leads: 120 }]);
		expect(sandbox().requests).toHaveLength(2);
	});

	it.each(['no lead at all', 'no new lead'])('says so when there is %s', async (what) => {
		if (what === 'no new lead') {
			sandbox().addLead({ name: 'Old', email: 'old@example.com', createdAt: '2026-01-31T10:00:00.000Z' });
		}
		const execution = await run('nightly-report-by-source.json', trigger);
		expect(json(execution, 'Report')).toEqual([{ leads: 0, text: 'No new leads in the last 24 hours.' }]);
	});
});

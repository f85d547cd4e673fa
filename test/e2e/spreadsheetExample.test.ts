import { runInN8nCore } from '~/tools/demo/engine';
import { exampleWorkflow, LEADS_ALREADY_THERE, NODES, placeLeadsFile } from '~/tools/demo/spreadsheetExample';
import { readResults, report, type Results } from '~/tools/demo/report';
import { outputItems, type Execution } from '~/tools/n8n/executionRecord';
import { startSandbox } from '~/tools/sandbox';
import { host } from './support/host';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const { sandbox, rest, credential } = pollyBotInN8n({ leads: LEADS_ALREADY_THERE, keepLeads: true });

let execution: Execution;
let results: Results;

beforeAll(async () => {
	const workflow = await exampleWorkflow(await placeLeadsFile(host.userFolder()), credential());
	execution = await rest().run(await rest().importWorkflow(workflow), NODES.trigger);
	results = readResults(execution);
});

describe('the example workflow, over examples/leads.csv', () => {
	it('sends every row one of three ways', () => {
		expect(execution.status).toBe('success');
		const { rows, created, duplicates, errors } = results;
		expect([rows, created.length, duplicates.length, errors.length]).toEqual([65, 60, 3, 2]);
	});

	it('finds the two repeated people and the lead that was there', () => {
		expect(results.duplicates).toMatchObject([
			{ row: 21, email: 'Maria.Gonzalez@Example.com' },
			{ row: 51, email: 'john.smith@example.com' },
			{ row: 56, email: 'ada@example.com' },
		]);
		const [ada] = sandbox().leads();
		expect(results.duplicates[2]?.result).toContain(ada?.id);
	});

	it('names the rows to correct and why', () => {
		expect(results.errors).toMatchObject([
			{ row: 19, name: 'Emma Nilsen' },
			{ row: 37, name: 'Robert Brown' },
		]);
		const [empty, wrong] = results.errors.map(({ result }) => result);
		expect(empty).toMatch(/'Email' is empty/);
		expect(wrong).toMatch(/"robert\.brown\(at\)example\.com".*no @/);
	});

	it('gives the nodes after each output what their fields promise', () => {
		const [created] = outputItems(execution, NODES.created);
		expect(created?.json).toEqual({
			name: 'Maria Gonzalez',
			email: 'maria.gonzalez@example.com',
			leadId: results.created[0]?.result,
		});
		const [already] = outputItems(execution, NODES.alreadyThere);
		expect(already?.json).toEqual({
			name: 'MARIA GONZALEZ',
			email: 'Maria.Gonzalez@Example.com',
			existingLeadId: results.created[0]?.result,
		});
		const wrong = outputItems(execution, NODES.toCorrect).map((item) => item.json);
		expect(wrong).toMatchObject([
			{ row: 19, name: 'Emma Nilsen' },
			{ row: 37, name: 'Robert Brown', email: 'robert.brown(at)example.com' },
		]);
		expect(wrong[1]?.reason).toMatch(/no @/);
	});

	it('sends clean values, and the columns for which PollyBot has no field as metadata', () => {
		const leads = sandbox().leads();
		expect(leads).toHaveLength(61);
		expect(leads.find(({ email }) => email === 'anna.schmidt@example.org')).toMatchObject({
			name: 'Anna Schmidt',
			phone: '4915112345678',
			source: 'Trade fair',
		});
		expect(leads.find(({ email }) => email === 'xiaolong.li@example.com')).toMatchObject({
			name: '李小龙',
			metadata: { company: '龙科技', utm_source: 'linkedin', utm_medium: 'social', utm_campaign: 'asia-q1', score: 77 },
		});
	});

	it('sends no request for a wrong or repeated row', () => {
		expect(sandbox().requests).toHaveLength(61);
	});

	it("comes to the same in n8n's own engine, where stand-ins read the file for the fast demo", async () => {
		const another = await startSandbox({ leads: LEADS_ALREADY_THERE });
		try {
			const { url: baseUrl, apiKey, chatbotId } = another;
			const inEngine = await runInN8nCore({ baseUrl, apiKey, chatbotId });
			for (const node of [NODES.trigger, NODES.rows]) {
				expect(outputItems(inEngine, node)).toEqual(outputItems(execution, node));
			}
			const withoutIds = (text: string) => text.replaceAll(/lead_\w+/g, 'lead_…');
			expect(withoutIds(report(readResults(inEngine)))).toBe(withoutIds(report(results)));
		} finally {
			await another.close();
		}
	});

	it('is told by the demo in a table', () => {
		const text = report(results);
		expect(text).toMatch(/^65 rows: 60 created, 3 existing, 2 to correct$/m);
		expect(text).toMatch(/^ {2}37 +Robert Brown +robert\.brown\(at\)example\.com +.*no @/m);
	});
});

describe('the example workflow, without its file', () => {
	it('stops with an error that a person sees, and does not seem to be done', async () => {
		const workflow = await exampleWorkflow(`${host.userFolder()}/.n8n-files/none.csv`, credential());
		const { status, runs } = await rest().run(await rest().importWorkflow(workflow), NODES.trigger);
		expect(status).toBe('error');
		expect(runs[NODES.rows]?.[0]?.error?.message).toMatch(/binary file/);
		expect(runs[NODES.create]).toBeUndefined();
	});
});

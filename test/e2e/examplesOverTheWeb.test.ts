import axios from 'axios';

import { outputItems } from '~/tools/n8n/executionRecord';
import { withNode } from '~/tools/n8n/workflow';
import { readyExample } from './support/readyExample';
import { givenFile, submitForm } from './support/form';
import { host } from './support/host';
import { pollyBotInN8n } from './support/pollyBotInN8n';
import { containing, matching } from '~/test/matchers';

const { sandbox, rest, credential } = pollyBotInN8n();

const credentials = () => new Map([[/pollyBot/, credential()]]);

/** Imports an example and turns it on while the tests of a `describe` run. */
function published(file: string): void {
	let id: string;
	beforeAll(async () => {
		id = await rest().importWorkflow(await readyExample(file, credentials()));
		await rest().activate(id);
	});
	afterAll(async () => {
		await rest().deactivate(id);
	});
}

describe('form-to-lead.json', () => {
	published('form-to-lead.json');
	const fill = async (email: string) =>
		await submitForm('pollybot-contact', ['Ann Lee', email, 'Lee & Sons', 'Call me']);

	it('creates a lead, and thanks', async () => {
		expect(await fill('ann@example.com')).toContain('Thank you, Ann Lee!');
		expect(sandbox().leads()).toMatchObject([
			{ name: 'Ann Lee', source: 'contact form', company: 'Lee & Sons', message: 'Call me' },
		]);
	});

	it('welcomes back a known visitor', async () => {
		sandbox().addLead({ name: 'Ann', email: 'ann@example.com' });
		expect(await fill('ann@example.com')).toContain('Good to see you again, Ann Lee!');
		expect(sandbox().leads()).toHaveLength(1);
	});

	it('says what to check when something is wrong', async () => {
		expect(await fill('ann at example')).toContain('Please go back and check your email address.');
		sandbox().fault({ effect: { kind: 'status', status: 403, body: { success: false, error: 'Plan expired' } } });
		expect(await fill('ann@example.com')).toContain('Please try again later.');
	});
});

describe('rows-to-correct.json', () => {
	published('rows-to-correct.json');
	const upload = async (...lines: string[]) =>
		await submitForm('pollybot-upload', [new File([lines.join('\n')], 'leads.csv', { type: 'text/csv' })]);

	it('gives back the rows to correct, with line, field and reason', async () => {
		const page = await upload(
			'name,email,city',
			'Ann,ann@example.com,Oslo',
			'Bob,bob(at)example.com,Rome',
			',c@example.com,',
		);
		expect(page).toContain('Some rows need your help');
		const [head, ...rows] = givenFile(page).replace('\uFEFF', '').trim().split('\n');
		expect(head).toBe('name,email,city,line,field,reason');
		expect(rows).toEqual([
			matching(/^Bob,bob\(at\)example\.com,Rome,3,email,".*is not an email address/),
			matching(/^,c@example\.com,,4,name,".*is empty/),
		]);
		expect(sandbox().leads()).toMatchObject([{ name: 'Ann', metadata: { city: 'Oslo' } }]);
	});

	it('says so when nothing is to be corrected, and takes the corrected file', async () => {
		const page = await upload('name,email,line,field,reason', 'Bob,bob@example.com,3,email,No @');
		expect(page).toContain('All rows are leads');
		expect(sandbox().leads()).toMatchObject([{ name: 'Bob', metadata: {} }]);
	});
});

describe('website-form-with-utm.json', () => {
	published('website-form-with-utm.json');
	const send = async (fields: object) => {
		const url = `${host.url()}/webhook/pollybot-website-form`;
		const { status, data } = await axios.post<unknown>(url, fields, { proxy: false, validateStatus: () => true });
		return { status, data };
	};
	const page = 'https://www.example.com/demo?utm_source=google&utm_medium=cpc&utm_campaign=spring';

	it('creates the lead with its UTM parameters, and updates it the next time', async () => {
		const ann = { name: 'Ann Lee', email: 'ann@example.com', message: 'Call me' };
		expect(await send({ ...ann, page })).toEqual({ status: 200, data: { ok: true } });
		expect(await send({ ...ann, phone: '+1-555-0100', page: 'https://www.example.com/' })).toEqual({
			status: 200,
			data: { ok: true },
		});
		expect(sandbox().leads()).toMatchObject([
			{
				...ann,
				phone: '+1-555-0100',
				source: 'website',
				metadata: { utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'spring' },
			},
		]);
		expect(sandbox().leads()[0]?.metadata).not.toHaveProperty('message');
	});

	it('names the field that is wrong', async () => {
		expect(await send({ name: 'Ann', email: 'nobody' })).toEqual({ status: 422, data: { ok: false, field: 'email' } });
		expect(await send({ email: 'ann@example.com' })).toEqual({ status: 422, data: { ok: false, field: 'name' } });
	});
});

describe('google-sheets-to-leads.json', () => {
	// Google cannot be reached from a test: the sheet's rows are pinned, and a node that does nothing takes what would be
	// written back.
	it('writes the result of every new or corrected row back to its row', async () => {
		const known = sandbox().addLead({ name: 'Bo', email: 'bo@example.com' });
		const sheet = [
			{ row_number: 2, Name: 'Ann', Email: 'ann@example.com', Phone: 5550100, Result: '', 'Lead ID': '' },
			{ row_number: 3, Name: 'Old', Email: 'old@example.com', Phone: '', Result: 'created', 'Lead ID': 'lead_1' },
			{ row_number: 4, Name: 'Bo', Email: 'bo@example.com', Phone: '', Result: '', 'Lead ID': '' },
			{ row_number: 5, Name: 'Cy', Email: 'cy', Phone: '', Result: '', 'Lead ID': '' },
			{ row_number: 6, Name: 'Di', Email: 'di@example.com', Phone: '', Result: '… [Item 5]', 'Lead ID': '' },
		];
		const example = await readyExample('google-sheets-to-leads.json', credentials());
		const standIn = withNode(example, 'Write Back', (node) => ({
			...node,
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			parameters: {},
		}));
		const pinData = { 'Rows of the Sheet': sheet.map((json) => ({ json })) };
		const execution = await rest().run(
			await rest().importWorkflow({ ...standIn, pinData } as typeof standIn),
			'When clicking ‘Execute workflow’',
		);
		expect(execution.error).toBeUndefined();
		const written = (execution.runs['Write Back'] ?? []).flatMap(({ outputs }) => outputs[0] ?? []);
		const [ann, di] = ['Ann', 'Di'].map((wanted) =>
			sandbox()
				.leads()
				.find(({ name }) => name === wanted),
		);
		expect(written.map(({ json }) => json)).toEqual([
			{ row_number: 2, Result: 'created', 'Lead ID': ann?.id },
			{ row_number: 6, Result: 'created', 'Lead ID': di?.id },
			{ row_number: 4, Result: 'already there', 'Lead ID': known.id },
			{ row_number: 5, Result: containing('"cy") is not an email address'), 'Lead ID': '' },
		]);
		expect(ann).toMatchObject({ phone: '5550100', metadata: {} });
		expect(outputItems(execution, 'Rows of the Sheet')).toHaveLength(5);
	});
});

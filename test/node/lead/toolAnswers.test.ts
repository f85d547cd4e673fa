import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { allOperations } from '~/test/leadOperations';
import { anyText } from '~/test/matchers';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { people, sandboxed } from '../sandboxed';

/** What a model reads at most, in tokens of about four characters of JSON, as docs/ai-agent.md has it. */
const MOST_TOKENS = {
	'a lead that was created': 150,
	'a lead that was found by its ID': 60,
	'a lead that was updated': 170,
	'a duplicate': 70,
	'an email that is not valid': 60,
	'a lead that was deleted': 30,
	'a search that finds 5 leads': 310,
	'a search that finds 500 leads': 2000,
	'a search that finds nothing': 20,
};

type Answer = keyof typeof MOST_TOKENS;

const ann = {
	name: 'Ann Lee',
	email: 'ann@example.com',
	phone: '+1-555-123-4567',
	source: 'chat',
	company: 'Tech Corp',
	metadata: { utm_source: 'google', utm_campaign: 'fall_2026' },
	tags: ['trade fair'],
	customFields: { budget: 5000 },
	message: 'I would like a demo next week',
};

describe('the answers that an agent reads are short', () => {
	const { run, sandbox } = sandboxed({ profile: '2026' });

	/** As n8n makes a tool of a node: with another name. */
	const nodeType = new PollyBot();
	nodeType.description.name += 'Tool';

	const ask = async (operation: string, parameters: INodeParameters): Promise<IDataObject[]> => {
		const asTool = { nodeName: 'pollyBotTool', nodeType, outsideContract: true };
		const result = await run(operation, [{}], { ...asTool, parameters });
		expect(result.error).toBeUndefined();
		return result.outputs.flatMap((items) => items.map(({ json }) => json));
	};
	const byId = ({ id }: { readonly id: unknown }) => ({ leadId: { __rl: true, mode: 'id', value: String(id) } });
	const addMany = (count: number) => {
		for (const { name, email } of people(count)) sandbox().addLead({ ...ann, name, email });
	};
	const { name, email } = ann;

	const calls: Record<Answer, () => ReturnType<typeof ask>> = {
		'a lead that was created': async () => await ask('create', { name, email, phone: ann.phone, source: 'chat' }),
		'a lead that was found by its ID': async () => await ask('get', byId(sandbox().addLead(ann))),
		'a lead that was updated': async () =>
			await ask('update', { ...byId(sandbox().addLead(ann)), updateFields: { status: 'qualified' } }),
		'a duplicate': async () => {
			sandbox().addLead(ann);
			return await ask('create', { name, email });
		},
		'an email that is not valid': async () => await ask('create', { name, email: 'ann at example' }),
		'a lead that was deleted': async () => await ask('delete', byId(sandbox().addLead(ann))),
		'a search that finds 5 leads': async () => {
			addMany(5);
			return await ask('getAll', { filters: { search: 'Person' } });
		},
		'a search that finds 500 leads': async () => {
			addMany(500);
			return await ask('getAll', { returnAll: true });
		},
		'a search that finds nothing': async () => await ask('getAll', { filters: { search: 'Zoe' } }),
	};

	it.each(Object.entries(calls))('%s', async (answer, call) => {
		const most = MOST_TOKENS[answer as Answer];
		expect(Math.ceil(JSON.stringify(await call()).length / 4)).toBeLessThanOrEqual(most);
		const figure = most.toLocaleString('en-US');
		expect(readFileSync('docs/ai-agent.md', 'utf8')).toMatch(new RegExp(`^\\| ${answer} +\\| +${figure} +\\|`, 'm'));
	});

	const long = 'x'.repeat(100_000);

	it.each([
		['create', { name, email, additionalFields: { metadataJson: JSON.stringify({ page: long }) } }],
		['create', { name: long, email: 'ann at example' }],
		['create', { name, email: long }],
		[
			'create',
			{ name, email: 'known@example.com', additionalFields: { metadataJson: JSON.stringify({ page: long }) } },
		],
		['upsert', { name, email, additionalFields: { metadataJson: JSON.stringify({ page: long }) } }],
		['get', { output: 'raw' }],
		['getAll', { output: 'raw' }],
		['getAll', { filters: { search: long } }],
		['update', { updateFields: { notes: long } }],
		['delete', {}],
		['delete', { leadId: { __rl: true, mode: 'email', value: `${long}@example.com` } }],
	])('whatever is in a lead or a call: %s %.80j', async (operation, parameters) => {
		const { id } = sandbox().addLead({ name, email: 'known@example.com', metadata: { page: long }, notes: long });
		sandbox().addLead({ name: 'Bob', email: 'bob@example.com' });
		const answer = await ask(operation, { ...byId({ id }), ...parameters });
		expect(JSON.stringify(answer).length).toBeLessThanOrEqual(8000);
		expect(answer).not.toEqual([]);
	});

	it('a rejection is not longer, whatever the service writes', async () => {
		const body = { success: false, error: long, code: long, details: { field: long, value: long, message: long } };
		const fields = { name, email, ...byId({ id: 'lead_1' }), updateFields: { source: 'chat' }, message: 'Hello' };
		for (const operation of ['create', 'get', 'getAll', 'update', 'delete', 'sendMessage']) {
			sandbox().fault({ effect: { kind: 'status', status: 400, body } });
			const answer = await ask(operation, { ...fields, resource: operation === 'sendMessage' ? 'chat' : 'lead' });
			expect(answer).toMatchObject([{ error: { message: anyText() } }]);
			expect(JSON.stringify(answer).length).toBeLessThanOrEqual(8000);
		}
	});

	it('and so are the descriptions of the tools, which every request to a model carries', () => {
		for (const { toolDescription } of allOperations) expect(toolDescription.length / 4).toBeLessThanOrEqual(90);
	});
});

import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import { allOperations } from '~/test/leadOperations';
import { anyText, containing, matching } from '~/test/matchers';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { people, sandboxed } from './sandboxed';
import { POLLYBOTS } from './pollyBots';

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

describe('What an agent reads is short', () => {
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

	it.each([
		[{}, 'No lead was found.'],
		[{ search: 'Zoe', source: 'web' }, 'No lead was found with search "Zoe", source "web".'],
		[{ createdAfter: '2026-11-01T00:00:00Z' }, 'No lead was found with createdAt after 2026-11-01T00:00:00.000Z.'],
		[{ updatedBefore: '2026-11-01T00:00:00Z' }, 'No lead was found with updatedAt before 2026-11-01T00:00:00.000Z.'],
		[
			{ createdAfter: '2026-11-01T00:00:00Z', createdBefore: '2026-11-02T00:00:00Z' },
			'No lead was found with createdAt after 2026-11-01T00:00:00.000Z, createdAt before 2026-11-02T00:00:00.000Z.',
		],
	])('a search with %j that finds nothing says what was searched', async (filters, message) => {
		expect(await ask('getAll', { filters })).toEqual([{ found: 0, message }]);
	});

	it('a search that finds too many says how many, and how to find fewer', async () => {
		addMany(120);
		const told = async (parameters: INodeParameters) => (await ask('getAll', parameters))[0];
		expect(await told({ returnAll: true })).toMatchObject({
			found: 120,
			message: matching(/^120 leads were found, /),
		});
		expect(await told({ limit: 100 })).toMatchObject({
			found: 100,
			message: matching(/^At least 100 leads were found, /),
		});
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

const ANN = { name: 'Ann Lee', email: 'ann@example.com' };
const NOTHINGS = [
	'null',
	'NULL',
	'N/A',
	'n/a',
	'none',
	'None',
	'unknown',
	'undefined',
	'not provided',
	'-',
	'?',
	' null ',
];

describe.each(POLLYBOTS)('A value that a model writes, $title', ({ profile, created }) => {
	const { run, sent, sandbox, requests } = sandboxed({ profile });
	const asTool = { nodeName: 'pollyBotTool', nodeType: new PollyBot() };
	const call = async (operation: string, parameters: Record<string, unknown>) => {
		const result = await run(operation, [{}], { parameters: parameters as never, ...asTool });
		return result.outputs[0]?.map(({ json }) => json);
	};

	it.each(NOTHINGS)('%j for a field that may be empty is nothing', async (nothing) => {
		await call('create', {
			...ANN,
			phone: nothing,
			source: nothing,
			additionalFields: { company: nothing, message: 'Hi' },
		});
		expect(sent()).toEqual([{ ...ANN, message: 'Hi' }]);
	});

	it.each(NOTHINGS)('%j for an email makes the model ask, and costs no request', async (nothing) => {
		expect(await call('create', { ...ANN, email: nothing })).toMatchObject([
			{ error: { field: 'email', message: containing('Ask the person for it') } },
		]);
		expect(requests()).toEqual([]);
	});

	it('a choice is understood in whatever case', async () => {
		await call('create', {
			...ANN,
			status: 'New',
			additionalFields: { urgency: 'High', preferredMethod: 'Email', tags: 'vip, fair' },
		});
		expect(sent()).toEqual([
			{ ...ANN, status: 'new', urgency: 'high', preferredMethod: 'email', tags: ['vip', 'fair'] },
		]);
		expect(sandbox().leads()[0]?.status).toBe(created('new'));
	});

	it('an update of nothing says so, and changes nothing', async () => {
		const { id } = sandbox().addLead(ANN);
		const leadId = { __rl: true, mode: 'id', value: id };
		expect(await call('update', { leadId, updateFields: { phone: 'N/A', company: 'unknown' } })).toMatchObject([
			{ error: { message: containing('There is nothing to update') } },
		]);
		expect(requests()).toEqual([]);
	});

	it('pairs that have no value are left out, and the others keep their names', async () => {
		const pair = (name: string, value: string) => ({ id: name, name, value, type: 'string' });
		const assignments = [pair('plan', 'Pro'), pair('city', 'unknown'), pair('none', 'Rome')];
		await call('create', { ...ANN, metadata: { assignments } });
		expect(sent()).toEqual([{ ...ANN, metadata: { plan: 'Pro', none: 'Rome' } }]);
	});

	it('what comes as text is what it means: switches, numbers, choices, JSON', async () => {
		sandbox().addLead({ ...ANN, email: 'bob@example.com' });
		sandbox().addLead(ANN);
		const texts = { returnAll: '={{ "false" }}', limit: '={{ "1" }}' };
		expect(await call('getAll', texts)).toHaveLength(1);
		expect(await call('getAll', { ...texts, returnAll: '={{ "true" }}' })).toHaveLength(2);
		const additionalFields = { metadataJson: '{"score": 5}', customFields: '{"plan": "Pro"}', tags: '["vip", "fair"]' };
		const eve = { name: 'Eve', email: 'eve@example.com' };
		expect(await call('create', { ...eve, additionalFields, options: { dryRun: 'true' } })).toMatchObject([
			{
				dryRun: true,
				lead: { ...eve, metadata: { score: 5 }, customFields: { plan: 'Pro' }, tags: ['vip', 'fair'] },
			},
		]);
		expect(sent()).toEqual([]);
		await call('create', { ...eve, additionalFields, options: { dryRun: 'false', timeout: '5000', maxRetries: '0' } });
		expect(sent()).toHaveLength(1);
	});

	it('a tool that only checks says so, and one that sends says what was not stored', async () => {
		const [checked] = (await call('create', { ...ANN, options: { dryRun: true } })) ?? [];
		expect(checked?.message).toBe("Nothing was sent to PollyBot: this tool is set to 'Check Only'.");
		const patch = profile === '1.0' ? { data: { source: null } } : { source: null };
		sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'altered', patch } });
		const [stored] = (await call('create', { ...ANN, source: 'web' })) ?? [];
		expect(stored).toMatchObject({ name: ANN.name, n8n_not_stored: containing('source') });
		expect(stored?.message ?? '').toBe('');
		const [kept] = (await call('create', { name: 'Bob', email: 'bob@example.com', source: 'web' })) ?? [];
		expect(kept).not.toHaveProperty('n8n_not_stored');
	});

	it('the same call twice at the same time makes one lead and says so once', async () => {
		const results = await Promise.all([call('create', ANN), call('create', ANN)]);
		expect(results.flatMap((items) => items?.map(({ duplicate }) => duplicate))).toEqual(
			expect.arrayContaining([undefined, true]),
		);
		expect(sandbox().leads()).toHaveLength(1);
	});

	it('as a node, what a form says is stored as it is', async () => {
		await run('create', [{}], { parameters: { ...ANN, phone: 'N/A', source: 'none' } });
		expect(sent()).toMatchObject([{ phone: 'N/A', source: 'none' }]);
	});

	it('a priority is filtered in whatever case', async () => {
		sandbox().addLead({ ...ANN, priority: 'HIGH' });
		const result = await run('getAll', [{}], { parameters: { filters: { priority: 'High' } }, outsideContract: true });
		expect(result.outputs[0]?.map(({ json }) => json.name)).toEqual(['Ann Lee']);
		expect(requests()[0]).toContain('priority=HIGH');
	});
});

it('a tool, which has one item, is not offered what is about several rows', () => {
	const ofSeveral = ['dedupeInput', 'compareFirst'];
	const collections = new PollyBot().description.properties.filter(({ name }) => name === 'options');
	const options = collections.flatMap(({ options = [] }) => options.filter((option) => 'type' in option));
	const offered = options.filter(({ displayOptions }) => displayOptions?.hide?.['@tool'] === undefined);
	expect(options.map(({ name }) => name)).toEqual(expect.arrayContaining(ofSeveral));
	expect(offered.map(({ name }) => name).filter((name) => ofSeveral.includes(name))).toEqual([]);
});

import { createServer, type AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { startSandbox, type FaultRule } from '~/tools/sandbox';
import { containing, including, matching } from '~/test/matchers';
import { searchList } from './n8nCore';
import { mapped, sandboxed } from './sandboxed';

const { create, run, node, sandbox, requests, sent } = sandboxed({ profile: '2026' });

const allow = (parameters: INodeParameters = {}, options: INodeParameters = {}) => ({
	parameters: {
		phone: '={{ $json.phone }}',
		additionalFields: { discord: '={{ $json.discord }}' },
		...parameters,
		options: { allowMissingEmail: true, ...options },
	},
});
const ann = { name: 'Ann', phone: '555' };
const bob = { name: 'Bob', discord: 'bob#1' };

describe('Rows without an email', () => {
	it('are rejected unless they are allowed', async () => {
		const result = await create([ann], { parameters: { phone: '={{ $json.phone }}' }, onError: 'continueErrorOutput' });
		expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'email' });
		expect(requests()).toEqual([]);
	});

	it.each([undefined, null, '', ' \u200b', NaN])('are sent as they are where they are allowed: %j', async (email) => {
		const result = await create([{ ...ann, email }, bob], allow());
		expect(sent()).toEqual([{ ...ann }, { ...bob }]);
		expect(result.output('Created').map(({ json }) => json)).toEqual([
			including({ ...ann, email: null }),
			including({ ...bob, email: null }),
		]);
		expect(result.hints).toEqual([]);
	});

	it('are sent by automatic mapping too, and as a tool', async () => {
		await create([{ 'Full Name': 'Ann', Mobile: 555 }], allow({ dataToSend: 'autoMapInputData' }));
		const tool = { nodeName: 'pollyBotTool', nodeType: new PollyBot() };
		const asked = await run('create', [{}], {
			...tool,
			...allow({ name: 'Ann', email: '={{ $json.none }}', phone: '555' }),
		});
		expect(sent()).toEqual([ann, { ...ann }]);
		expect(asked.outputs).toEqual([[including({ json: including({ ...ann, email: null }) })]]);
	});

	it('are never compared: equal rows become two leads, and rows with an email are compared as always', async () => {
		const mail = 'zoe@example.com';
		const rows = [ann, { ...ann, email: mail }, ann, { ...ann, email: ` ${mail.toUpperCase()}` }, ann];
		const result = await create(rows, allow());
		expect(result.output('Created').map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 4].map((item) => ({ item })),
		);
		expect(result.output('Duplicate').map(({ json }) => json)).toEqual([including({ duplicateOf: 'input' })]);
		expect(sandbox().leads()).toHaveLength(4);
	});

	it('still need a name, and an email that is there must be able to be one', async () => {
		const rows = [{ phone: '555' }, { ...ann, email: 'nobody' }, ann];
		const result = await create(rows, { ...allow(), onError: 'continueErrorOutput' });
		expect(result.output('Error').map(({ json }) => json.error)).toEqual([
			including({ code: 'VALIDATION_ERROR', field: 'name', item: 1 }),
			including({ code: 'VALIDATION_ERROR', field: 'email', item: 2, message: containing('it has no @') }),
		]);
		expect(sandbox().leads()).toHaveLength(1);
	});

	it('may be allowed row by row', async () => {
		const options = { allowMissingEmail: '={{ $json.phone }}' };
		const rows = [
			{ ...ann, phone: 'yes' },
			{ name: 'Bob', phone: 'no' },
		];
		const result = await create(rows, { ...allow({}, options), onError: 'continueErrorOutput' });
		expect(result.outputs.map((output) => output.map(({ json }) => json.name))).toEqual([['Ann'], [], ['Bob']]);
	});

	it('go to the Deferred output at the rate limit like any other', async () => {
		sandbox().setLimit(1, 60);
		const result = await create([ann, bob], allow({}, { onRateLimit: 'deferredOutput' }));
		expect(result.output('Deferred').map(({ json }) => json)).toEqual([including(bob)]);
	});

	it('are not for an upsert, which finds a lead by its email: an option left over from a create changes nothing', async () => {
		const result = await run('upsert', [ann], {
			parameters: mapped(allow().parameters),
			onError: 'continueErrorOutput',
		});
		expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'email' });
		expect(requests()).toEqual([]);
	});
});

describe('The field Email in the panel', () => {
	it('may be an expression that comes to nothing', async () => {
		const result = await create([ann], allow({ email: "={{ '' }}" }));
		expect(result.output('Created')).toHaveLength(1);
	});

	it('cannot be left empty: n8n then starts nothing', async () => {
		await expect(create([ann], allow({ email: '' }))).rejects.toMatchObject({ name: 'WorkflowHasIssuesError' });
		expect(requests()).toEqual([]);
	});
});

describe('A lost response to a row without an email', () => {
	const unconfirmed = {
		code: 'UNCONFIRMED',
		item: 1,
		message:
			'PollyBot did not confirm this lead, so it may or may not be saved. Without an email a retry could create it twice, so it was not sent again. Look for it in PollyBot first. [Item 1]',
	};
	const lost: Array<[string, FaultRule['effect']]> = [
		['a connection that drops before the lead is stored', { kind: 'drop', when: 'before' }],
		['a connection that drops after it', { kind: 'drop', when: 'after' }],
		['a body that is cut', { kind: 'cut' }],
		['silence', { kind: 'stall', at: 'start' }],
		['a gateway’s page', { kind: 'html', status: 502 }],
		['trouble of the service', { kind: 'status', status: 503, body: { success: false, error: 'Down' } }],
	];

	it.each(lost)('is not followed by another attempt: %s', async (_, effect) => {
		sandbox().fault({ effect });
		const result = await create([ann], { ...allow({}, { timeout: 500 }), onError: 'continueErrorOutput' });
		expect(result.output('Error').map(({ json }) => json.error)).toEqual([including(unconfirmed)]);
		expect(requests()).toEqual(['POST /leads']);
	});

	it.each(lost.slice(0, 2))('is not followed by one of n8n’s Retry On Fail either: %s', async (_, effect) => {
		sandbox().fault({ effect });
		const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const result = await create([ann, bob], { ...allow({}, { maxConcurrency: 1 }), node });
		expect(result.error?.message).toBe(unconfirmed.message);
		expect(sent().filter((body) => JSON.stringify(body).includes('Ann'))).toHaveLength(1);
	});

	it('does not touch the rows with an email, which are sent again', async () => {
		sandbox().fault({ match: { email: 'zoe@example.com' }, effect: { kind: 'drop', when: 'after' } });
		const result = await create([ann, { name: 'Zoe', email: 'zoe@example.com' }], allow());
		expect(result.output('Created')).toHaveLength(2);
		expect(sandbox().leads()).toHaveLength(2);
	});

	it('that cannot be read is said to be so, and Retry On Fail does not send the row again', async () => {
		sandbox().fault({ effect: { kind: 'empty', status: 201, after: true } });
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const result = await create([ann], { ...allow(), node });
		expect(result.error?.message).toBe(unconfirmed.message);
		expect(requests()).toEqual(['POST /leads']);
	});
});

describe('Another attempt is made where the first has stored nothing', () => {
	it('after a 429', async () => {
		sandbox().fault({ effect: { kind: 'status', status: 429, headers: { 'Retry-After': '0' } } });
		const result = await create([ann], allow());
		expect(result.output('Created')).toHaveLength(1);
		expect(requests()).toHaveLength(2);
	});

	it('after a refused connection', async () => {
		jest.spyOn(Math, 'random').mockReturnValue(0.9);
		const port = await freePort();
		const running = create([ann], {
			...allow({}, { maxRetries: 20 }),
			credential: { baseUrl: `http://127.0.0.1:${port}` },
		});
		await new Promise((resolve) => setTimeout(resolve, 300));
		const late = await startSandbox({ profile: '2026', port });
		const { outputs } = await running;
		expect(late.leads()).toHaveLength(1);
		await late.close();
		expect(outputs[0]).toHaveLength(1);
	});
});

it('A PollyBot that demands an email says so itself', async () => {
	const refused = {
		success: false,
		error: 'Validation failed',
		code: 'VALIDATION_ERROR',
		details: { field: 'email', message: 'Is required' },
	};
	sandbox().fault({ effect: { kind: 'status', status: 400, body: refused } });
	const result = await create([ann], { ...allow(), onError: 'continueErrorOutput' });
	expect(result.output('Error')[0]?.json.error).toMatchObject({
		field: 'email',
		message: matching(/^PollyBot rejected the field 'Email'.* \[Item 1\]$/),
		description: containing('Is required'),
	});
});

it('A lead that PollyBot knows by something else is a duplicate without an email', async () => {
	const details = { existingLeadId: 'lead_1', message: 'The phone number is known' };
	const body = { success: false, error: 'Duplicate', code: 'DUPLICATE_PHONE', details };
	sandbox().fault({ times: 2, effect: { kind: 'status', status: 409, body } });
	const result = await create([ann], allow());
	expect(result.output('Duplicate')[0]?.json).toMatchObject({ existingLeadId: 'lead_1', email: null, lead: ann });
	const failed = await create([ann], { ...allow({ onDuplicate: 'error' }), onError: 'continueErrorOutput' });
	expect(failed.output('Error')[0]?.json.error).toMatchObject({ code: 'DUPLICATE_PHONE', httpStatus: 409 });
});

it('The list in the editor shows how such leads are reached', async () => {
	const leads = [ann, bob, { name: 'Zoe', email: 'zoe@example.com', phone: '5' }, { name: 'Nobody' }];
	for (const lead of leads) sandbox().addLead(lead);
	const { results } = await searchList(node({ operation: 'get' }), 'searchLeads');
	expect(results.map(({ name }) => name).sort()).toEqual([
		'Ann (555)',
		'Bob (bob#1)',
		'Nobody',
		'Zoe (zoe@example.com)',
	]);
});

async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

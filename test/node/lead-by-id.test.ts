import { containing, including } from '~/test/matchers';
import { sandboxed, mapped } from './sandboxed';
import { POLLYBOTS } from './pollyBots';

describe.each(POLLYBOTS)('Get, $title', ({ profile, shown, notFound }) => {
	const { run, sandbox, requests } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });
	const ann = { name: 'Ann', email: 'ann@example.com' };
	const byId = { leadId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } };

	it('the lead comes as the service returns it', async () => {
		const lead = sandbox().addLead({
			...ann,
			status: 'NEGOTIATING',
			notes: 'x',
			metadata: { a: [1] },
		});
		const result = await run('get', [{ id: lead.id }], { parameters: byId });
		expect(result.outputs).toEqual([[{ json: shown(lead), pairedItem: { item: 0 } }]]);
		expect(requests()).toEqual([`GET /leads/${lead.id}`]);
	});

	it.each(['list', 'id'])('the lead is chosen in mode %s', async (mode) => {
		const lead = sandbox().addLead(ann);
		const result = await run('get', [{}], { parameters: { leadId: { __rl: true, mode, value: ` ${lead.id} ` } } });
		expect(result.outputs[0]?.[0]?.json).toMatchObject({ id: lead.id });
	});

	it('an unknown ID is a failure that names it, and what to check', async () => {
		const known = sandbox().addLead(ann);
		const result = await run('get', [{ id: 'lead_none' }, { id: known.id }], {
			parameters: byId,
			onError: 'continueErrorOutput',
		});
		expect(result.output('Success').map(({ json }) => json.id)).toEqual([known.id]);
		expect(result.output('Error').map(({ json }) => json.error)).toEqual([
			{
				code: notFound.Lead,
				httpStatus: 404,
				item: 1,
				message:
					'PollyBot has no lead with the ID "lead_none" in the chatbot "cb_1234567890abcdef". Check both IDs, or set \'Scope\' (in the options) to Workspace. The lead may have been deleted. [Item 1]',
				description: 'PollyBot says: Lead not found',
			},
		]);
	});

	it('in the workspace a lead of any chatbot is found, and an unknown one is not said to be in a chatbot', async () => {
		const lead = sandbox().addLead({ ...ann, chatbotId: 'cb_other' });
		const result = await run('get', [{ id: lead.id }, { id: 'lead_none' }], {
			parameters: { ...byId, options: { scope: 'workspace' } },
			onError: 'continueRegularOutput',
		});
		expect(result.outputs[0]?.map(({ json }) => [json.id, json.error])).toEqual([
			[lead.id, undefined],
			['lead_none', including({ message: containing('"lead_none" in this workspace') })],
		]);
	});

	it.each([
		['', "'Lead' is empty."],
		['..', '\'Lead\' ("..") is not the ID of a lead.'],
		[{ a: 1 }, "'Lead' is empty."],
		['\ud800', '\'Lead\' ("\ud800") is not the ID of a lead.'],
		[2 ** 53, '\'Lead\' ("9007199254740992") is not the ID of a lead.'],
		[{ id: 1e21 }, '\'Lead\' ("1e+21") is not the ID of a lead.'],
	])('no request is sent for the ID %j', async (id, message) => {
		const result = await run('get', [{ id }], { parameters: byId, onError: 'continueErrorOutput' });
		expect(result.output('Error')[0]?.json.error).toMatchObject({
			code: 'VALIDATION_ERROR',
			field: 'leadId',
			item: 1,
			message: containing(message),
		});
		expect(requests()).toEqual([]);
	});

	it('a lead that several items ask for is fetched once', async () => {
		const { id } = sandbox().addLead(ann);
		const result = await run('get', [{ id }, { id }, { id }], { parameters: byId });
		expect(result.outputs[0]?.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
			[0, 1, 2].map((item) => [id, { item }]),
		);
		expect(requests()).toHaveLength(1);
	});

	it('there is one output, also where another operation had been set to defer', async () => {
		const { id } = sandbox().addLead(ann);
		sandbox().setLimit(1, 1);
		const options = { onRateLimit: 'deferredOutput' };
		const result = await run('get', [{ id }, { id: 'x' }], {
			parameters: { ...byId, options, onDuplicate: 'nonsense' },
			onError: 'continueRegularOutput',
		});
		expect(result.outputs).toHaveLength(1);
		expect(result.outputs[0]).toHaveLength(2);
		expect(requests()).toHaveLength(2);
	});

	it('a whole lead instead of its ID gives its ID', async () => {
		const { id } = sandbox().addLead(ann);
		const leadId = { __rl: true, mode: 'id', value: '={{ $json }}' };
		const result = await run('get', [{ id, name: 'Ann' }], { parameters: { leadId } });
		expect(result.outputs[0]?.[0]?.json).toMatchObject({ id });
	});

	it('a chatbot ID that is a list or an object is rejected', async () => {
		const result = await run('get', [{ id: 'x' }], {
			parameters: { ...byId, chatbotId: '={{ { id: 1 } }}' },
			onError: 'continueErrorOutput',
		});
		expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'CONFIGURATION', field: 'chatbotId' });
		expect(requests()).toEqual([]);
	});
});

describe.each(POLLYBOTS)('A 404 of $title', ({ profile }) => {
	const { create, run, sandbox, requests } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });

	const ann = { name: 'Ann', email: 'ann@example.com' };
	const leadId = { mode: 'id', value: '={{ $json.id }}' };

	describe.each(['NOT_FOUND', 'LEAD_NOT_FOUND', 'CHATBOT_NOT_FOUND', undefined])('a 404 with the code %s', (code) => {
		/** Answers the next requests of a method for one lead in the chatbot's scope as a newer service does. */
		const answerNotFound = (method: string, path: RegExp, times = 1) => {
			const body = { success: false, error: 'Not found', ...(code === undefined ? {} : { code }) };
			sandbox().fault({ match: { method, path }, effect: { kind: 'status', status: 404, body }, times });
		};

		it('is an unknown lead, and its code is passed on', async () => {
			answerNotFound('GET', /leads/);
			const { outputs } = await run('get', [{ id: 'lead_1' }], {
				parameters: { leadId },
				onError: 'continueRegularOutput',
			});
			expect(outputs[0]?.[0]?.json.error).toMatchObject({
				code: code ?? 'NOT_FOUND',
				httpStatus: 404,
				message: containing('PollyBot has no lead with the ID "lead_1"'),
			});
		});

		it('has an existing lead looked for in the workspace', async () => {
			const known = sandbox().addLead(ann);
			answerNotFound('GET', /chatbots/);
			const result = await create([ann], { parameters: { onDuplicate: 'returnExisting' } });
			expect(result.outputs[0]?.[0]?.json).toMatchObject({ id: known.id, duplicate: true });
		});

		it('has an upsert create the lead once more', async () => {
			const known = sandbox().addLead(ann);
			answerNotFound('PUT', /leads/, 2);
			sandbox().fault({ match: { method: 'PUT' }, effect: { kind: 'bare' } });
			const result = await run('upsert', [ann], { parameters: mapped() });
			expect(result.outputs[0]?.[0]?.json).toEqual(including({ id: known.id, upsertAction: 'updated' }));
			expect(requests().map((request) => request.split(' ')[0])).toEqual(['POST', 'PUT', 'PUT', 'POST', 'PUT']);
		});

		it('after a lost response tells that the lead was deleted', async () => {
			const { id } = sandbox().addLead(ann);
			sandbox().fault({ effect: { kind: 'drop', when: 'after' } });
			answerNotFound('DELETE', /leads/);
			answerNotFound('GET', /leads/);
			const result = await run('delete', [{ id }], { parameters: { leadId } });
			expect(result.outputs[0]?.[0]?.json).toEqual({ deleted: true, id, deletedAt: null });
		});
	});

	it('a page with 404 that is not PollyBot’s says nothing about a lead', async () => {
		sandbox().fault({ effect: { kind: 'drop', when: 'before' } });
		sandbox().fault({ effect: { kind: 'html', status: 404 } });
		const { id } = sandbox().addLead(ann);
		const result = await run('delete', [{ id }], { parameters: { leadId }, onError: 'continueErrorOutput' });
		expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'NOT_POLLYBOT', httpStatus: 404 });
		expect(sandbox().leads()).toHaveLength(1);
	});
});

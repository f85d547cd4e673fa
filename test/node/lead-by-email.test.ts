import { PollyBot } from '~/nodes/PollyBot/PollyBot.node';
import { containing } from '~/test/matchers';
import { POLLYBOTS } from './pollyBots';
import { sandboxed } from './sandboxed';

const OPERATIONS = [
	['get', {}, 'GET'],
	['update', { updateFields: { company: 'Tech Corp' } }, 'PUT'],
	['delete', {}, 'DELETE'],
] as const;

describe.each(POLLYBOTS)('A lead by its email, $title', ({ profile }) => {
	const { run, sandbox, requests } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });
	const byEmail = { leadId: { __rl: true, mode: 'email', value: '={{ $json.email }}' } };
	const add = (email: string, more = {}) => sandbox().addLead({ name: 'Ann', email, ...more });
	const search = (email: string) =>
		`GET /leads?search=${encodeURIComponent(email).replaceAll('%20', '+')}&page=1&limit=100`;

	const on =
		(operation: string, parameters = {}) =>
		async (rows: object[], options = {}) =>
			await run(operation, rows, {
				parameters: { ...byEmail, ...parameters, ...options },
				onError: 'continueErrorOutput',
			});
	const errors = (result: Awaited<ReturnType<typeof run>>) => result.output('Error').map(({ json }) => json.error);

	describe.each(OPERATIONS)('%s', (operation, parameters, method) => {
		const perform = on(operation, parameters);

		it('is performed on the one with exactly this address, which costs one more request', async () => {
			add('xann@example.com');
			add('ann@example.com.au');
			const { id } = add('ann@example.com');
			const result = await perform([{ email: ' <ANN@example.com>, ' }]);
			expect(result.output('Success').map(({ json }) => json.id)).toEqual([id]);
			expect(requests()).toEqual([search('ANN@example.com'), `${method} /leads/${id}`]);
		});

		it('without one there is nothing to do, and the error says so', async () => {
			add('xann@example.com');
			const result = await perform([{ email: 'ann@example.com' }, { email: 'ann@example.com' }]);
			expect(errors(result)).toEqual(
				[1, 2].map((item) => ({
					code: 'NOT_FOUND',
					field: 'leadId',
					value: 'ann@example.com',
					item,
					message: `PollyBot has no lead with the email "ann@example.com" in the chatbot "cb_1234567890abcdef". Check the address, or set 'Scope' (in the options) to Workspace. [Item ${item}]`,
				})),
			);
			expect(requests()).toHaveLength(1);
		});

		it.each([
			['u@müller.example', 'u@xn--mller-kva.example'],
			['u@xn--mller-kva.example', 'U@Müller.example'],
			['zoe\u0308@example.com', 'Zoë@example.com'],
		])('%s is found where it is stored as %s', async (email, spelling) => {
			add('lou@example.com');
			const { id } = add(spelling);
			expect((await perform([{ email }])).output('Success').map(({ json }) => json.id)).toEqual([id]);
		});

		it('is ambiguous where two leads have it in two spellings', async () => {
			add('u@müller.example');
			add('u@xn--mller-kva.example');
			const result = await perform([{ email: 'u@müller.example' }]);
			expect(errors(result)).toMatchObject([{ code: 'AMBIGUOUS_EMAIL' }]);
		});

		it('with several none is changed, and the error names them', async () => {
			const leads = [add('ann@example.com'), add('Ann@Example.com')];
			const result = await perform([{ email: 'ann@example.com' }]);
			expect(errors(result)).toMatchObject([
				{ code: 'AMBIGUOUS_EMAIL', field: 'leadId', item: 1, message: containing('2 leads have the email') },
			]);
			for (const { id } of leads) expect(JSON.stringify(errors(result))).toContain(id);
			expect(requests()).toHaveLength(1);
			expect(sandbox().leads()).toHaveLength(2);
		});

		it('a list that is rejected is a failure, and nothing is changed', async () => {
			add('ann@example.com');
			sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'status', status: 403 } });
			const result = await perform([{ email: 'ann@example.com' }]);
			expect(errors(result)).toMatchObject([{ httpStatus: 403, item: 1 }]);
			expect(requests()).toHaveLength(1);
		});

		it.each([
			['used-up rate limit', {}, 0, "PollyBot's rate limit is used up"],
			['chatbot that is unknown', { chatbotId: 'cb_unknown' }, 9, 'PollyBot does not know the chatbot "cb_unknown".'],
		])('a %s is said, and nothing is changed', async (_, where, limit, message) => {
			add('ann@example.com');
			sandbox().setLimit(limit, 3600);
			const result = await perform([{ email: 'ann@example.com' }], where);
			expect(errors(result)).toMatchObject([{ item: 1, message: containing(message) }]);
			expect(requests()).toHaveLength(1);
		});

		it('as a tool it is found too', async () => {
			const { id } = add('ann@example.com');
			const result = await run(operation, [{}], {
				parameters: { leadId: { __rl: true, mode: 'email', value: 'ann@example.com' }, ...parameters },
				nodeName: 'pollyBotTool',
				nodeType: new PollyBot(),
			});
			expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual([id]);
		});
	});

	describe('whatever is done with the lead', () => {
		const perform = on('get');

		it('pages are followed, as far as there may be another one', async () => {
			for (let index = 0; index < 130; index += 1) add(`ann@example.com.${index}.example.com`);
			const { id } = add('ann@example.com', { createdAt: '2020-01-01T00:00:00.000Z' });
			const result = await perform([{ email: 'ann@example.com' }]);
			expect(result.output('Success').map(({ json }) => json.id)).toEqual([id]);
			expect(requests()).toHaveLength(3);
		});

		it('a page without leads is the last one, whatever the service says', async () => {
			const patch = { data: { pagination: { hasNext: true } } };
			sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'altered', patch }, times: 9 });
			const result = await perform([{ email: 'ann@example.com' }]);
			expect(errors(result)).toMatchObject([{ message: containing('PollyBot has no lead with the email') }]);
			expect(requests()).toHaveLength(1);
		});

		it('a lead without an email that is found beside it is another one', async () => {
			sandbox().addLead({ name: 'ann@example.com' });
			const { id } = add('ann@example.com');
			sandbox().addLead({ name: 'ann@example.com' });
			const result = await run('get', [{ email: 'ann@example.com' }], {
				parameters: byEmail,
				outsideContract: true,
			});
			expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual([id]);
		});

		it.each(['ann@example.com', 'ann@bücher.example'])('at most ten pages are read for %s', async (email) => {
			sandbox().fault({ effect: { kind: 'pages', leads: 'new' }, times: 100 });
			add(`x${email}`);
			const result = await perform([{ email }]);
			expect(errors(result)).toMatchObject([
				{ code: 'NOT_FOUND', message: containing('None of the first 1,000 leads') },
			]);
			expect(requests()).toHaveLength(10);
		});

		it.each([
			['', "'Lead' is empty. Map the email of a lead."],
			[null, "'Lead' is empty. Map the email of a lead."],
			['ann', '\'Lead\' ("ann") is not an email address: it has no @.'],
			['a@example.com, b@example.com', 'contains 2 addresses'],
		])('%j is rejected without a request', async (email, message) => {
			const result = await perform([{ email }]);
			expect(errors(result)).toMatchObject([
				{ code: 'VALIDATION_ERROR', field: 'leadId', item: 1, message: containing(message) },
			]);
			expect(requests()).toEqual([]);
		});

		it('of another chatbot it is found in the workspace', async () => {
			const { id } = add('ann@example.com', { chatbotId: 'cb_other' });
			const inChatbot = await perform([{ email: 'ann@example.com' }]);
			expect(errors(inChatbot)).toMatchObject([{ code: 'NOT_FOUND' }]);
			const inWorkspace = await perform([{ email: 'ann@example.com' }], { options: { scope: 'workspace' } });
			expect(inWorkspace.output('Success').map(({ json }) => json.id)).toEqual([id]);
		});

		it.each(['..', '.', '\ud800'])('an ID that is no part of a path (%j) is not used', async (id) => {
			const patch = { data: { leads: [{ id, name: 'Ann', email: 'ann@example.com' }] } };
			sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'altered', patch } });
			const result = await perform([{ email: 'ann@example.com' }]);
			expect(errors(result)).toMatchObject([
				{ code: 'NOT_POLLYBOT', message: containing('so the lead cannot be used') },
			]);
			expect(requests()).toHaveLength(1);
		});

		it.each(['ann+sale@example.com', "o'ann@example.com", 'ann&x=1#y%41@example.com', 'zoë@exämple.example.com'])(
			'%s is asked for as it is',
			async (email) => {
				add('ann@example.com');
				const { id } = add(email);
				const result = await perform([{ email }]);
				expect(result.output('Success').map(({ json }) => json.id)).toEqual([id]);
			},
		);
	});

	it('equal addresses of a run are looked up once, whatever is done with the lead', async () => {
		const { id } = add('ann@example.com');
		const rows = [{ email: 'ann@example.com' }, { email: 'ANN@example.com' }, { email: 'ann@example.com' }];
		const parameters = { ...byEmail, updateFields: { company: 'Tech Corp' } };
		await run('update', rows, { parameters });
		expect(requests()).toEqual([search('ann@example.com'), ...rows.map(() => `PUT /leads/${id}`)]);
	});

	it('other addresses of a run are other leads', async () => {
		const emails = ['ann@example.com', 'bob@example.com', 'zoe@example.com'];
		const ids = emails.map((email) => add(email).id);
		const result = await on('get')(
			emails.map((email) => ({ email })),
			{ options: { maxConcurrency: 1 } },
		);
		expect(result.output('Success').map(({ json }) => json.id)).toEqual(ids);
	});

	it('a deletion whose answer was lost is one, also when n8n tries the node again and the search finds nothing', async () => {
		const { id } = add('ann@example.com');
		sandbox().fault({ match: { method: 'DELETE' }, effect: { kind: 'drop', when: 'after' } });
		const result = await run('delete', [{ email: 'ann@example.com' }], {
			parameters: { ...byEmail, options: { maxRetries: 0 } },
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
		});
		expect(result.outputs[0]?.map(({ json }) => json)).toEqual([{ deleted: true, id, deletedAt: null }]);
		expect(sandbox().leads()).toEqual([]);
	});
});

const separate = POLLYBOTS.filter(({ sharesEmails }) => !sharesEmails);

describe.each(separate)('A lead by its email, $title, which takes an email once in each chatbot', ({ profile }) => {
	const { run, sandbox } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });

	it('is ambiguous in the workspace', async () => {
		for (const chatbotId of ['cb_1234567890abcdef', 'cb_other']) {
			sandbox().addLead({ name: 'Ann', email: 'ann@example.com', chatbotId });
		}
		const result = await run('get', [{}], {
			parameters: { leadId: { __rl: true, mode: 'email', value: 'ann@example.com' }, options: { scope: 'workspace' } },
			onError: 'continueErrorOutput',
		});
		expect(result.output('Error').map(({ json }) => json.error)).toMatchObject([{ code: 'AMBIGUOUS_EMAIL' }]);
	});
});

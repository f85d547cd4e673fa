import { activatePolling, searchList } from './n8nCore';
import { sandboxed } from './sandboxed';
import { POLLYBOTS } from './pollyBots';

describe('IDs and the list of leads', () => {
	const { run, node, sandbox, requests } = sandboxed();

	const OUTSIDE = { outsideContract: true };

	/** JSON text, because JavaScript would round the number before it is sent. */
	const page = (id: string, name = 'Ann') =>
		`{"success":true,"data":{"leads":[{"id":${id},"name":"${name}","email":"ann@example.com","createdAt":"2026-01-01T00:00:00Z"}]}}`;

	const answer = (body: string, method?: string, status = 200) => {
		sandbox().fault({ match: { method }, times: 5, effect: { kind: 'status', status, body } });
	};

	const offered = async () => (await searchList(node({ operation: 'get' }, OUTSIDE), 'searchLeads')).results;

	describe.each(['9007199254740993', '-9007199254740993', '12345678901234567890', '1e400', '1.5'])(
		'the number %s, which is another one once it is read, is no ID',
		(id) => {
			it.each(['get', 'update', 'delete'])('in a search by email: %s touches no lead', async (operation) => {
				answer(page(id), 'GET');
				const result = await run(operation, [{}], {
					...OUTSIDE,
					parameters: {
						leadId: { __rl: true, mode: 'email', value: 'ann@example.com' },
						updateFields: { company: 'Tech' },
					},
					onError: 'continueErrorOutput',
				});
				expect(result.output('Error').map(({ json }) => json.error)).toMatchObject([{ code: 'NOT_POLLYBOT' }]);
				expect(requests()).toHaveLength(1);
			});

			it('in a duplicate: no lead is fetched or updated', async () => {
				const duplicate = `{"success":false,"error":"x","code":"DUPLICATE_EMAIL","details":{"existingLeadId":${id}}}`;
				answer(duplicate, 'POST', 409);
				const parameters = { name: 'Ann', email: 'ann@example.com', onDuplicate: 'returnExisting' };
				for (const operation of ['create', 'upsert']) {
					await run(operation, [{}], { ...OUTSIDE, parameters, onError: 'continueRegularOutput' });
				}
				expect(requests()).toEqual(['POST /leads', 'POST /leads']);
			});

			it('in the list of leads', async () => {
				answer(page(id));
				await expect(offered()).rejects.toThrow("but not as PollyBot's API does");
			});

			it('in a poll: nothing is remembered', async () => {
				answer(page(id));
				const trigger = await activatePolling({ ...node({}, OUTSIDE), nodeName: 'pollyBotPollingTrigger' });
				await expect(trigger.poll()).rejects.toThrow("but not as PollyBot's API does");
				expect(trigger.stored()).toEqual({});
			});
		},
	);

	describe('the list of leads', () => {
		it.each(['"lead_1"', '"a/b c"', '5', '9007199254740991'])('offers the ID %s', async (id) => {
			answer(page(id));
			expect(await offered()).toEqual([{ name: 'Ann (ann@example.com)', value: JSON.parse(id) as unknown }]);
		});

		it.each(['={{ $env.HOME }}', '=', '.', '..', ' lead_1', 'lead_1\\u200b', '\\u200b={{ 1 }}', '\\ud800'])(
			'does not offer the ID "%s"',
			async (id) => {
				answer(page(`"${id}"`));
				expect(await offered()).toEqual([]);
			},
		);

		it('offers no name that n8n would evaluate once the lead is chosen', async () => {
			const name = '={{ $("No such node").item }}';
			const { id } = sandbox().addLead({ name, email: 'ann@example.com' });
			const [lead] = await offered();
			expect(lead?.name).toBe(`“${name} (ann@example.com)”`);
			const get = async (cachedResultName: string) => {
				const leadId = { __rl: true, mode: 'list', value: id, cachedResultName };
				return (await run('get', [{}], { parameters: { leadId } })).status;
			};
			expect(await get(name)).toBe('error');
			expect(await get(lead?.name ?? '')).toBe('success');
		});

		it('has no endless names, and no endless list', async () => {
			const leads = Array.from({ length: 3000 }, (_, id) => ({
				id: `lead_${id}`,
				name: 'x'.repeat(1000),
				email: 'y@e.com',
			}));
			answer(JSON.stringify({ success: true, data: { leads } }));
			const results = await offered();
			expect(results).toHaveLength(1000);
			expect(Math.max(...results.map(({ name }) => name.length))).toBeLessThan(200);
		});

		it.each([
			[{ name: 'Ann', email: '', phone: '555' }, 'Ann (555)'],
			[{ name: ' ', email: null, discord: ' ann#1 ' }, 'ann#1'],
			[{ name: 'Ann' }, 'Ann'],
			[{ name: { first: 'Ann' } }, 'lead_1'],
		])('shows %j as %s', async (lead, name) => {
			answer(JSON.stringify({ success: true, data: { leads: [{ id: 'lead_1', ...lead }] } }));
			expect(await offered()).toEqual([{ name, value: 'lead_1' }]);
		});

		it('ends where the service promises more and gives nothing', async () => {
			answer('{"success":true,"data":{"leads":[],"pagination":{"hasNext":true}}}');
			expect(await searchList(node({ operation: 'get' }, OUTSIDE), 'searchLeads')).toEqual({ results: [] });
		});

		it('says that a credential cannot be read', async () => {
			const opened = node({ operation: 'get' }, OUTSIDE);
			const credential = { ...opened.credential, baseUrl: 'pollybot.app' };
			await expect(searchList({ ...opened, credential }, 'searchLeads')).rejects.toThrow("'Base URL'");
			expect(requests()).toEqual([]);
		});
	});

	describe('the list of chatbots', () => {
		const found = async (...leads: object[]) => {
			const all = leads.map((lead, index) => ({ id: `lead_${index}`, ...lead }));
			answer(JSON.stringify({ success: true, data: { leads: all } }));
			return (await searchList(node({}, OUTSIDE), 'searchChatbots')).results;
		};

		it('has those of the newest leads, each once, with its name where a lead tells it', async () => {
			const chatbots = await found(
				{ chatbotId: 'cb_1' },
				{ chatbotId: 'cb_9', chatbots: { id: ' cb_2 ', name: ' Shop ' } },
				{ chatbots: { id: 'cb_1', name: 'Site' } },
				{ chatbots: { id: 'cb_2', name: 7 } },
				{ chatbotId: 'cb_3', chatbots: 'none' },
			);
			expect(chatbots).toEqual([
				{ name: 'Site (cb_1)', value: 'cb_1' },
				{ name: 'Shop (cb_2)', value: 'cb_2' },
				{ name: 'cb_3', value: 'cb_3' },
			]);
			expect(requests()).toEqual(['GET /leads?sortBy=createdAt&sortOrder=desc&page=1&limit=100']);
			expect(sandbox().requests[0]?.path).toBe('/api/v1/leads');
		});

		it('offers no ID and no name that n8n would evaluate, and no endless name', async () => {
			const [evaluated, long, ...others] = await found(
				{ chatbotId: '={{ $env.HOME }}' },
				{ chatbotId: '..' },
				{ chatbots: { id: 'cb_1', name: '={{ 1 }}' } },
				{ chatbots: { id: 'cb_2', name: 'x'.repeat(1000) } },
			);
			expect(evaluated).toEqual({ name: '“={{ 1 }} (cb_1)”', value: 'cb_1' });
			expect(long?.name).toMatch(/^x{150} \(cb_2\)$/);
			expect(others).toEqual([]);
		});

		it('says what to do where no lead tells its chatbot', async () => {
			await expect(found({ email: 'ann@example.com' })).rejects.toThrow('Choose By ID');
		});

		it('says that the key is wrong', async () => {
			const wrong = node({});
			const credential = { ...wrong.credential, apiKey: 'sk-workspace_test_wrong' };
			await expect(searchList({ ...wrong, credential }, 'searchChatbots')).rejects.toThrow(
				'does not accept the API key',
			);
		});
	});
});

describe.each(POLLYBOTS)('The list of leads, $title', ({ profile }) => {
	const { node, sandbox, requests } = sandboxed({ profile, chatbotIds: ['cb_1234567890abcdef', 'cb_other'] });
	const search = async (parameters: Parameters<typeof node>[0], query: Parameters<typeof searchList>[2] = {}) =>
		await searchList(node({ operation: 'get', ...parameters }), 'searchLeads', query);

	function addLeads(count: number) {
		for (let index = 0; index < count; index += 1) {
			sandbox().addLead({ name: `Person ${index}`, email: `person${index}@example.com` });
		}
	}

	it('name and email are shown, and what is typed is searched by the service', async () => {
		addLeads(3);
		const { id } = sandbox().addLead({ name: 'Zoe', email: 'zoe@example.com' });
		expect(await search({}, { filter: ' zo ' })).toEqual({ results: [{ name: 'Zoe (zoe@example.com)', value: id }] });
		expect(requests()).toEqual(['GET /leads?search=zo&page=1&limit=50']);
	});

	it('further pages come on scrolling', async () => {
		addLeads(120);
		const pages = [];
		for (let token: string | undefined = '1'; token !== undefined;) {
			const page = await search({}, { paginationToken: token });
			pages.push(page.results.length);
			token = typeof page.paginationToken === 'string' ? page.paginationToken : undefined;
		}
		expect(pages).toEqual([50, 50, 20]);
	});

	it('the leads are those of the scope', async () => {
		sandbox().addLead({ name: 'Zoe', email: 'zoe@example.com', chatbotId: 'cb_other' });
		expect((await search({})).results).toEqual([]);
		expect((await search({ chatbotId: 'cb_other' })).results).toHaveLength(1);
		expect((await search({ options: { scope: 'workspace' } })).results).toHaveLength(1);
	});

	it.each([
		['an unknown chatbot', { chatbotId: 'cb_none' }, 'PollyBot does not know the chatbot "cb_none".'],
		['an expression', { chatbotId: '={{ $json.bot }}' }, 'Choose the lead by its ID.'],
		['an ID that is none', { chatbotId: '..' }, '".." is not a valid chatbot ID.'],
	])('%s is said instead of the list', async (_, parameters, message) => {
		await expect(search(parameters)).rejects.toThrow(message);
	});

	it('a wrong key is said instead of the list', async () => {
		const wrong = node({ operation: 'get' });
		const credential = { ...wrong.credential, apiKey: 'sk-workspace_test_wrong' };
		await expect(searchList({ ...wrong, credential }, 'searchLeads')).rejects.toThrow('does not accept the API key');
	});
});

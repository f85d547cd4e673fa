import type { INodeParameters } from 'n8n-workflow';
import { including, matching } from '~/test/matchers';
import { people, sandboxed } from './sandboxed';
import { POLLYBOTS } from './pollyBots';

describe.each(POLLYBOTS)('Get Many, $title', ({ profile, shown, stored, knows, askedStatuses, filtersSources }) => {
	const { run, sandbox, requests } = sandboxed({ profile, limit: 100_000 });
	const getAll = async (parameters: INodeParameters = {}, options: Parameters<typeof run>[2] = {}) =>
		await run('getAll', [{}], { ...options, parameters });

	function addPeople(count: number) {
		return people(count).map((person, index) =>
			sandbox().addLead({
				...person,
				source: index % 2 === 0 ? 'web' : 'fair',
				createdAt: new Date(index * 1000).toISOString(),
			}),
		);
	}

	describe('how many', () => {
		it('50 unless said otherwise, the newest first, each as the service returns it', async () => {
			const last = addPeople(60).at(-1);
			const result = await getAll();
			expect(result.outputs).toHaveLength(1);
			expect(result.outputs[0]).toHaveLength(50);
			expect(result.outputs[0]?.[0]).toEqual({ json: shown(last), pairedItem: { item: 0 } });
			expect(requests()).toEqual(['GET /leads?page=1&limit=50']);
		});

		it.each([
			[250, 260, ['page=1&limit=100', 'page=2&limit=100', 'page=5&limit=50']],
			[230, 260, ['page=1&limit=100', 'page=2&limit=100', 'page=6&limit=40']],
			[100, 260, ['page=1&limit=100']],
			[50, 3, ['page=1&limit=50']],
			[1, 3, ['page=1&limit=1']],
		])('a limit of %d of %d leads', async (limit, there, pages) => {
			addPeople(there);
			const result = await getAll({ limit });
			const expected = sandbox().leads().reverse().slice(0, limit);
			expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual(expected.map(({ id }) => id));
			expect(requests()).toEqual(pages.map((page) => `GET /leads?${page}`));
		});

		it.each([0, 100, 101, 250])(
			'Return All of %d leads, until the service says that there are no more',
			async (there) => {
				addPeople(there);
				const result = await getAll({ returnAll: true });
				expect(result.outputs[0]).toHaveLength(there);
				expect(requests()).toHaveLength(Math.max(1, Math.ceil(there / 100)));
			},
		);

		it.each([0, -1, 1.5, 'many', ''])('a limit of %j is rejected before any request', async (limit) => {
			const result = await run('getAll', [{ limit }], {
				parameters: { limit: '={{ $json.limit }}' },
				onError: 'continueErrorOutput',
			});
			const error = {
				field: 'limit',
				code: 'VALIDATION_ERROR',
				message: "'Limit' must be a whole number, 1 or more. Correct it, or use 'Return All'. [Item 1]",
			};
			expect(result.output('Error')[0]?.json.error).toMatchObject(error);
			expect(requests()).toEqual([]);
		});
	});

	it('asks for the pages of Return All at the same time', async () => {
		addPeople(500);
		sandbox().fault({ effect: { kind: 'latency', ms: 100 }, times: 5 });
		expect((await getAll({ returnAll: true })).outputs[0]).toHaveLength(500);
		expect(sandbox().peak()).toBeGreaterThan(1);
	});

	describe('while leads come and go', () => {
		it('no lead comes twice when others are added', async () => {
			addPeople(250);
			const running = getAll({ returnAll: true });
			sandbox().fault({ match: { nth: 2 }, effect: { kind: 'latency', ms: 200 } });
			while (requests().length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
			for (let index = 0; index < 30; index += 1) {
				sandbox().addLead({ name: 'New', email: `new${index}@example.com` });
			}
			const ids = (await running).outputs[0]?.map(({ json }) => json.id) ?? [];
			expect(new Set(ids).size).toBe(ids.length);
			expect(ids.length).toBeGreaterThanOrEqual(250);
		});

		it('none that stays is missed when others are deleted', async () => {
			const leads = addPeople(250);
			sandbox().fault({ match: { nth: 1 }, effect: { kind: 'latency', ms: 200 } });
			const running = getAll({ returnAll: true });
			while (requests().length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
			for (const { id } of leads.slice(-20)) sandbox().removeLead(id);
			const ids = (await running).outputs[0]?.map(({ json }) => json.id) ?? [];
			expect(new Set(ids).size).toBe(ids.length);
			expect(leads.slice(0, -20).filter(({ id }) => !ids.includes(id))).toEqual([]);
		});

		it('a service that always speaks of another page comes to an end', async () => {
			const [lead] = addPeople(1);
			const body = { success: true, data: { leads: [lead], pagination: { hasNext: true } } };
			sandbox().fault({ effect: { kind: 'status', status: 200, body }, times: Infinity });
			const result = await getAll({ returnAll: true }, { outsideContract: true });
			expect(result.outputs[0]).toHaveLength(1);
			expect(requests().length).toBeLessThan(20);
		});
	});

	describe('filters', () => {
		const zoe = { name: 'Zoe', email: 'zoe@example.com', source: 'web', priority: 'HIGH' };
		const names = (result: Awaited<ReturnType<typeof getAll>>) => result.outputs[0]?.map(({ json }) => json.name);

		it('and sorting go to the service', async () => {
			addPeople(10);
			sandbox().addLead({ ...zoe, status: 'qualified' });
			const result = await getAll(
				{
					filters: { search: ' ZOE ', source: 'web', status: 'Qualified', priority: 'HIGH' },
					sort: { sortBy: 'name', sortOrder: 'asc' },
				},
				{ outsideContract: true },
			);
			expect(names(result)).toEqual(['Zoe']);
			const beside = { search: 'ZOE', source: 'web', priority: 'HIGH', sortBy: 'name', sortOrder: 'asc' };
			expect(sandbox().requests.map(({ query }) => query)).toEqual(
				askedStatuses('qualified').map((status) => ({ ...beside, status, page: '1', limit: '50' })),
			);
		});

		it('a status in small letters, as documented, is found by a service that wants capitals, which is asked once', async () => {
			for (const { id } of addPeople(6).slice(4)) sandbox().removeLead(id);
			sandbox().addLead({ ...zoe, status: 'lost' });
			const rows = ['new', 'lost', 'contacted'].map((status) => ({ status }));
			const result = await run('getAll', rows, {
				parameters: { filters: { status: '={{ $json.status }}' }, options: { maxConcurrency: 3 } },
				outsideContract: true,
			});
			expect(result.outputs[0]?.map(({ json, pairedItem }) => [json.status, pairedItem])).toEqual([
				...new Array<unknown>(4).fill([stored('new'), { item: 0 }]),
				[stored('lost'), { item: 1 }],
			]);
			expect(requests()).toHaveLength(askedStatuses('new').length + 2);
		});

		it('a status that the service does not know is rejected as it was given', async () => {
			const result = await getAll(
				{ filters: { status: 'follow_up', search: 'nobody' } },
				{ onError: 'continueErrorOutput', outsideContract: true },
			);
			const refused = { code: 'VALIDATION_ERROR', field: 'status', value: 'follow_up', httpStatus: 400 };
			expect(result.output('Error').map(({ json }) => json.error)).toEqual(
				knows('follow_up') ? [] : [including(refused)],
			);
			expect(requests()).toHaveLength(askedStatuses('follow_up').length);
		});

		it.each([
			[3, 260],
			[70, 260],
			[Infinity, 260],
		])('a source holds for all of %d leads, whether the service filters by it or not', async (limit, there) => {
			addPeople(there);
			const result = await getAll({
				...(limit === Infinity ? { returnAll: true } : { limit }),
				filters: { source: 'web' },
			});
			const expected = sandbox()
				.leads()
				.reverse()
				.filter(({ source }) => source === 'web')
				.slice(0, limit);
			expect(result.outputs[0]?.map(({ json }) => json.id)).toEqual(expected.map(({ id }) => id));
		});

		it('a source costs what the service makes of it: the pages with its leads, or all pages', async () => {
			addPeople(260);
			await getAll({ limit: 70, filters: { source: 'web' } });
			await getAll({ returnAll: true, filters: { source: 'fair' } });
			const whole = ['page=1&limit=100', 'page=2&limit=100'];
			const pages = filtersSources
				? { web: ['page=1&limit=70'], fair: whole }
				: { web: ['page=1&limit=70', 'page=1&limit=100', 'page=2&limit=100'], fair: [...whole, 'page=3&limit=100'] };
			expect(requests()).toEqual([
				...pages.web.map((page) => `GET /leads?source=web&${page}`),
				...pages.fair.map((page) => `GET /leads?source=fair&${page}`),
			]);
		});

		it.each(['priority', 'status', 'source'])('a %s that a service ignores is filtered all the same', async (name) => {
			const leads = [
				{ id: 'lead_1', name: 'Ann', status: 'new' },
				{ id: 'lead_2', name: 'Zoe', status: 'LOST', source: 'Web', priority: 'HIGH' },
			];
			const body = { success: true, data: { leads, pagination: { page: 1, total: 2, totalPages: 1, hasNext: false } } };
			sandbox().fault({ effect: { kind: 'status', status: 200, body }, times: Infinity });
			const filters = { [name]: { priority: 'HIGH', status: 'lost', source: 'web' }[name] };
			expect(names(await getAll({ filters }, { outsideContract: true }))).toEqual(['Zoe']);
		});

		it('what a service that knows no priorities gives for one is nothing, not everything', async () => {
			addPeople(3);
			const body = { success: true, data: { leads: [{ id: 'lead_1', name: 'Ann' }], pagination: { hasNext: false } } };
			sandbox().fault({ effect: { kind: 'status', status: 200, body } });
			const result = await getAll({ filters: { priority: 'HIGH' } }, { outsideContract: true });
			expect(result.outputs.flat()).toEqual([]);
		});
	});

	it('each item is a separate search, and one that repeats another costs no request', async () => {
		addPeople(4);
		const rows = [{ source: 'web' }, { source: 'fair' }, { source: 'web' }, { source: 'none' }];
		const result = await run('getAll', rows, { parameters: { filters: { source: '={{ $json.source }}' } } });
		expect(result.outputs[0]?.map(({ json, pairedItem }) => [json.source, pairedItem])).toEqual([
			['web', { item: 0 }],
			['web', { item: 0 }],
			['fair', { item: 1 }],
			['fair', { item: 1 }],
			['web', { item: 2 }],
			['web', { item: 2 }],
		]);
		expect(requests()).toHaveLength(3);
	});

	it.each([
		['search', { filters: { search: '={{ $json.odd }}' } }],
		['status', { filters: { status: '={{ $json.odd }}' } }],
		['sortBy', { sort: { sortBy: '={{ $json.odd }}' } }],
	])('a filter that is a list is rejected, and does not give all leads: %s', async (field, parameters) => {
		const result = await run('getAll', [{ odd: ['zoe'] }], { parameters, onError: 'continueErrorOutput' });
		expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'VALIDATION_ERROR', field });
		expect(requests()).toEqual([]);
	});

	it('an expression instead of all filters is rejected: n8n makes no filters of it', async () => {
		const result = await run('getAll', [{ q: { search: 'zoe' } }], {
			parameters: { filters: '={{ $json.q }}' },
			onError: 'continueErrorOutput',
		});
		expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'VALIDATION_ERROR' });
		expect(requests()).toEqual([]);
	});

	it('what a Get Many on the rate limit is told fits it', async () => {
		sandbox().setLimit(0, 3600);
		const result = await getAll({ options: { onRateLimit: 'error' } });
		expect(result.error?.message).toContain('Run it again after that.');
		expect(result.error?.message).not.toContain('Deferred');
	});

	describe('a filter that an expression leaves empty is rejected: it would list everything', () => {
		const row = { empty: '', blank: ' \u200b', none: null, number: 0 };

		it.each([
			['search', '={{ $json.missing }}'],
			['search', '={{ $json.none }}'],
			['search', '={{ $json.empty }}'],
			['search', '={{ $json.blank }}'],
			['search', '={{ $json.number / 0 }}'],
			['source', '={{ $json.missing }}'],
			['status', '={{ $json.missing }}'],
			['priority', '={{ $json.missing }}'],
		])('%s: %s', async (name, expression) => {
			addPeople(3);
			const filters = { source: 'web', [name]: expression };
			const result = await run('getAll', [row], { parameters: { filters }, onError: 'continueErrorOutput' });
			expect(result.output('Error')[0]?.json.error).toMatchObject({
				code: 'VALIDATION_ERROR',
				field: name,
				message: matching(
					new RegExp(`^'${name}' is an expression that returned nothing, and without this filter every lead`, 'i'),
				),
			});
			expect(requests()).toEqual([]);
		});

		it.each(['={{ $json.missing }}', '={{ {} }}', '={{ "" }}'])('all filters: %s', async (filters) => {
			addPeople(3);
			const result = await run('getAll', [row], { parameters: { filters }, onError: 'continueErrorOutput' });
			expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'filters' });
			expect(requests()).toEqual([]);
		});

		it('but one that is left empty by hand does not count, and one with a value is cleaned', async () => {
			addPeople(3);
			const result = await getAll({ filters: { search: '\u200b', status: '', source: '\ufeffweb ' } });
			expect(result.error).toBeUndefined();
			expect(sandbox().requests[0]?.query).toEqual({ source: 'web', page: '1', limit: '50' });
		});
	});

	it.each(['maybe', '', null])('Return All given as %j is off', async (all) => {
		addPeople(60);
		const result = await run('getAll', [{ all }], { parameters: { returnAll: '={{ $json.all }}' } });
		expect(result.outputs[0]).toHaveLength(50);
	});

	it('an unknown chatbot is named', async () => {
		const { error } = await getAll({ chatbotId: 'cb_unknown' });
		expect(error?.message).toContain('PollyBot does not know the chatbot "cb_unknown".');
	});

	it.each(['yes', 'TRUE', 1])('Return All may be given as %j', async (all) => {
		addPeople(60);
		const result = await run('getAll', [{ all }], { parameters: { returnAll: '={{ $json.all }}' } });
		expect(result.outputs[0]).toHaveLength(60);
	});
});

import type { INodeParameters } from 'n8n-workflow';
import { until } from '~/tools/until';
import { containing } from '~/test/matchers';
import { activatePolling, logLines } from '../n8nCore';
import { POLLYBOTS } from '../pollyBots';
import { people, sandboxed } from '../sandboxed';
import { MINUTE, polledSandbox } from './polledSandbox';

describe.each(POLLYBOTS)('PollyBot Polling Trigger, $title', ({ profile, shown }) => {
	const { sandbox, requests, now, pass, add, addMany, change, polling, begin, told } = polledSandbox(profile);

	it('starts nothing with the first poll, and then tells each new lead once, the oldest first', async () => {
		add('Old');
		const trigger = await begin();
		expect(await told(trigger)).toEqual([]);
		pass();
		const ann = add('Ann');
		pass();
		add('Bob');
		expect(await trigger.poll()).toEqual([
			{ ...shown(ann), event: 'created' },
			expect.objectContaining({ name: 'Bob', event: 'created' }),
		]);
		expect(await told(trigger)).toEqual([]);
		expect(requests()).toEqual(Array(4).fill('GET /leads?sortBy=createdAt&sortOrder=desc&page=1&limit=100'));
	});

	it('tells all leads of a PollyBot that had none at first', async () => {
		const trigger = await begin();
		add('Ann');
		expect(await told(trigger)).toEqual(['Ann created']);
	});

	it('tells leads of the very same millisecond once each', async () => {
		add('Old');
		const trigger = await begin();
		add('Ann');
		expect(await told(trigger)).toEqual(['Ann created']);
		add('Bob');
		add('Cy');
		expect(await told(trigger)).toEqual(['Bob created', 'Cy created']);
		expect(await told(trigger)).toEqual([]);
	});

	it('tells changes, and no mere creation, when it triggers on Lead Updated', async () => {
		const old = add('Old');
		const trigger = await begin({ event: 'leadUpdated' });
		pass();
		const ann = add('Ann');
		add('Quick', { updatedAt: new Date(now() + 400).toISOString() });
		pass();
		change(old.id, { company: 'Tech Corp' });
		expect(await told(trigger)).toEqual(['Old updated']);
		pass();
		change(ann.id);
		expect(await told(trigger)).toEqual(['Ann updated']);
		expect(await told(trigger)).toEqual([]);
	});

	it('tells a lead that was created and changed between two polls once, as created', async () => {
		const old = add('Old');
		const trigger = await begin({ event: 'leadCreatedOrUpdated' });
		pass();
		const ann = add('Ann');
		pass();
		change(old.id);
		pass();
		change(ann.id);
		expect(await told(trigger)).toEqual(['Old updated', 'Ann created']);
		pass();
		change(ann.id);
		expect(await told(trigger)).toEqual(['Ann updated']);
	});

	it('loses nothing and tells nothing twice when a poll fails half-way', async () => {
		const trigger = await begin();
		for (const { name } of people(250)) {
			pass(1);
			add(name, { email: `${name.replace(' ', '')}@example.com` });
		}
		const before = trigger.stored();
		sandbox().fault({ match: { method: 'GET', nth: 2 }, effect: { kind: 'status', status: 403 } });
		await expect(trigger.poll()).rejects.toMatchObject({ message: containing('PollyBot rejected the request') });
		expect(trigger.stored()).toEqual(before);
		expect(await told(trigger)).toEqual(people(250).map(({ name }) => `${name} created`));
		expect(await told(trigger)).toEqual([]);
	});

	it('knows after a restart what it told before', async () => {
		add('Old');
		const trigger = await begin();
		pass();
		add('Ann');
		expect(await told(trigger)).toEqual(['Ann created']);
		pass();
		add('Bob');
		const restarted = await activatePolling(polling(), trigger.stored());
		expect(await told(restarted)).toEqual(['Bob created']);
	});

	it('tells all of a week in which the workflow was switched off', async () => {
		const trigger = await begin();
		for (const { name } of people(130)) {
			pass(MINUTE * 60);
			add(name, { email: `${name.replace(' ', '')}@example.com` });
		}
		expect(await told(trigger)).toHaveLength(130);
		expect(requests()).toHaveLength(1 + 2);
	});

	it.each([
		['the chatbot', { chatbotId: 'cb_other' }],
		['the scope', { options: { scope: 'workspace' } }],
	])('begins again when %s is changed', async (_, parameters) => {
		const trigger = await begin();
		pass();
		add('Ann');
		add('Bao', { chatbotId: 'cb_other' });
		const changed = await activatePolling(polling(parameters), trigger.stored());
		expect(await changed.poll()).toBeNull();
	});

	it.each([
		['the event', { event: 'leadCreatedOrUpdated' }],
		['a filter', { filters: { search: 'a' } }],
	])('goes on where it was when %s is changed', async (_, parameters) => {
		add('Old');
		const trigger = await begin({ filters: { search: 'Ann' } }, true);
		pass();
		add('Not Told');
		pass();
		expect(await trigger.poll()).toBeNull();
		pass();
		add('Ada');
		const changed = await activatePolling(polling(parameters), trigger.stored());
		expect(await told(changed)).toEqual(['Ada created']);
		expect(await told(changed)).toEqual([]);
	});

	it('loses nothing where less important parts of what it remembers are damaged', async () => {
		const trigger = await begin();
		pass();
		add('Ann');
		const damaged = { ...trigger.stored(), total: null, inCapitals: 'yes', mark: 5 };
		expect(await told(await activatePolling(polling(), damaged))).toEqual(['Ann created']);
	});

	describe('Start From', () => {
		const since = (ms: number) => new Date(now() - ms).toISOString();

		it('tells what is newer with the first poll, and then each new lead once', async () => {
			add('Old');
			pass();
			add('Ann');
			pass();
			const trigger = await activatePolling(polling({ startFrom: since(1.5 * MINUTE) }));
			expect(await told(trigger)).toEqual(['Ann created']);
			expect(await told(trigger)).toEqual([]);
			add('Bob');
			expect(await told(trigger)).toEqual(['Bob created']);
		});

		it('begins again when it is changed, which tells leads once more, and goes on when it is taken out', async () => {
			const trigger = await begin();
			add('Ann');
			expect(await told(trigger)).toEqual(['Ann created']);
			pass();
			const again = await activatePolling(polling({ startFrom: since(5 * MINUTE) }), trigger.stored());
			expect(await told(again)).toEqual(['Ann created']);
			expect(await told(again)).toEqual([]);
		});

		it('that lies ahead still counts when a filter is changed before', async () => {
			const startFrom = since(-5 * MINUTE);
			const trigger = await activatePolling(polling({ startFrom }));
			expect(await told(trigger)).toEqual([]);
			pass();
			add('Early');
			const changed = await activatePolling(polling({ startFrom, filters: { search: 'a' } }), trigger.stored());
			expect(await told(changed)).toEqual([]);
			pass(5 * MINUTE);
			add('Ann');
			expect(await told(changed)).toEqual(['Ann created']);
		});

		it('is itself not newer', async () => {
			const startFrom = new Date(now()).toISOString();
			add('Ann');
			add('Bob', { createdAt: new Date(now() + 1).toISOString() });
			pass();
			expect(await told(await activatePolling(polling({ startFrom })))).toEqual(['Bob created']);
		});

		it('does not begin again with each poll when it is an expression', async () => {
			const trigger = await activatePolling(polling({ startFrom: '={{ $now.minus({ years: 5 }) }}' }));
			add('Ann');
			expect(await told(trigger)).toEqual(['Ann created']);
			pass();
			expect(await told(trigger)).toEqual([]);
		});

		it('is rejected when it can be read in two ways', async () => {
			const trigger = await activatePolling(polling({ startFrom: '01/02/2026' }));
			await expect(trigger.poll()).rejects.toMatchObject({ message: containing("'Start From'") });
		});
	});

	it('tells the leads of its chatbot only, or of the workspace', async () => {
		const ofChatbot = await begin();
		const ofWorkspace = await begin({ options: { scope: 'workspace' } });
		pass();
		add('Ann');
		add('Bao', { chatbotId: 'cb_other' });
		expect(await told(ofChatbot)).toEqual(['Ann created']);
		expect(await told(ofWorkspace)).toEqual(['Ann created', 'Bao created']);
	});

	it('tells only the leads that match the filters, whatever PollyBot filters by itself', async () => {
		const filters = { source: 'fair', status: 'new', search: 'example.com' };
		const trigger = await begin({ filters });
		pass();
		const status = profile === '1.0' ? 'new' : 'NEW';
		add('Ann', { source: 'fair', status });
		add('Bob', { source: 'web', status });
		add('Cy', { source: 'fair', status: status === 'new' ? 'lost' : 'LOST' });
		expect(await told(trigger)).toEqual(['Ann created']);
		const before = requests().length;
		expect(await told(trigger)).toEqual([]);
		expect(requests()).toHaveLength(before + 1);
	});

	it('skips a poll when the rate limit is used up, says so in the log, and misses nothing', async () => {
		const trigger = await begin();
		pass();
		add('Ann');
		sandbox().setLimit(1, 3600);
		const logged = logLines.length;
		expect(await trigger.poll()).toBeNull();
		expect(logLines.slice(logged).join('\n')).toContain('skipped a poll');
		await expect(trigger.poll('manual')).rejects.toMatchObject({
			message: containing("PollyBot's rate limit for this API key is used up"),
		});
		sandbox().setLimit(1000, 3600);
		expect(await told(trigger)).toEqual(['Ann created']);
	});

	it('does not begin a poll while another is under way', async () => {
		const trigger = await begin();
		pass();
		add('Ann');
		const logged = logLines.length;
		const results = await Promise.all([trigger.poll(), trigger.poll(), trigger.poll()]);
		expect(results.filter((items) => items !== null)).toHaveLength(1);
		expect(logLines.slice(logged)).toContainEqual(
			containing('skipped a poll, because the one before it has not ended.'),
		);
		expect(await told(trigger)).toEqual([]);
	});

	it('gives the newest lead in a test in the editor while an active poll is under way', async () => {
		const trigger = await begin();
		pass();
		add('Ann');
		sandbox().fault({ effect: { kind: 'latency', ms: 300 } });
		const active = trigger.poll();
		await until('the active poll is under way', () => requests().length === 2);
		expect(await trigger.poll('manual')).toMatchObject([{ name: 'Ann' }]);
		expect(await active).toMatchObject([{ name: 'Ann' }]);
	});

	it('gives the newest lead in a test in the editor, and remembers nothing', async () => {
		const trigger = await activatePolling(polling());
		await expect(trigger.poll('manual')).rejects.toMatchObject({ message: containing('PollyBot has no lead yet') });
		add('Old');
		pass();
		const ann = add('Ann');
		expect(await trigger.poll('manual')).toEqual([{ ...shown(ann), event: 'created' }]);
		expect(trigger.stored()).toEqual({});
	});

	it('gives the newest lead that fits the filters in a test in the editor, wherever it is among the newest 1,000', async () => {
		add('Ann', { source: 'fair' });
		pass();
		addMany(250);
		const trigger = await activatePolling(polling({ filters: { source: 'fair' } }));
		expect(await trigger.poll('manual')).toMatchObject([{ name: 'Ann' }]);
	});

	describe('a PollyBot that is slower than the time of a poll', () => {
		const slow = (nth: number) => {
			sandbox().fault({ match: { method: 'GET', nth }, effect: { kind: 'latency', ms: 3000 } });
		};

		it('is asked again by the next poll', async () => {
			const trigger = await activatePolling(polling(), (await begin()).stored(), 1000);
			pass();
			add('Ann');
			slow(1);
			await expect(trigger.poll()).rejects.toMatchObject({
				message: containing('so slowly that a poll, which has 1 second, could read no new lead'),
			});
			expect(await told(trigger)).toEqual(['Ann created']);
		});

		it('is asked for no more in a first poll than tells later leads from older ones', async () => {
			addMany(150, now() - MINUTE);
			const trigger = await activatePolling(polling(), {}, 1000);
			slow(2);
			await trigger.poll();
			expect(requests()).toHaveLength(2);
			pass();
			add('Ann');
			expect(await told(trigger)).toEqual(['Ann created']);
		});
	});

	describe('a PollyBot that cannot be polled', () => {
		it.each([
			['that does not sort', ['2031-01-01T00:00:00.000Z', '2031-01-02T00:00:00.000Z'], 'ignored the sort order'],
			['that does not say when', ['2031-01-02T00:00:00.000Z', 'yesterday'], 'without a valid time'],
		])('one %s is noticed', async (_, times, message) => {
			const leads = times.map((time, index) => ({
				id: `lead_${index}`,
				name: 'Ann',
				createdAt: time,
				updatedAt: time,
			}));
			const trigger = await activatePolling(polling());
			for (const mode of ['trigger', 'manual'] as const) {
				sandbox().fault({ effect: { kind: 'altered', patch: { data: { leads }, leads } } });
				await expect(trigger.poll(mode)).rejects.toMatchObject({ message: containing(message) });
			}
			expect(trigger.stored()).toEqual({});
		});
	});

	describe('errors', () => {
		const poll = async (credential: object, parameters: INodeParameters = {}) =>
			await (
				await activatePolling({
					...polling(parameters),
					credential: { apiKey: sandbox().apiKey, baseUrl: sandbox().url, chatbotId: '', ...credential },
				})
			).poll();

		it.each([
			[{ apiKey: 'sk-workspace_test_wrong', chatbotId: 'cb_other' }, {}, 'does not accept the API key'],
			[{ apiKey: '' }, {}, 'has no API key'],
			[{}, {}, 'No chatbot is named'],
			[{ chatbotId: 'cb_unknown' }, {}, 'does not know the chatbot "cb_unknown"'],
			[{ baseUrl: 'http://127.0.0.1:1', chatbotId: 'cb_other' }, {}, 'does not accept connections'],
			[{ chatbotId: 'cb_other' }, { filters: { search: '={{ undefined }}' } }, 'returned nothing'],
			[{}, { options: { scope: "={{ 'workspace' }}" } }, "'Scope' cannot be an expression."],
			[{}, { event: "={{ 'leadUpdated' }}" }, "'Trigger On' cannot be an expression."],
			[{ chatbotId: 'cb_other' }, { filters: { search: '={{ $json.nothing }}' } }, 'An expression of the trigger'],
		])('%j %j: a sentence', async (credential, parameters, message) => {
			await expect(poll(credential, parameters)).rejects.toMatchObject({ message: containing(message) });
		});

		it('a server in trouble is asked again by the next poll, and the key is in no error', async () => {
			sandbox().fault({ times: 9, effect: { kind: 'status', status: 500, body: { error: `no ${sandbox().apiKey}` } } });
			const error: unknown = await poll({ chatbotId: 'cb_other' }).catch((thrown: unknown) => thrown);
			expect(error).toMatchObject({ message: containing('The next poll asks again') });
			expect(JSON.stringify(error)).not.toContain(sandbox().apiKey);
		});
	});
});

describe('a flood', () => {
	const { sandbox, node, requests } = sandboxed({ profile: '2026' });
	const names = people(2000).map(({ name }) => name);

	/** Adds 2,000 leads of different times, the last of them `ago` milliseconds before now. */
	const flood = (ago: number) => {
		const first = Date.now() - ago - 2000;
		people(2000).forEach((person, index) => {
			const createdAt = new Date(first + index).toISOString();
			const source = index % 10 === 0 ? 'fair' : 'web';
			sandbox().addLead({ ...person, source, createdAt, updatedAt: createdAt });
		});
	};
	const polling = (parameters: INodeParameters = {}) => ({
		...node(parameters, { outsideContract: 'filters' in parameters }),
		nodeName: 'pollyBotPollingTrigger',
	});
	const begin = async () => {
		const trigger = await activatePolling(polling());
		await trigger.poll();
		return trigger;
	};

	it('of 2,000 leads is told as a whole, the oldest first, at little more than one request for each 100', async () => {
		const trigger = await begin();
		flood(-2000);
		const items = await trigger.poll();
		expect(items?.map(({ name }) => name)).toEqual(names);
		expect(requests().length).toBeLessThanOrEqual(1 + 20 + 15);
		expect(await trigger.poll()).toBeNull();
	});

	it('of 2,000 leads that the rate limit ends in the middle is told in parts: each lead once, the oldest first', async () => {
		const trigger = await begin();
		flood(60 * MINUTE);
		const told: unknown[] = [];
		const parts: number[] = [];
		while (told.length < names.length && parts.length < 10) {
			sandbox().setLimit(requests().length + 16, 3600);
			const items = (await trigger.poll()) ?? [];
			parts.push(items.length);
			told.push(...items.map(({ name }) => name));
		}
		expect(told).toEqual(names);
		expect(parts.length).toBeGreaterThan(1);
		expect(parts.every((count) => count > 0)).toBe(true);
		sandbox().setLimit(1000, 3600);
		expect(await trigger.poll()).toBeNull();
	});

	it('goes on where it was when a filter is published while a backlog is told in parts', async () => {
		const trigger = await begin();
		flood(60 * MINUTE);
		sandbox().setLimit(requests().length + 16, 3600);
		const told = (await trigger.poll()) ?? [];
		expect(told.length).toBeGreaterThan(0);
		sandbox().setLimit(1000, 3600);
		const changed = await activatePolling(polling({ filters: { source: 'fair' } }), trigger.stored());
		const rest = (await changed.poll())?.map(({ name }) => name);
		expect(rest).toEqual(names.filter((_, index) => index >= told.length && index % 10 === 0));
		expect(await changed.poll()).toBeNull();
	});

	it('without a lead that fits the filters costs a test in the editor 10 requests', async () => {
		flood(0);
		const trigger = await activatePolling(polling({ filters: { source: 'shop' } }));
		await expect(trigger.poll('manual')).rejects.toMatchObject({ message: containing('among the newest 1,000') });
		expect(requests()).toHaveLength(10);
	});
});

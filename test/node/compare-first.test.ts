import { LARGEST_RESPONSE } from '~/nodes/PollyBot/pollybot/transport';
import { containing } from '~/test/matchers';
import { POLLYBOTS } from './pollyBots';
import { people, sandboxed } from './sandboxed';

const automatic = { dataToSend: 'autoMapInputData' };

const CHATBOTS = ['cb_one', 'cb_two'];

describe.each(POLLYBOTS)('Compare With PollyBot First, $title', ({ profile, sharesEmails, metadata }) => {
	const { sandbox, run, requests } = sandboxed({ profile, chatbotIds: CHATBOTS });
	const addAll = (count: number, more: object = {}) => {
		for (const person of people(count)) sandbox().addLead({ ...person, ...more });
	};
	const options = { compareFirst: true };

	it('Create reports the rows that exist as duplicates for one request, and creates the others.', async () => {
		addAll(40);
		const result = await run('create', people(50), { parameters: { ...automatic, options } });
		expect(result.output('Duplicate')).toHaveLength(40);
		expect(result.output('Duplicate')[0]?.json).toMatchObject({
			duplicateOf: 'workspace',
			email: 'person0@example.com',
		});
		expect(result.output('Created')).toHaveLength(10);
		expect(requests().filter((request) => request.startsWith('GET'))).toHaveLength(1);
		expect(requests()).toHaveLength(11);
		expect(sandbox().leads()).toHaveLength(50);
	});

	it('Create gives back the listed lead where On Duplicate says so.', async () => {
		addAll(3);
		const parameters = { ...automatic, onDuplicate: 'returnExisting', options };
		const result = await run('create', people(3), { parameters });
		expect(result.outputs[0]?.map(({ json }) => [json.name, json.duplicate])).toEqual(
			people(3).map(({ name }) => [name, true]),
		);
		expect(requests()).toHaveLength(1);
	});

	it('Create or Update sends nothing for a row that would change nothing, and one request for one that would.', async () => {
		addAll(30, { phone: '555' });
		const rows = people(30).map((person, index) => ({ ...person, phone: index < 2 ? '556' : '555' }));
		const result = await run('upsert', rows, { parameters: { ...automatic, options } });
		const actions = result.outputs[0]?.map(({ json }) => json.upsertAction);
		expect(actions).toEqual(rows.map((_, index) => (index < 2 ? 'updated' : 'unchanged')));
		expect(requests().filter((request) => request.startsWith('PUT'))).toHaveLength(2);
		expect(requests()).toHaveLength(3);
		expect(sandbox().leads()[0]).toMatchObject({ phone: '556' });
	});

	it('2,500 rows, of which 40 changed, end within a window of 100 requests.', async () => {
		addAll(2500);
		sandbox().setLimit(100, 3600);
		const rows = people(2500).map((person, index) => (index % 62 === 61 ? { ...person, source: 'fair' } : person));
		const result = await run('upsert', rows, { parameters: { ...automatic, options } });
		const actions = result.outputs[0]?.map(({ json }) => json.upsertAction);
		expect(actions).toEqual(rows.map((row) => ('source' in row ? 'updated' : 'unchanged')));
		expect(requests()).toHaveLength(25 + 40);
		expect(result.hints.map(({ message }) => message).join()).not.toContain('Waited');
	});

	it('reads the pages at the same time.', async () => {
		addAll(500);
		sandbox().fault({ effect: { kind: 'latency', ms: 100 }, times: 5 });
		const result = await run('upsert', people(5), { parameters: { ...automatic, options } });
		expect(result.outputs[0]?.map(({ json }) => json.upsertAction)).toEqual(new Array(5).fill('unchanged'));
		expect(sandbox().peak()).toBeGreaterThan(1);
	});

	it('reads no further, and says so, where that would take more requests than there are rows.', async () => {
		addAll(350);
		const result = await run('upsert', people(3), { parameters: { ...automatic, options } });
		expect(requests().filter((request) => request.startsWith('GET'))).toHaveLength(1);
		expect(result.outputs[0]?.map(({ json }) => json.upsertAction)).toEqual(['updated', 'updated', 'updated']);
		expect(result.hints.map(({ message }) => message).join()).toContain('were not compared with PollyBot first');
	});

	it.each([
		[true, 'updated'],
		[false, 'unchanged'],
	])(
		'of a service that tells no total, and whether there is more (%j), one row has one page read.',
		async (hasNext, told) => {
			addAll(1);
			const leads = sandbox().leads();
			const body = { success: true, data: { leads, pagination: { hasNext } } };
			sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'status', status: 200, body }, times: 9 });
			const result = await run('upsert', people(1), { parameters: { ...automatic, options }, outsideContract: true });
			expect(result.outputs[0]?.map(({ json }) => json.upsertAction)).toEqual([told]);
			expect(requests().filter((request) => request.startsWith('GET'))).toHaveLength(1);
		},
	);

	it.each([
		['deferredOutput', 'Deferred'],
		['wait', 'Error'],
	])(
		'reads no further where the rate limit would end it: the rows get what it leaves, %s',
		async (onRateLimit, rest) => {
			addAll(450);
			sandbox().setLimit(4, 3600);
			const parameters = { ...automatic, options: { ...options, onRateLimit } };
			const result = await run('create', people(6), { parameters, onError: 'continueErrorOutput' });
			expect(result.output('Duplicate')).toHaveLength(3);
			expect(result.output(rest)).toHaveLength(3);
			expect(result.hints.map(({ message }) => message).join()).toContain('than the rate limit leaves');
		},
	);

	it('compares a row with what an earlier one made of its lead, also one for another chatbot.', async () => {
		const ann = { name: 'Ann', email: 'ann@example.com' };
		sandbox().addLead({ ...ann, source: 'fair', chatbotId: CHATBOTS[0] });
		const rows = ['fair', 'web', 'fair'].map((source, index) => ({ ...ann, source, bot: CHATBOTS[index % 2] }));
		const parameters = { ...automatic, chatbotId: '={{ $json.bot }}', inputsToIgnore: 'bot', options };
		const result = await run('upsert', rows, { parameters });
		const actions = result.outputs[0]?.map(({ json }) => json.upsertAction);
		expect(actions).toEqual(['unchanged', sharesEmails ? 'updated' : 'created', 'updated']);
		expect(sandbox().leads()[0]?.source).toBe('fair');
	});

	it('compares a row with what the row before made of its lead: one that is new, one that changed.', async () => {
		const ann = { name: 'Ann', email: 'ann@example.com' };
		const zoe = { name: 'Zoe', email: 'zoe@example.com' };
		sandbox().addLead({ ...zoe, source: 'fair' });
		const sourced = (source: string) => ({ ...zoe, source });
		const rows = [ann, ann, sourced('web'), sourced('fair'), sourced('fair')];
		const result = await run('upsert', rows, { parameters: { ...automatic, options } });
		const actions = result.outputs[0]?.map(({ json }) => json.upsertAction);
		expect(actions).toEqual(['created', 'unchanged', 'updated', 'updated', 'unchanged']);
		expect(requests()).toHaveLength(4);
		const parameters = { ...automatic, options: { ...options, dedupeInput: false, maxConcurrency: 1 } };
		const created = await run('create', [...people(1), ...people(1)], { parameters });
		expect([created.output('Created').length, created.output('Duplicate').length]).toEqual([1, 1]);
		expect(requests()).toHaveLength(6);
	});

	it('compares a row with what a row made of its lead that was not compared.', async () => {
		const zoe = { name: 'Zoe', email: 'zoe@example.com' };
		sandbox().addLead({ ...zoe, source: 'fair' });
		const [ann] = people(1);
		const rows = [
			{ ...ann, first: true },
			{ ...zoe, source: 'web' },
			{ ...zoe, source: 'fair', first: true },
		];
		const parameters = { ...automatic, inputsToIgnore: 'first', options: { compareFirst: '={{ !!$json.first }}' } };
		const result = await run('upsert', rows, { parameters });
		expect(result.outputs[0]?.map(({ json }) => json.upsertAction)).toEqual(['created', 'updated', 'updated']);
		expect(sandbox().leads()[0]?.source).toBe('fair');
	});

	it.each([false, true])(
		'Create fails for a lead that is listed where On Duplicate says so, check: %j.',
		async (dryRun) => {
			const [listed] = people(1).map((person) => sandbox().addLead(person));
			const parameters = { ...automatic, onDuplicate: 'error', options: { ...options, dryRun } };
			const result = await run('create', people(2), { parameters, onError: 'continueErrorOutput' });
			expect(result.output('Error').map(({ json }) => json.error)).toMatchObject([
				{ code: 'DUPLICATE_EMAIL', field: 'email', message: containing(`is already in PollyBot (lead ${listed?.id})`) },
			]);
			expect(result.outputs[0]).toHaveLength(1);
		},
	);

	it('says that a list was too long, also where that of another chatbot was not.', async () => {
		addAll(350, { chatbotId: CHATBOTS[0] });
		const rows = people(4).map((person, index) => ({ ...person, bot: CHATBOTS[index % 2] }));
		const parameters = { ...automatic, chatbotId: '={{ $json.bot }}', inputsToIgnore: 'bot', options };
		for (const some of [rows, [...rows].reverse()]) {
			const result = await run('upsert', some, { parameters });
			expect(result.hints.map(({ message }) => message).join()).toContain('were not compared with PollyBot first');
		}
	});

	it('updates the lead that a create meets where the list has only another one with the same email.', async () => {
		const [first, second] = ['fair', 'web'].map((source) =>
			sandbox().addLead({ name: 'Ann', email: 'ann@example.com', source }),
		);
		sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'altered', patch: { data: { leads: [first] } } } });
		const rows = [{ name: 'Ann', email: 'ann@example.com', source: 'ad' }, ...people(1)];
		const parameters = { ...automatic, options };
		const result = await run('upsert', rows, { parameters, outsideContract: true });
		expect(result.outputs[0]?.map(({ json }) => json.upsertAction)).toEqual(['updated', 'created']);
		expect(sandbox().leads().slice(0, 2)).toMatchObject([{ source: 'fair' }, { id: second?.id, source: 'ad' }]);
	});

	it('sends a row without an email, and compares the others.', async () => {
		addAll(1);
		const rows = [{ name: 'Zoe' }, ...people(1), { name: 'Zoe' }];
		const parameters = { ...automatic, options: { ...options, allowMissingEmail: true } };
		const result = await run('create', rows, { parameters, outsideContract: true, onError: 'continueErrorOutput' });
		expect(result.output('Duplicate').map(({ json }) => json.email)).toEqual(['person0@example.com']);
		// Only newer services take a lead without an email.
		expect(result.output('Created')).toHaveLength(profile === '1.0' ? 0 : 2);
		expect(requests().filter((request) => request.startsWith('POST'))).toHaveLength(2);
	});

	it('compares no row after a response was lost: the lead may be its own.', async () => {
		sandbox().addLead({ name: 'Somebody', email: 'zoe@example.com' });
		sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
		const rows = people(1).flatMap((person) => [person, { ...person, source: 'web' }]);
		const parameters = { ...automatic, options: { ...options, dedupeInput: false, maxConcurrency: 1 } };
		const result = await run('create', rows, { parameters });
		expect(result.output('Created')).toHaveLength(1);
		expect(result.output('Duplicate')).toHaveLength(1);
		expect(sandbox().leads()).toHaveLength(2);
	});

	it('sends every row where the list cannot be read.', async () => {
		addAll(2);
		sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'status', status: 403 } });
		const result = await run('create', people(4), { parameters: { ...automatic, options } });
		expect([result.output('Created').length, result.output('Duplicate').length]).toEqual([2, 2]);
		expect(result.hints.map(({ message }) => message).join()).not.toContain('were not compared');
	});

	it('sends no row where the rate limit leaves no request for the list either.', async () => {
		sandbox().setLimit(0, 3600);
		const parameters = { ...automatic, options: { ...options, onRateLimit: 'deferredOutput' } };
		const result = await run('create', people(2), { parameters });
		expect(result.output('Deferred')).toHaveLength(2);
	});

	it('reads smaller pages where the leads are too large together.', async () => {
		addAll(30);
		const effect = { kind: 'flood', part: 'body', bytes: 2 * LARGEST_RESPONSE, gzip: true } as const;
		sandbox().fault({ match: { method: 'GET' }, effect });
		const result = await run('upsert', people(30), { parameters: { ...automatic, options } });
		expect(result.outputs[0]?.map(({ json }) => json.upsertAction)).toEqual(new Array(30).fill('unchanged'));
		expect(requests().map((request) => request.split('?')[1])).toEqual([
			'page=1&limit=100',
			'page=1&limit=20',
			'page=2&limit=20',
		]);
	});

	it('reads the list where the rate limit leaves just enough requests for it.', async () => {
		addAll(500);
		sandbox().setLimit(5, 3600);
		const result = await run('create', people(6), { parameters: { ...automatic, options } });
		expect(result.output('Duplicate')).toHaveLength(6);
		expect(requests()).toHaveLength(5);
	});

	it('reads the list at any rate limit where the execution may wait as long as its window is.', async () => {
		addAll(450);
		sandbox().setLimit(3, 1);
		const parameters = { ...automatic, options: { ...options, maxWait: 3600 } };
		const result = await run('create', people(6), { parameters });
		expect(result.output('Duplicate')).toHaveLength(6);
		expect(requests()).toHaveLength(5);
	});

	it('says which custom fields are named nearly as those of other leads.', async () => {
		addAll(3, { customFields: { budget: 5, Plan: 'Pro' } });
		const rows = people(5).map((person) => ({ ...person, ' Budget': 7, Plan: 'Pro', other: 1 }));
		const parameters = { ...automatic, options: { ...options, storeExtraFieldsIn: 'customFields' } };
		const { hints } = await run('create', rows, { parameters });
		expect(hints.map(({ message }) => message).join(' ')).toContain(
			'named almost alike: " Budget" beside "budget" (3 leads). Rename',
		);
	});

	it('is a plan with Check Only: what exists, what is new and what would change.', async () => {
		addAll(3, { phone: '555' });
		const rows = people(5).map((person, index) => ({ ...person, phone: index === 0 ? '556' : '555' }));
		rows.push({ name: 'Person 4', email: 'person4@example.com', phone: '555' });
		const parameters = { ...automatic, options: { ...options, dryRun: true } };
		const saved = await run('upsert', rows, { parameters });
		expect(saved.outputs[0]?.map(({ json }) => [json.dryRun, json.upsertAction])).toEqual(
			['updated', 'unchanged', 'unchanged', 'created', 'created', 'unchanged'].map((action) => [true, action]),
		);
		expect(saved.outputs[0]?.map(({ json }) => json.changes)).toEqual([
			[{ field: 'phone', from: '555', to: '556' }],
			...Array.from({ length: 5 }, () => undefined),
		]);
		expect(requests()).toHaveLength(1);
		const [hint] = saved.hints;
		expect(hint?.message).toContain('4 rows of them exist in PollyBot, 1 row would change a lead, 3 rows would change');
		const created = await run('create', rows, { parameters });
		expect(created.output('Duplicate').map(({ json }) => [json.dryRun, json.duplicate])).toEqual(
			new Array(4).fill([true, true]),
		);
		expect(created.output('Created')).toHaveLength(2);
		expect(sandbox().leads()).toHaveLength(3);
	});

	it.each(['metadata', 'customFields'])('plans a row as if the rows before had been sent: %s.', async (kept) => {
		const ann = { name: 'Ann', email: 'ann@example.com' };
		sandbox().addLead({ ...ann, phone: '555', [kept]: { plan: 'Pro' } });
		const changes = [{ source: 'web', size: 'L' }, { phone: '555' }, { plan: 'Pro' }, { phone: '556' }];
		const adding = { storeExtraFieldsIn: kept, mergeWithExisting: ['customFields'] };
		const parameters = { ...automatic, options: { ...options, ...adding, dryRun: true } };
		const rows = changes.map((change) => ({ ...ann, ...change }));
		const result = await run('upsert', rows, { parameters });
		// What a service does not return is sent.
		const isReturned = kept !== 'metadata' || metadata({}) !== undefined;
		expect(result.outputs[0]?.map(({ json }) => json.upsertAction)).toEqual([
			'updated',
			'unchanged',
			isReturned ? 'unchanged' : 'updated',
			'updated',
		]);
	});

	it('is no plan where the leads were not read: nothing is known of a row then.', async () => {
		addAll(350);
		const parameters = { ...automatic, options: { ...options, dryRun: true } };
		const tooMany = await run('upsert', [...people(2), ...people(1)], { parameters });
		sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'status', status: 403 } });
		const unreadable = await run('upsert', people(5), { parameters });
		for (const { json } of [tooMany, unreadable].flatMap(({ outputs }) => outputs[0] ?? [])) {
			expect(Object.keys(json)).toEqual(['dryRun', 'lead']);
		}
	});

	it.each<[string, boolean, string, number, number, object]>([
		['names it', true, 'upsert', 100, 51, {}],
		['names it', true, 'create', 100, 51, {}],
		['does not name it where half of the rows are new', false, 'upsert', 100, 50, {}],
		['does not name it where it is on', false, 'upsert', 100, 51, options],
		['does not name it for a few rows', false, 'create', 99, 60, {}],
	])('a hint %s (%s): %s of %d rows, %d of which exist', async (_, isNamed, operation, rows, existing, chosen) => {
		addAll(existing);
		const result = await run(operation, people(rows), { parameters: { ...automatic, options: { ...chosen } } });
		const named = result.hints.some(({ message }) => message.includes("With 'Compare With PollyBot First'"));
		expect(named).toBe(isNamed);
	});

	it('compares a single row too.', async () => {
		addAll(1, { phone: '555' });
		const result = await run('upsert', [{ ...people(1)[0], phone: '555' }], { parameters: { ...automatic, options } });
		expect(result.outputs[0]?.map(({ json }) => json.upsertAction)).toEqual(['unchanged']);
		expect(requests()).toHaveLength(1);
	});
});

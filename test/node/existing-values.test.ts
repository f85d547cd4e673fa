import type { INodeParameters } from 'n8n-workflow';
import { containing, including } from '~/test/matchers';
import { mapped, PROFILES, sandboxed } from './sandboxed';

const BOTH = ['tags', 'customFields'];
const leadId = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
const ann = { name: 'Ann', email: 'ann@example.com' };
const stored = { ...ann, tags: ['VIP', 'fair'], customFields: { size: 5, budget: 1 } };

describe.each(PROFILES)('Add to Existing Values, PollyBot %s', (profile) => {
	const chatbotIds = ['cb_one', 'cb_other'];
	const { create, run, sandbox, requests } = sandboxed({ profile, chatbotIds });
	const drop = { kind: 'drop', when: 'after' } as const;

	const update = async (rows: object[], updateFields: object, mergeWithExisting: unknown = BOTH, options = {}) =>
		await run('update', rows, {
			parameters: { leadId, updateFields: { ...updateFields }, options: { mergeWithExisting } } as INodeParameters,
			...options,
		});
	const upsert = async (rows: object[], fields: object, mergeWithExisting: unknown = BOTH, options = {}) =>
		await run('upsert', rows, {
			parameters: mapped({ additionalFields: { ...fields }, options: { mergeWithExisting } } as INodeParameters),
			...options,
		});
	const putBodies = () =>
		sandbox()
			.requests.filter(({ method }) => method === 'PUT')
			.map(({ body }) => body);
	const changes = { tags: 'vip, new', customFields: '{"budget": 2, "color": "red"}' };
	const merged = { tags: ['VIP', 'fair', 'new'], customFields: { size: 5, budget: 2, color: 'red' } };

	describe('an update', () => {
		it.each([
			['those that the lead has', { removeTags: 'vip, unknown' }, [], { tags: ['fair'] }],
			['those that are sent', { removeTags: ['FAIR'], tags: 'fair, new' }, [], { tags: ['new'] }],
			['those that are added', { removeTags: 'vip', tags: 'new' }, BOTH, { tags: ['fair', 'new'] }],
			[
				'a lead that changes otherwise too',
				{ removeTags: 'vip', source: 'web' },
				[],
				{ source: 'web', tags: ['fair'] },
			],
		])('takes Tags to Remove out of %s', async (_, fields, addTo, body) => {
			const { id } = sandbox().addLead(stored);
			await update([{ id }], fields, addTo);
			expect(requests()).toEqual([`GET /leads/${id}`, `PUT /leads/${id}`]);
			expect(putBodies()).toEqual([body]);
		});

		it('fetches the lead and sends it all', async () => {
			const { id } = sandbox().addLead(stored);
			const result = await update([{ id }], { ...changes, company: 'Tech Corp' });
			expect(requests()).toEqual([`GET /leads/${id}`, `PUT /leads/${id}`]);
			expect(putBodies()).toEqual([{ company: 'Tech Corp', ...merged }]);
			expect(result.outputs[0]?.map(({ json }) => json)).toEqual([
				including({ ...stored, ...merged, company: 'Tech Corp' }),
			]);
			expect(result.hints).toEqual([]);
		});

		it.each([
			['without the option', [], { tags: ['vip', 'new'], customFields: { budget: 2, color: 'red' } }, 1],
			['of tags only', ['tags'], { tags: merged.tags, customFields: { budget: 2, color: 'red' } }, 2],
			['of custom fields only', ['customFields'], { tags: ['vip', 'new'], customFields: merged.customFields }, 2],
			['by text', 'tags, customFields', merged, 2],
			['by an expression', '={{ ["customFields", "tags"] }}', merged, 2],
		])('%s: the rest is replaced', async (_, mergeWithExisting, after, count) => {
			const { id } = sandbox().addLead(stored);
			const result = await update([{ id }], changes, mergeWithExisting);
			expect(result.outputs[0]?.[0]?.json).toMatchObject(after);
			expect(sandbox().leads()[0]).toEqual(including(after));
			expect(requests()).toHaveLength(count);
		});

		it('that sends neither of the two costs one request', async () => {
			const { id } = sandbox().addLead(stored);
			await update([{ id }], { company: 'Tech Corp' });
			await update([{ id }], { clear: ['tags'], discord: 'ann' });
			expect(requests()).toEqual([`PUT /leads/${id}`, `PUT /leads/${id}`]);
		});

		it('clears a whole field for good, and one key beside what is added', async () => {
			const { id } = sandbox().addLead(stored);
			await update([{ id }], { clear: ['tags'], customFields: '{"color": "red"}' });
			await update([{ id }], { clear: '={{ ["customFields.size"] }}', tags: 'a' });
			expect(putBodies()).toEqual([
				{ tags: null, customFields: { ...stored.customFields, color: 'red' } },
				{ tags: ['a'], customFields: { budget: 1, color: 'red', size: null } },
			]);
		});

		it('of a field that is added to and cleared is rejected', async () => {
			const result = await update([{ id: 'lead_1' }], { tags: 'a', clear: ['tags'] });
			expect(result.error?.message).toContain("'Tags' is both set and cleared.");
			expect(requests()).toEqual([]);
		});

		it('of several rows about one lead is made one after the other: nothing is lost', async () => {
			const { id } = sandbox().addLead(stored);
			sandbox().fault({ match: { method: 'PUT', nth: 1 }, effect: { kind: 'latency', ms: 100 } });
			const rows = Array.from('abcdef').map((tag, index) => ({ id, tag, fields: { [tag]: index } }));
			await update(rows, { tags: '={{ $json.tag }}', customFields: '={{ $json.fields }}' });
			expect(sandbox().leads()[0]).toMatchObject({
				tags: [...stored.tags, ...Array.from('abcdef')],
				customFields: { ...stored.customFields, a: 0, b: 1, c: 2, d: 3, e: 4, f: 5 },
			});
		});

		it('of rows that name one lead by its ID and by its email is made one after the other, too', async () => {
			const { id } = sandbox().addLead(stored);
			sandbox().fault({ match: { method: 'GET' }, times: Infinity, effect: { kind: 'latency', ms: 50 } });
			const rows = Array.from('abcd').map((tag, index) => ({
				tag,
				lead: index % 2 === 0 ? { mode: 'id', value: id } : { mode: 'email', value: ann.email },
			}));
			await run('update', rows, {
				parameters: {
					leadId: '={{ $json.lead }}',
					updateFields: { tags: '={{ $json.tag }}', removeTags: 'fair' },
					options: { mergeWithExisting: ['tags'] },
				},
			});
			expect([...(sandbox().leads()[0]?.tags ?? [])].sort()).toEqual(['VIP', 'a', 'b', 'c', 'd']);
		});

		it('that sends a tag and removes it tells of no loss', async () => {
			const { id } = sandbox().addLead(ann);
			const { hints } = await update([{ id }], { tags: 'fair', removeTags: 'fair' });
			expect(hints).toEqual([]);
		});

		it('is not made where what the lead has cannot be added to', async () => {
			const { id } = sandbox().addLead(stored);
			const fields = { customFields: ['odd'] };
			const patch = profile === '1.0' ? { data: fields } : fields;
			sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'altered', patch } });
			const result = await update([{ id }], changes, BOTH, { onError: 'continueErrorOutput' });
			expect(result.output('Error')[0]?.json.error).toMatchObject({
				code: 'VALIDATION_ERROR',
				field: 'customFields',
				message: containing("This lead's 'Custom Fields' field in PollyBot has an unexpected type"),
			});
			expect(putBodies()).toEqual([]);
		});

		it('to more than ten tags is sent: PollyBot has the last word', async () => {
			const { id } = sandbox().addLead({ ...ann, tags: Array.from('abcdefghij') });
			const result = await update([{ id }], { tags: 'k' }, BOTH, {
				onError: 'continueErrorOutput',
				outsideContract: true,
			});
			expect(putBodies()).toEqual([{ tags: Array.from('abcdefghijk') }]);
			expect(result.output('Error')[0]?.json.error).toMatchObject({ code: 'VALIDATION_ERROR', field: 'tags' });
		});

		it('of other fields cannot be asked for', async () => {
			const result = await update([{ id: 'lead_1' }], changes, 'tags, metadata', { onError: 'continueErrorOutput' });
			expect(result.output('Error')[0]?.json.error).toMatchObject({
				code: 'VALIDATION_ERROR',
				field: 'mergeWithExisting',
				message: containing('names "metadata", which cannot be added to. Choose from the list.'),
			});
			expect(requests()).toEqual([]);
		});
	});

	describe('an upsert', () => {
		it('adds to an existing lead, which costs one more request', async () => {
			const { id } = sandbox().addLead(stored);
			const result = await upsert([ann], changes);
			expect(result.outputs[0]?.[0]?.json).toMatchObject({ ...stored, ...merged, upsertAction: 'updated' });
			expect(requests()).toEqual(['POST /leads', `GET /leads/${id}`, `PUT /leads/${id}`]);
		});

		it('replaces without the option, and asks no more than it needs', async () => {
			const { id } = sandbox().addLead(stored);
			const result = await upsert([ann], changes, []);
			expect(result.outputs[0]?.[0]?.json).toMatchObject({
				tags: ['vip', 'new'],
				customFields: { budget: 2, color: 'red' },
			});
			await upsert([ann], {});
			expect(requests().filter((request) => request.startsWith('GET'))).toEqual([]);
			expect(sandbox().leads()[0]).toMatchObject({ id, tags: ['vip', 'new'] });
		});

		it('of several rows with one email adds one after the other', async () => {
			const rows = Array.from('abcdef').map((tag, index) => ({
				...ann,
				email: index % 2 === 0 ? ann.email : ann.email.toUpperCase(),
				tag,
			}));
			await upsert(rows, { tags: '={{ $json.tag }}' });
			expect(
				sandbox()
					.leads()
					.map(({ tags }) => tags),
			).toEqual([Array.from('abcdef')]);
		});

		it('whose create was lost adds to its own lead what that has already', async () => {
			sandbox().fault({ match: { method: 'POST' }, effect: drop });
			const result = await upsert([ann], changes);
			expect(result.outputs[0]?.[0]?.json).toMatchObject({ tags: ['vip', 'new'], upsertAction: 'created' });
			expect(sandbox().leads()).toHaveLength(1);
		});

		it.each(['GET', 'PUT'])('creates a lead that is deleted in that moment (before the %s)', async (method) => {
			const { id } = sandbox().addLead(stored);
			const gone = { success: false, error: 'Gone', code: 'NOT_FOUND' };
			const details = { existingLeadId: id };
			const taken = { success: false, error: 'Email already exists', code: 'DUPLICATE_EMAIL', details };
			sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'status', status: 409, body: taken } });
			sandbox().fault({ match: { method }, times: 2, effect: { kind: 'status', status: 404, body: gone } });
			const other = { ...ann, email: 'other@example.com' };
			const result = await upsert([other], changes);
			expect(result.outputs[0]?.[0]?.json).toMatchObject({ ...other, tags: ['vip', 'new'], upsertAction: 'created' });
			expect(requests().filter((request) => request === 'POST /leads')).toHaveLength(2);
		});
	});

	it('a create knows nothing of it', async () => {
		const result = await create([ann], {
			parameters: { additionalFields: { tags: 'a' }, options: { mergeWithExisting: BOTH } },
		});
		expect(result.outputs[0]?.[0]?.json).toMatchObject({ tags: ['a'] });
	});
});

describe('An existing lead of another chatbot', () => {
	const { run, sandbox } = sandboxed({ chatbotIds: ['cb_one', 'cb_other'] });

	it('is added to in the workspace', async () => {
		const { id } = sandbox().addLead({ ...stored, chatbotId: 'cb_other' });
		const parameters = mapped({ additionalFields: { tags: 'new' }, options: { mergeWithExisting: BOTH } });
		const result = await run('upsert', [ann], { parameters });
		expect(result.outputs[0]?.[0]?.json).toMatchObject({ tags: ['VIP', 'fair', 'new'], upsertAction: 'updated' });
		expect(sandbox().requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'POST /api/v1/chatbots/cb_one/leads',
			`GET /api/v1/chatbots/cb_one/leads/${id}`,
			`GET /api/v1/leads/${id}`,
			`PUT /api/v1/leads/${id}`,
		]);
	});
});

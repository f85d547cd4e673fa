import { type Sandbox, SANDBOX_API_KEY, startSandbox } from '~/tools/sandbox';
import { answerViolations, apiOf, SCOPES } from './api';
import { anyText, matching } from '~/test/matchers';

let sandbox: Sandbox;
let api: ReturnType<typeof apiOf>;

beforeAll(async () => {
	sandbox = await startSandbox({ leads: [{ name: 'Seed Example', email: 'seed@example.com', priority: 'HIGH' }] });
	api = apiOf(sandbox);
});
afterEach(async () => {
	expect(await answerViolations(sandbox)).toEqual([]);
	sandbox.reset();
});
afterAll(() => sandbox.close());

const JOHN = {
	name: 'John Doe',
	email: 'john.doe@example.com',
	phone: '+1-555-123-4567',
	source: 'website',
	status: 'new',
	metadata: { utm_source: 'google', interests: ['product_a', 'product_b'], deep: { er: null } },
};

describe.each(SCOPES)('in the %s scope', (_scope, collection) => {
	it('creates a lead as the documents show it', async () => {
		const { status, data } = await api.post(collection, JOHN);
		expect(status).toBe(201);
		expect(data).toEqual({
			success: true,
			data: {
				...JOHN,
				id: matching(/^lead_[0-9a-f]{16}$/),
				createdAt: matching(/^\d{4}-\d\d-\d\dT.*Z$/),
				updatedAt: anyText(),
				workspaceId: anyText(),
			},
		});
	});

	it('keeps the newer fields, and ignores unknown ones', async () => {
		const newer = { tags: ['vip'], urgency: 'high', customFields: { a: 1 }, preferredMethod: 'discord' };
		const { data } = await api.post(collection, { ...JOHN, ...newer, nonsense: 1 });
		expect(data.data).toMatchObject(newer);
		expect(data.data).not.toHaveProperty('nonsense');
	});

	it('gets, updates and deletes one', async () => {
		await api.post(collection, JOHN);
		const path = `${collection}/${sandbox.leads()[1]?.id ?? ''}`;
		expect((await api.get(path)).data.data).toMatchObject(JOHN);

		const changes = { phone: null, status: 'lost', metadata: { interests: ['c'], utm_source: null, row: 2 } };
		const { data } = await api.put(path, changes);
		expect(data.data).toMatchObject({ name: 'John Doe', status: 'lost' });
		expect(data.data).toHaveProperty('metadata', { interests: ['c'], deep: { er: null }, row: 2 });
		expect(data.data).not.toHaveProperty('phone');

		expect((await api.delete(path)).data).toMatchObject({ success: true, data: { id: path.split('/').at(-1) } });
		expect((await api.get(path)).status).toBe(404);
		expect((await api.delete(path)).status).toBe(404);
	});

	it('lists by page, filter and order', async () => {
		for (const name of ['Ben', 'Ada', 'Cem']) {
			await api.post(collection, { name, email: `${name}@example.com`, source: name === 'Cem' ? 'webinar' : 'form' });
		}
		const names = async (query: object) => {
			const { data } = await api.get(collection, query);
			return (data.data as { leads: Array<{ name: string }> }).leads.map(({ name }) => name);
		};
		expect(await names({})).toEqual(['Cem', 'Ada', 'Ben', 'Seed Example']);
		expect(await names({ sortBy: 'name', sortOrder: 'asc', limit: 2, page: 2 })).toEqual(['Cem', 'Seed Example']);
		expect(await names({ source: 'webinar' })).toEqual(['Cem']);
		expect(await names({ search: 'ADA@' })).toEqual(['Ada']);
		expect(await names({ priority: 'HIGH' })).toEqual(['Seed Example']);
		expect(await names({ status: 'lost' })).toEqual([]);
		const { data } = await api.get(collection, { limit: 3 });
		const pagination = { page: 1, limit: 3, total: 4, totalPages: 2, hasNext: true, hasPrev: false };
		expect(data.data).toMatchObject({ pagination });
		expect((await api.get(collection, { limit: 101 })).status).toBe(400);
	});

	it('refuses a repeated email in any case, on create and on update', async () => {
		const { data } = await api.post(collection, { ...JOHN, email: 'SEED@example.com' });
		const seedId = sandbox.leads()[0]?.id;
		expect(data).toMatchObject({ success: false, code: 'DUPLICATE_EMAIL', details: { existingLeadId: seedId } });

		await api.post(collection, JOHN);
		const path = `${collection}/${sandbox.leads()[1]?.id ?? ''}`;
		expect((await api.put(path, { email: 'Seed@Example.com' })).status).toBe(409);
		expect((await api.put(path, { email: 'JOHN.DOE@example.com' })).status).toBe(200);
		expect((await api.put(path, { email: 'j@example.com' })).status).toBe(200);
		expect((await api.post(collection, JOHN)).status).toBe(201);
	});

	it.each([
		['name', {}],
		['name', { name: '  ' }],
		['name', { name: 'x'.repeat(101) }],
		['email', { email: 'invalid-email' }],
		['phone', { phone: 15551234567 }],
		['phone', { phone: '1'.repeat(21) }],
		['status', { status: 'hot' }],
		['metadata', { metadata: [] }],
		['tags', { tags: Array<string>(11).fill('a') }],
		['tags.0', { tags: ['x'.repeat(51)] }],
		['urgency', { urgency: 'HIGH' }],
	])('names the field that is wrong: %s', async (field, wrong) => {
		const body = Object.keys(wrong).length === 0 ? {} : { ...JOHN, ...wrong };
		const { status, data } = await api.post(collection, body);
		expect(status).toBe(400);
		expect(data).toMatchObject({ code: 'VALIDATION_ERROR', details: { field } });
		expect(sandbox.leads()).toHaveLength(1);
	});

	it('refuses a body that is no JSON object', async () => {
		for (const body of ['{"name":', '[]', '"text"']) {
			expect((await api.post(collection, body)).data).toMatchObject({ code: 'VALIDATION_ERROR' });
		}
	});

	it.each([
		[null, 'MISSING_AUTH_HEADER'],
		['Basic abc', 'MALFORMED_AUTH_HEADER'],
		['Bearer', 'MALFORMED_AUTH_HEADER'],
		[`Bearer ${SANDBOX_API_KEY} x`, 'MALFORMED_AUTH_HEADER'],
		['Bearer sk-workspace_wrong', 'INVALID_API_KEY'],
	])('answers %s with %s', async (authorization, code) => {
		const { status, data } = await apiOf(sandbox, authorization).post(collection, JOHN);
		expect([status, data.code]).toEqual([401, code]);
		expect(sandbox.leads()).toHaveLength(1);
	});
});

describe('the scopes', () => {
	it('know no lead of another chatbot, and no other chatbot, but share their emails', async () => {
		const other = sandbox.addLead({ name: 'Other', email: 'other@example.com', chatbotId: 'cb_other' });
		expect((await api.get(`${SCOPES[0][1]}/${other.id}`)).status).toBe(404);
		expect((await api.get(`${SCOPES[1][1]}/${other.id}`)).status).toBe(200);
		expect((await api.post(SCOPES[0][1], { name: 'x', email: other.email })).status).toBe(409);
		const { status, data } = await api.post('/api/v1/chatbots/cb_unknown/leads', {});
		expect([status, data]).toEqual([404, { success: false, error: 'Chatbot not found', code: 'NOT_FOUND' }]);
	});

	it('answer an unknown path or method with the envelope', async () => {
		expect((await api.get('/api/v2/leads')).data).toMatchObject({ success: false, code: 'NOT_FOUND' });
		expect((await api.put('/else', {})).status).toBe(404);
		sandbox.reset();
	});
});

describe('metadata', () => {
	it('survives whole, whatever its keys', async () => {
		const metadata = '{"__proto__":{"x":1},"constructor":{"prototype":{}},"a.b":[1,{"c":null}],"🙂":"é","n":null}';
		const body = `{"name":"Proto","email":"proto@example.com","metadata":${metadata}}`;
		const { data } = await api.post(SCOPES[1][1], body);
		const path = `${SCOPES[1][1]}/${(data.data as { id: string }).id}`;
		await api.put(path, '{"metadata":{"z":1}}');
		const kept = (await api.get(path)).data.data as { metadata: object };
		expect(JSON.stringify(kept.metadata)).toBe(metadata.replace(/}$/, ',"z":1}'));
		expect(JSON.stringify(sandbox.leads()[1]?.metadata)).toBe(JSON.stringify(kept.metadata));
	});

	it('may be large', async () => {
		const metadata = { text: 'x'.repeat(8_000_000) };
		expect((await api.post(SCOPES[1][1], { ...JOHN, metadata })).status).toBe(201);
	});
});

describe('an email', () => {
	it.each([
		'a+tag@example.com',
		"o'hara@mail.sub.example.com",
		'x@example.photography',
		'"john doe"@example.com',
		'用户@例子.example',
		'é@münchen.example',
		`${'a'.repeat(64)}@example.com`,
		'x@xn--mnchen-3ya.example',
	])('may be %s', async (email) => {
		expect((await api.post(SCOPES[1][1], { name: 'x', email })).status).toBe(201);
	});

	it.each([
		'',
		'plain',
		'@example.com',
		'a@',
		'a b@example.com',
		'a@b@example.com',
		'a..b@example.com',
		'a@localhost',
		'a@-x.example',
		'a@example..com',
		`a@${'b'.repeat(60)}.${'c.'.repeat(100)}example`,
		'a@exa mple.com',
	])('may not be %s', async (email) => {
		expect((await api.post(SCOPES[1][1], { name: 'x', email })).status).toBe(400);
	});
});

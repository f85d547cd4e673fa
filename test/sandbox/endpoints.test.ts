import { PROFILE_NAMES, type Sandbox, SANDBOX_API_KEY, startSandbox } from '~/tools/sandbox';
import { answerViolations, apiOf, CHATBOT_ID, leadIn, PROFILES_AND_SCOPES, SCOPES } from './api';
import { anyText, matching } from '~/test/matchers';

const JOHN = {
	name: 'John Doe',
	email: 'john.doe@example.com',
	phone: '+1-555-123-4567',
	source: 'website',
	tags: ['vip', 'new'],
	urgency: 'high',
	preferredMethod: 'discord',
	customFields: { interests: ['product_a', 'product_b'], deep: { er: null } },
};
const TIME = matching(/^\d{4}-\d\d-\d\dT.*Z$/);

const sandboxes = new Map<string, Sandbox>();
const seed = { name: 'Seed Example', email: 'seed@example.com', priority: 'HIGH' };

/** The sandbox of the profile. */
function sandboxOf(profile: string): Sandbox {
	const sandbox = sandboxes.get(profile);
	if (!sandbox) throw new Error(`There is no sandbox ${profile}`);
	return sandbox;
}

beforeAll(async () => {
	for (const profile of PROFILE_NAMES) {
		sandboxes.set(profile, await startSandbox({ profile, chatbotIds: [CHATBOT_ID], leads: [seed] }));
	}
});
afterEach(async () => {
	const violations = await Promise.all([...sandboxes.values()].map(answerViolations));
	for (const sandbox of sandboxes.values()) sandbox.reset();
	expect(violations.flat()).toEqual([]);
});
afterAll(async () => {
	for (const sandbox of sandboxes.values()) await sandbox.close();
});

describe.each(PROFILES_AND_SCOPES)('%s, in the %s scope', (profile, _scope, collection) => {
	const sandbox = () => sandboxOf(profile);
	const api = () => apiOf(sandbox());
	const create = async (lead: object) => leadIn(profile, await api().post(collection, lead));

	it('creates a lead with all that was sent, an ID and times', async () => {
		const response = await api().post(collection, JOHN);
		expect(response.status).toBe(201);
		const times = { createdAt: TIME, updatedAt: TIME };
		expect(leadIn(profile, response)).toMatchObject({ ...JOHN, ...times, id: anyText(), status: anyText() });
	});

	it('ignores unknown fields', async () => {
		expect(await create({ ...JOHN, nonsense: 1 })).not.toHaveProperty('nonsense');
	});

	it('gets, updates and deletes one', async () => {
		const { id } = await create(JOHN);
		const path = `${collection}/${String(id)}`;
		expect(leadIn(profile, await api().get(path))).toMatchObject(JOHN);

		const changes = { phone: null, company: 'Example Corp', tags: ['c'], customFields: { row: 2 } };
		const changed = leadIn(profile, await api().put(path, changes));
		expect(changed).toMatchObject({ name: 'John Doe', company: 'Example Corp' });
		expect(changed).toMatchObject({ tags: ['c'], source: 'website' });
		expect(changed.customFields).toEqual({ row: 2 });
		expect(changed.phone ?? null).toBeNull();
		expect(leadIn(profile, await api().get(path))).toEqual(changed);

		expect((await api().delete(path)).data).toMatchObject({ success: true, data: { id, deletedAt: TIME } });
		expect((await api().get(path)).status).toBe(404);
		expect((await api().put(path, {})).status).toBe(404);
		expect((await api().delete(path)).status).toBe(404);
	});

	it('lists by page, filter and order', async () => {
		for (const name of ['Ben', 'Ada', 'Cem']) await create({ name, email: `${name}@example.com` });
		const names = async (query: object) => {
			const { data } = await api().get(collection, query);
			return (data.data as { leads: Array<{ name: string }> }).leads.map(({ name }) => name);
		};
		expect(await names({})).toEqual(['Cem', 'Ada', 'Ben', 'Seed Example']);
		expect(await names({ sortBy: 'name', sortOrder: 'asc', limit: 2, page: 2 })).toEqual(['Cem', 'Seed Example']);
		expect(await names({ search: 'ADA@' })).toEqual(['Ada']);
		expect(await names({ priority: 'HIGH' })).toEqual(['Seed Example']);
		expect(await names({ status: 'NEW' })).toHaveLength(4);
		expect(await names({ status: 'LOST' })).toEqual([]);
		expect(await names({ status: '', priority: '', source: '', search: '' })).toHaveLength(4);
		const { data } = await api().get(collection, { limit: 3 });
		const pagination = { page: 1, limit: 3, total: 4, totalPages: 2, hasNext: true, hasPrev: false };
		expect(data).toMatchObject({ success: true, data: { pagination } });
		expect((await api().get(collection, { limit: 101 })).status).toBe(400);
		expect((await api().get(collection, { sortBy: 'phone' })).data).toMatchObject({ details: { field: 'sortBy' } });
	});

	it('rejects a repeated email in any case, on create and on update', async () => {
		const { status, data } = await api().post(collection, { ...JOHN, email: 'SEED@example.com' });
		const seedId = sandbox().leads()[0]?.id;
		expect(status).toBe(409);
		expect(data).toMatchObject({ success: false, code: 'DUPLICATE_EMAIL', details: { existingLeadId: seedId } });

		const path = `${collection}/${String((await create(JOHN)).id)}`;
		expect((await api().put(path, { email: 'Seed@Example.com' })).status).toBe(409);
		expect((await api().put(path, { email: 'JOHN.DOE@example.com' })).status).toBe(200);
		expect((await api().put(path, { email: 'j@example.com' })).status).toBe(200);
		expect((await api().post(collection, JOHN)).status).toBe(201);
	});

	it('frees the email of a lead that is deleted', async () => {
		await api().delete(`${collection}/${String((await create(JOHN)).id)}`);
		expect((await api().post(collection, JOHN)).status).toBe(201);
	});

	const longest = { name: 100, phone: 20, source: 50, company: 100, message: 1000, discord: 50 };
	it.each(Object.entries(longest))('takes %s of up to %d characters', async (field, most) => {
		expect((await api().post(collection, { ...JOHN, [field]: '🙂'.repeat(most) })).status).toBe(201);
		const { status, data } = await api().post(collection, { ...JOHN, [field]: 'x'.repeat(most + 1) });
		expect(status).toBe(400);
		expect(data).toMatchObject({ code: 'VALIDATION_ERROR', details: { field } });
	});

	it.each([
		['name', {}],
		['name', { name: '  ' }],
		['email', { email: 'invalid-email' }],
		['phone', { phone: 15551234567 }],
		['tags', { tags: Array<string>(11).fill('a') }],
		['tags.0', { tags: ['x'.repeat(51)] }],
		['urgency', { urgency: 'HIGH' }],
		['preferredMethod', { preferredMethod: 'post' }],
		['customFields', { customFields: [] }],
	])('names the field that is wrong: %s', async (field, wrong) => {
		const body = Object.keys(wrong).length === 0 ? {} : { ...JOHN, ...wrong };
		const { status, data } = await api().post(collection, body);
		expect(status).toBe(400);
		expect(data).toMatchObject({ code: 'VALIDATION_ERROR', details: { field } });
		expect(sandbox().leads()).toHaveLength(1);
	});

	it('rejects a body that is not a JSON object', async () => {
		for (const body of ['{"name":', '[]', '"text"']) {
			expect((await api().post(collection, body)).data).toMatchObject({ code: 'VALIDATION_ERROR' });
		}
	});

	it.each([
		[null, 'MISSING_AUTH_HEADER'],
		['Basic abc', 'MALFORMED_AUTH_HEADER'],
		['Bearer', 'MALFORMED_AUTH_HEADER'],
		[`Bearer ${SANDBOX_API_KEY} x`, 'MALFORMED_AUTH_HEADER'],
		['Bearer sk-workspace_wrong', 'INVALID_API_KEY'],
	])('answers %s with %s', async (authorization, code) => {
		const { status, data } = await apiOf(sandbox(), authorization).post(collection, JOHN);
		expect([status, data.code]).toEqual([401, code]);
		expect(sandbox().leads()).toHaveLength(1);
	});
});

describe.each(PROFILE_NAMES)('%s', (profile) => {
	const sandbox = () => sandboxOf(profile);
	const api = () => apiOf(sandbox());
	const [[, chatbot], [, workspace]] = SCOPES;

	it('shows a lead of another chatbot in the workspace only, and knows no other chatbot', async () => {
		const other = sandbox().addLead({ name: 'Other', email: 'other@example.com', chatbotId: 'cb_other' });
		expect((await api().get(`${chatbot}/${other.id}`)).status).toBe(404);
		expect((await api().get(`${workspace}/${other.id}`)).status).toBe(200);
		expect((await api().post('/api/v1/chatbots/cb_unknown/leads', {})).status).toBe(404);
	});

	it('answers an unknown path or method with the envelope', async () => {
		expect((await api().get('/api/v2/leads')).data).toMatchObject({ success: false, code: 'NOT_FOUND' });
		expect((await api().put('/else', {})).status).toBe(404);
		sandbox().reset();
	});

	it('keeps an object whole, whatever its keys', async () => {
		const fields = '{"__proto__":{"x":1},"constructor":{"prototype":{}},"a.b":[1,{"c":null}],"🙂":"é","n":null}';
		const body = `{"name":"Proto","email":"proto@example.com","customFields":${fields}}`;
		const { id } = leadIn(profile, await api().post(workspace, body));
		const kept = leadIn(profile, await api().get(`${workspace}/${String(id)}`));
		expect(JSON.stringify(kept.customFields)).toBe(fields);
		expect(JSON.stringify(sandbox().leads()[1]?.customFields)).toBe(fields);
	});

	it('takes an object of 8 MB', async () => {
		const customFields = { text: 'x'.repeat(8_000_000) };
		expect((await api().post(workspace, { ...JOHN, customFields })).status).toBe(201);
	});

	it.each([
		'a+tag@example.com',
		"o'hara@mail.sub.example.com",
		'x@example.photography',
		'"john doe"@example.com',
		'用户@例子.example',
		'é@münchen.example',
		`${'a'.repeat(64)}@example.com`,
		'x@xn--mnchen-3ya.example',
	])('takes the email %s', async (email) => {
		expect((await api().post(workspace, { name: 'x', email })).status).toBe(201);
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
	])('rejects the email %s', async (email) => {
		expect((await api().post(workspace, { name: 'x', email })).status).toBe(400);
	});
});

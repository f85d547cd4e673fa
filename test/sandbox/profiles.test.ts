import { loadContract } from '~/test/contract';
import { type ProfileName, type Sandbox, startSandbox } from '~/tools/sandbox';
import { answerViolations, apiOf, leadIn } from './api';
import { anyText, matching } from '~/test/matchers';

/** In what the profiles differ. What is the same in both is in the other files, for each of them. */

let sandbox: Sandbox;

const start = async (profile?: ProfileName, options = {}) => {
	sandbox = await startSandbox({ profile, ...options });
	return apiOf(sandbox);
};
afterEach(async () => {
	const violations = await answerViolations(sandbox);
	await sandbox.close();
	expect(violations).toEqual([]);
});

const WORKSPACE = '/api/v1/leads';
const ofChatbot = (id: string) => `/api/v1/chatbots/${id}/leads`;
const JOHN = {
	name: 'John Doe',
	email: 'john.doe@example.com',
	phone: '+1-555-123-4567',
	source: 'website',
	status: 'qualified',
	metadata: { utm_source: 'google', interests: ['product_a', 'product_b'], deep: { er: null } },
};
const STATUSES = ['NEW', 'CONTACTED', 'QUALIFIED', 'NEGOTIATING', 'CONVERTED', 'LOST', 'UNRESPONSIVE'];
const TIME = matching(/^\d{4}-\d\d-\d\dT.*Z$/);

/** Makes John, and gives the lead of the answer and the client. */
async function startWithJohn(profile: ProfileName, fields: object = {}) {
	const api = await start(profile);
	const lead = leadIn(profile, await api.post(ofChatbot(sandbox.chatbotId), { ...JOHN, ...fields }));
	const path = `${WORKSPACE}/${String(lead.id)}`;
	const update = async (changes: unknown) => leadIn(profile, await api.put(path, changes));
	return { api, lead, path, update };
}

describe('without a profile', () => {
	it('a sandbox is the documented 1.0', async () => {
		await start();
		expect(sandbox).toMatchObject({ profile: '1.0', chatbotId: 'cb_1234567890abcdef' });
	});
});

describe('the record', () => {
	it('1.0: is in an envelope, as the documents show it', async () => {
		const api = await start('1.0');
		const { data } = await api.post(WORKSPACE, JOHN);
		const generated = { id: matching(/^lead_[0-9a-f]{16}$/), createdAt: TIME, updatedAt: TIME, workspaceId: anyText() };
		expect(data).toEqual({ success: true, data: { ...JOHN, ...generated } });
	});

	it('2026: is bare, has the keys of a recorded one, and IDs of 25 characters', async () => {
		const api = await start('2026');
		const { data } = await api.post(WORKSPACE, JOHN);
		const { metadata: _, ...kept } = JOHN;
		expect(data).toEqual({
			...kept,
			id: matching(/^c[0-9a-z]{24}$/),
			status: 'NEW',
			priority: 'MEDIUM',
			tags: [],
			...Object.fromEntries(
				[
					'conversationId',
					'company',
					'message',
					'assignedAgentId',
					'notes',
					'customFields',
					'followUpDate',
					'lastContactAt',
					'convertedAt',
					'discord',
					'preferredMethod',
					'urgency',
				].map((field) => [field, null]),
			),
			createdAt: TIME,
			updatedAt: TIME,
			chatbotId: sandbox.chatbotId,
			chatbots: { id: sandbox.chatbotId, name: anyText() },
		});
		expect(sandbox.chatbotId).toMatch(/^c[0-9a-z]{24}$/);
		expect((await api.get(`${WORKSPACE}/${String(data.id)}`)).data).toEqual(data);
		const listed = await api.get(WORKSPACE);
		expect(listed.data).toMatchObject({ success: true, data: { leads: [data], pagination: { total: 1 } } });
	});

	it('2026: shows the agent that a lead was given to', async () => {
		const api = await start('2026', { leads: [{ name: 'Seed', assignedAgentId: 'agent_1' }] });
		const { id } = sandbox.leads()[0] ?? {};
		expect((await api.get(`${WORKSPACE}/${id}`)).data).toMatchObject({ assignedAgentId: 'agent_1', email: null });
	});
});

describe('metadata', () => {
	it('1.0: is kept whole, and merged key by key on update', async () => {
		const { lead, update } = await startWithJohn('1.0');
		expect(lead.metadata).toEqual(JOHN.metadata);
		const changed = await update({ metadata: { interests: ['c'], utm_source: null, row: 2 } });
		expect(changed.metadata).toEqual({ interests: ['c'], deep: { er: null }, row: 2 });
		expect((await update({ metadata: null })).metadata).toEqual({});
	});

	it('1.0: survives an update whatever its keys', async () => {
		const api = await start('1.0');
		const metadata = '{"__proto__":{"x":1},"constructor":{"prototype":{}},"a.b":[1,{"c":null}],"n":null}';
		const { data } = await api.post(WORKSPACE, `{"name":"Proto","email":"p@example.com","metadata":${metadata}}`);
		const { id } = data.data as { id: string };
		const changed = leadIn('1.0', await api.put(`${WORKSPACE}/${id}`, '{"metadata":{"z":1}}'));
		expect(JSON.stringify(changed.metadata)).toBe(metadata.replace(/}$/, ',"z":1}'));
	});

	it.each([{}, [], 'text', null])('2026: vanishes in silence, whatever it is: %j', async (metadata) => {
		const { lead, update, api } = await startWithJohn('2026', { metadata });
		const changed = await update({ metadata: { a: 1 } });
		const [listed] = ((await api.get(WORKSPACE)).data.data as { leads: object[] }).leads;
		const put = sandbox.addLead({ name: 'Put there', metadata: { a: 1 } });
		for (const shown of [lead, changed, listed, put, ...sandbox.leads()]) expect(shown).not.toHaveProperty('metadata');
	});
});

describe('an email', () => {
	const chatbotIds = ['cb_one', 'cb_two'];

	it('1.0: is required, and unique in the workspace', async () => {
		const api = await start('1.0', { chatbotIds });
		expect((await api.post(WORKSPACE, { name: 'x' })).data).toMatchObject({ details: { field: 'email' } });
		expect((await api.post(ofChatbot('cb_one'), JOHN)).status).toBe(201);
		for (const path of [ofChatbot('cb_two'), WORKSPACE]) expect((await api.post(path, JOHN)).status).toBe(409);
	});

	it('2026: is optional', async () => {
		const { api, path, update } = await startWithJohn('2026');
		for (const name of ['x', 'x']) expect((await api.post(WORKSPACE, { name })).data).toMatchObject({ email: null });
		expect((await api.get(WORKSPACE, { search: 'john', sortBy: 'email' })).status).toBe(200);
		expect((await update({ email: null })).email).toBeNull();
		expect((await api.post(WORKSPACE, JOHN)).status).toBe(201);
		expect((await api.put(path, { email: JOHN.email })).status).toBe(409);
		expect((await api.delete(path)).status).toBe(200);
	});

	it('2026: is unique for the chatbot, the first of which has the leads of the workspace scope', async () => {
		const api = await start('2026', { chatbotIds });
		const first = await api.post(ofChatbot('cb_one'), JOHN);
		const second = await api.post(ofChatbot('cb_two'), JOHN);
		expect([first.status, second.status]).toEqual([201, 201]);
		for (const [path, existing] of [
			[ofChatbot('cb_one'), first],
			[ofChatbot('cb_two'), second],
			[WORKSPACE, first],
		] as const) {
			const { status, data } = await api.post(path, JOHN);
			expect([status, data]).toMatchObject([409, { details: { existingLeadId: existing.data.id } }]);
		}
		const { data } = await api.post(WORKSPACE, { ...JOHN, email: 'other@example.com' });
		expect(data.chatbots).toMatchObject({ id: 'cb_one' });
		expect((await api.put(`${WORKSPACE}/${String(data.id)}`, { email: JOHN.email })).status).toBe(409);
		expect((await api.get(`${ofChatbot('cb_one')}/${String(data.id)}`)).status).toBe(200);
	});
});

describe('a lead of the workspace scope', () => {
	it.each<[ProfileName, string, number]>([
		['1.0', 'no chatbot', 404],
		['2026', 'the first chatbot', 200],
	])('%s: belongs to %s', async (profile, _whose, status) => {
		const api = await start(profile);
		const { id } = leadIn(profile, await api.post(WORKSPACE, JOHN));
		expect((await api.get(`${ofChatbot(sandbox.chatbotId)}/${String(id)}`)).status).toBe(status);
	});
});

describe('the status', () => {
	it('1.0: is set by a create, in either spelling, and is new otherwise', async () => {
		const api = await start('1.0');
		const made = async (fields: object) => leadIn('1.0', await api.post(WORKSPACE, fields)).status;
		expect(await made(JOHN)).toBe('qualified');
		expect(await made({ name: 'x', email: 'x@example.com' })).toBe('new');
		expect(await made({ name: 'y', email: 'y@example.com', status: 'NEGOTIATING' })).toBe('NEGOTIATING');
		const { data } = await api.post(WORKSPACE, { name: 'z', email: 'z@example.com', status: 'hot' });
		expect(data).toMatchObject({ code: 'VALIDATION_ERROR', details: { field: 'status' } });
	});

	it('1.0: is new again when it is cleared', async () => {
		const { update } = await startWithJohn('1.0');
		expect((await update({ status: 'follow_up' })).status).toBe('follow_up');
		expect((await update({ status: null })).status).toBe('new');
	});

	it.each(['qualified', 'QUALIFIED', 'hot', 5, null])(
		'2026: is NEW after a create, which ignores %j',
		async (status) => {
			expect((await startWithJohn('2026', { status, priority: 'URGENT' })).lead).toMatchObject({
				status: 'NEW',
				priority: 'MEDIUM',
			});
		},
	);

	it('2026: is in capitals, however an update or a test wrote it', async () => {
		const { update } = await startWithJohn('2026');
		for (const status of STATUSES) {
			expect((await update({ status })).status).toBe(status);
			expect((await update({ status: status.toLowerCase() })).status).toBe(status);
		}
		expect((await update({ status: null, priority: null })).status).toBe('NEW');
		expect(sandbox.addLead({ name: 'Seed', status: 'lost' }).status).toBe('LOST');
	});

	it.each(['follow_up', 'hot', '', 5])('2026: cannot become %j', async (status) => {
		const { api, path } = await startWithJohn('2026');
		expect((await api.put(path, { status })).data).toMatchObject({
			code: 'VALIDATION_ERROR',
			details: { field: 'status', value: status },
		});
	});
});

describe('an update of priority and notes', () => {
	it('1.0: is ignored', async () => {
		const { update } = await startWithJohn('1.0');
		const changed = await update({ priority: 'URGENT', notes: 'Called' });
		expect(changed).not.toHaveProperty('priority');
		expect(changed).not.toHaveProperty('notes');
	});

	it('2026: is stored, and cleared by null', async () => {
		const { update } = await startWithJohn('2026');
		const notes = '🙂'.repeat(2000);
		expect(await update({ priority: 'URGENT', notes })).toMatchObject({ priority: 'URGENT', notes });
		expect(await update({ priority: null, notes: null })).toMatchObject({ priority: 'MEDIUM', notes: null });
	});

	it.each([
		['notes', 'x'.repeat(2001)],
		['priority', 'urgent'],
	])('2026: is rejected for wrong %s', async (field, value) => {
		const { api, path } = await startWithJohn('2026');
		const { status, data } = await api.put(path, { [field]: value });
		expect([status, data]).toMatchObject([400, { code: 'VALIDATION_ERROR', details: { field, value } }]);
	});
});

describe('a list', () => {
	const people = [
		{ name: 'Ada', email: 'ada@example.com', source: 'webinar', company: 'Babbage & Co', status: 'lost' },
		{ name: 'Ben', email: 'ben@example.com', source: 'form', status: 'contacted', priority: 'LOW' },
	];
	const namesIn = async (profile: ProfileName) => {
		const api = await start(profile, { leads: people });
		return async (query: object) =>
			((await api.get(WORKSPACE, query)).data.data as { leads: Array<{ name: string }> }).leads.map(({ name }) => name);
	};

	it('1.0: is filtered by source and by status in any case, and searched in name and email', async () => {
		const names = await namesIn('1.0');
		expect(await names({ source: 'webinar' })).toEqual(['Ada']);
		for (const status of ['lost', 'LOST']) expect(await names({ status })).toEqual(['Ada']);
		expect(await names({ status: 'hot' })).toEqual([]);
		expect(await names({ search: 'babbage' })).toEqual([]);
		expect(await names({ search: 'BEN@' })).toEqual(['Ben']);
	});

	it('2026: ignores the source, and is searched in the company too', async () => {
		const names = await namesIn('2026');
		expect(await names({ source: 'webinar' })).toEqual(['Ben', 'Ada']);
		expect(await names({ search: 'BABBAGE' })).toEqual(['Ada']);
		expect(await names({ search: 'ben@' })).toEqual(['Ben']);
		expect(await names({ status: 'LOST' })).toEqual(['Ada']);
		expect(await names({ priority: 'LOW' })).toEqual(['Ben']);
		expect(await names({ sortBy: 'status', sortOrder: 'asc' })).toEqual(['Ben', 'Ada']);
	});

	it.each([
		['status', 'lost'],
		['status', 'FOLLOW_UP'],
		['priority', 'low'],
	])('2026: rejects the %s %s', async (field, value) => {
		const api = await start('2026');
		const { status, data } = await api.get(WORKSPACE, { [field]: value });
		expect([status, data]).toMatchObject([400, { code: 'VALIDATION_ERROR', details: { field, value } }]);
	});
});

describe('a refusal', () => {
	it.each<[ProfileName, string, string]>([
		['1.0', 'NOT_FOUND', 'NOT_FOUND'],
		['2026', 'LEAD_NOT_FOUND', 'CHATBOT_NOT_FOUND'],
	])('%s: of what is not there has the codes %s and %s', async (profile, leadCode, chatbotCode) => {
		const api = await start(profile);
		const lead = await api.get(`${WORKSPACE}/none`);
		const chatbot = await api.get(ofChatbot('none'));
		expect([lead.status, chatbot.status]).toEqual([404, 404]);
		expect(lead.data).toEqual({ success: false, error: 'Lead not found', code: leadCode });
		expect(chatbot.data).toEqual({ success: false, error: 'Chatbot not found', code: chatbotCode });
	});

	const window = { limit: 0, remaining: 0, resetTime: expect.any(Number) as unknown };
	it.each<[ProfileName, object]>([
		['1.0', { details: { ...window, retryAfter: 60 } }],
		['2026', { details: window, retryAfter: 60 }],
	])('%s: over the limit has retryAfter where that profile puts it', async (profile, more) => {
		const api = await start(profile, { limit: 0, windowSeconds: 60 });
		const { status, data, headers } = await api.get(WORKSPACE);
		expect([status, headers['retry-after']]).toEqual([429, '60']);
		expect(data).toEqual({ success: false, error: 'Rate limit exceeded', code: 'RATE_LIMIT_EXCEEDED', ...more });
	});
});

describe('a webhook', () => {
	const told = async (profile: ProfileName) => {
		await start(profile);
		sandbox.addWebhook({ url: 'http://127.0.0.1:9/', secret: 'made up' });
		sandbox.addLead({ name: 'Told', email: 'told@example.com' });
		const contract = await loadContract(profile);
		expect(sandbox.deliveries.flatMap((each) => contract.checkDelivery(each))).toEqual([]);
		return JSON.parse(sandbox.deliveries[0]?.body ?? '') as { chatbotId: string; data: object };
	};

	it('1.0: has the chatbot beside the lead, which shows none itself', async () => {
		const { chatbotId, data } = await told('1.0');
		expect(chatbotId).toBe(sandbox.chatbotId);
		expect(Object.keys(data).filter((key) => key.startsWith('chatbot'))).toEqual([]);
	});

	it('2026: has the chatbot beside the lead and in it', async () => {
		const { chatbotId, data } = await told('2026');
		expect(chatbotId).toBe(sandbox.chatbotId);
		expect(data).toMatchObject({ chatbotId, chatbots: { id: chatbotId } });
	});
});

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Contract, loadContract } from '~/test/contract';
import { type LoggedRequest, PROFILE_NAMES, type ProfileName } from '~/tools/sandbox';

const LEADS: Readonly<Record<ProfileName, object>> = {
	'1.0': {
		id: 'cmipr3rf400t3n42y5plvmhd5',
		name: 'Ada Example',
		email: 'ada@example.com',
		status: 'NEGOTIATING',
		createdAt: '2024-01-15T10:30:00.000Z',
		updatedAt: '2024-01-15T10:30:00.000Z',
		workspaceId: 'ws_1',
		unheardOf: true,
	},
	'2026': {
		id: 'cmipr3rf400t3n42y5plvmhd5',
		name: 'Ada Example',
		email: null,
		status: 'NEGOTIATING',
		priority: 'MEDIUM',
		assignedAgentId: null,
		createdAt: '2024-01-15T10:30:00.000Z',
		updatedAt: '2024-01-15T10:30:00.000Z',
		chatbotId: 'cmipnh1je00sxn42y1j34wqnd',
		chatbots: { id: 'cmipnh1je00sxn42y1j34wqnd', name: 'Support Bot' },
		unheardOf: true,
	},
};
const ANSWERS: Readonly<Record<ProfileName, (lead: object) => object>> = {
	'1.0': (data) => ({ success: true, data }),
	'2026': (lead) => lead,
};

const CREATE: LoggedRequest = {
	at: 0,
	method: 'POST',
	path: '/api/v1/leads',
	query: {},
	headers: { authorization: 'Bearer sk-workspace_x', 'content-type': 'application/json' },
	rawBody: '{}',
	body: { name: 'Ada Example', email: 'ada@example.com' },
	status: 201,
	responseHeaders: {
		'content-type': 'application/json; charset=utf-8',
		date: 'Mon, 15 Jan 2024 10:30:00 GMT',
		'x-ratelimit-limit': '1000',
		'x-ratelimit-remaining': '999',
		'x-ratelimit-reset': '1705318200',
		'x-ratelimit-used': '1',
	},
};
const LIST: LoggedRequest = { ...CREATE, method: 'GET', rawBody: '', body: undefined, status: 200 };
const UPDATE: LoggedRequest = { ...CREATE, method: 'PUT', path: '/api/v1/chatbots/cb_1/leads/x', status: 200 };

describe('the documents', () => {
	it('are valid OpenAPI 3.1, the second with references to the first', async () => {
		// The validator is an ES module, which jest's own module system does not load: it runs as a process.
		const script = `import { Validator } from '@seriousme/openapi-schema-validator';
			const folder = 'tools/sandbox/contract/';
			const first = new Validator();
			const second = new Validator();
			await second.addSpecRef(folder + 'openapi.yaml', 'openapi.yaml');
			const results = [
				{ ...await first.validate(folder + 'openapi.yaml'), version: first.version },
				{ ...await second.validate(folder + 'openapi-2026.yaml'), version: second.version },
			];
			console.log(JSON.stringify(results));`;
		const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
		const valid = { valid: true, version: '3.1' };
		expect(JSON.parse(stdout)).toEqual([valid, valid]);
	});
});

describe.each(PROFILE_NAMES)('in the contract of %s', (profile) => {
	let contract: Contract;
	const LEAD = LEADS[profile];
	const answerOf = ANSWERS[profile];
	const CREATED = { ...CREATE, responseBody: answerOf(LEAD) };

	beforeAll(async () => {
		contract = await loadContract(profile);
	});

	it('a request passes if it is as documented', () => {
		expect(contract.checkRequest(CREATE)).toEqual([]);
		expect(contract.checkRequest({ ...LIST, query: { page: '2', limit: '100', search: '12' } })).toEqual([]);
		expect(contract.checkRequest({ ...UPDATE, body: { phone: null, status: null } })).toEqual([]);
	});

	it.each<[string, RegExp, Partial<LoggedRequest>]>([
		['an unknown field', /additional/, { body: { name: 'x', email: 'x@example.com', id: '1' } }],
		['no name', /name/, { body: { email: 'x@example.com' } }],
		['a phone that is a number', /phone/, { body: { name: 'x', email: 'x@example.com', phone: 5 } }],
		['metadata that is a list', /metadata/, { body: { name: 'x', email: 'x@example.com', metadata: [] } }],
		['a body that is no JSON', /body/, { body: undefined }],
		['no key', /Authorization/, { headers: { 'content-type': 'application/json' } }],
		['another content type', /text\/plain/, { headers: { authorization: 'Bearer x', 'content-type': 'text/plain' } }],
		['a path that is not there', /not in the contract/, { path: '/api/v1/lead' }],
		['a method that is not there', /not in the contract/, { method: 'PATCH' }],
		['a doubled slash', /not in the contract/, { path: '/api/v1/chatbots//leads' }],
		['an unknown query', /query offset/, { query: { offset: '1' } }],
		['a page that is too long', /query limit/, { ...LIST, query: { limit: '101' } }],
		['a page that is no number', /query page/, { ...LIST, query: { page: 'first' } }],
		['a body where none belongs', /none belongs/, { ...LIST, rawBody: '{}' }],
	])('a request is faulted for %s', (_what, violation, change) => {
		expect(contract.checkRequest({ ...CREATE, ...change }).join('\n')).toMatch(violation);
	});

	it('an answer passes if it is as documented, with more in it too', () => {
		expect(contract.checkAnswer(CREATED)).toEqual([]);
		const teapot = { status: 418, responseBody: { success: false, error: 'No coffee', code: 'TEAPOT' } };
		expect(contract.checkAnswer({ ...CREATED, ...teapot })).toEqual([]);
	});

	const { 'x-ratelimit-reset': _, ...withoutReset } = CREATE.responseHeaders;
	const failure = (code: string, details?: object) => ({ success: false, error: 'It failed', code, details });

	it.each<[string, RegExp, Partial<LoggedRequest>]>([
		['no answer', /no answer/, { status: undefined }],
		['another success', /status 200/, { status: 200 }],
		['a lead without id', /id/, { responseBody: answerOf({ ...LEAD, id: undefined }) }],
		['a time that is none', /createdAt/, { responseBody: answerOf({ ...LEAD, createdAt: 'today' }) }],
		['a missing header', /X-RateLimit-Reset is missing/, { responseHeaders: withoutReset }],
		[
			'a header that is no number',
			/X-RateLimit-Used/,
			{ responseHeaders: { ...CREATE.responseHeaders, 'x-ratelimit-used': 'some' } },
		],
		['another code', /const/, { status: 409, responseBody: failure('VALIDATION_ERROR') }],
		['missing details', /details/, { status: 409, responseBody: failure('DUPLICATE_EMAIL') }],
		['no Retry-After', /Retry-After is missing/, { status: 429, responseBody: failure('RATE_LIMIT_EXCEEDED', {}) }],
		['a page', /content type/, { responseHeaders: { 'content-type': 'text/html' }, responseBody: '<html>' }],
	])('an answer is faulted for %s', (_what, violation, change) => {
		expect(contract.checkAnswer({ ...CREATED, ...change }).join('\n')).toMatch(violation);
	});
});

const body = (fields: object) => ({ body: { name: 'x', email: 'x@example.com', ...fields } });
const limited = (more: object) => ({
	status: 429,
	responseHeaders: { ...CREATE.responseHeaders, 'retry-after': '5' },
	responseBody: { success: false, error: 'Too many', code: 'RATE_LIMIT_EXCEEDED', ...more },
});
const window = { limit: 1, remaining: 0, resetTime: 1705318200 };
const missing = (code: string) => ({ status: 404, responseBody: { success: false, error: 'Not found', code } });

/** What one contract allows and the other does not: each row is true of its profile, and not of the other. */
const DIFFERENCES: Array<[ProfileName, string, LoggedRequest]> = [
	['2026', 'no email', { ...CREATE, body: { name: 'x' } }],
	['1.0', 'a status that is filtered by in lower case', { ...LIST, query: { status: 'lost' } }],
	['1.0', 'an update to follow_up', { ...UPDATE, ...body({ status: 'follow_up' }) }],
	['2026', 'an update to negotiating', { ...UPDATE, ...body({ status: 'negotiating' }) }],
	['2026', 'an update of the priority', { ...UPDATE, ...body({ priority: 'HIGH' }) }],
	['2026', 'notes', { ...UPDATE, ...body({ notes: 'x'.repeat(2000) }) }],
	['2026', 'an email that is cleared', { ...UPDATE, ...body({ email: null }) }],
];
const ANSWER_DIFFERENCES: Array<[ProfileName, string, LoggedRequest]> = [
	['1.0', 'the record in an envelope', { ...CREATE, responseBody: { success: true, data: LEADS['1.0'] } }],
	['2026', 'the bare record', { ...CREATE, responseBody: LEADS['2026'] }],
	['1.0', 'retryAfter in the details', { ...CREATE, ...limited({ details: { ...window, retryAfter: 5 } }) }],
	['2026', 'retryAfter at the top', { ...CREATE, ...limited({ details: window, retryAfter: 5 }) }],
];

describe.each(PROFILE_NAMES)('only the contract of %s', (profile) => {
	const own = ([name]: [ProfileName, string, LoggedRequest]) => name === profile;
	const [other] = PROFILE_NAMES.filter((name) => name !== profile);

	it.each(DIFFERENCES.filter(own))('(%s) allows %s', async (_name, _what, request) => {
		expect((await loadContract(profile)).checkRequest(request)).toEqual([]);
		expect((await loadContract(other)).checkRequest(request)).not.toEqual([]);
	});

	it.each(ANSWER_DIFFERENCES.filter(own))('(%s) allows %s', async (_name, _what, request) => {
		expect((await loadContract(profile)).checkAnswer(request)).toEqual([]);
		expect((await loadContract(other)).checkAnswer(request)).not.toEqual([]);
	});
});

describe('the contract of 2026', () => {
	const { id, ...lead } = LEADS['2026'] as { id: string };

	it.each<[string, RegExp, Partial<LoggedRequest>]>([
		['metadata', /metadata/, { responseBody: { id, ...lead, metadata: {} } }],
		['a status in lower case', /status/, { responseBody: { id, ...lead, status: 'new' } }],
		['a lead without its chatbot', /chatbots/, { responseBody: { id, ...lead, chatbots: undefined } }],
		['the code of another profile', /code/, missing('NOT_FOUND')],
		['retryAfter in the details too', /details/, limited({ details: { ...window, retryAfter: 5 }, retryAfter: 5 })],
	])('faults %s', async (_what, violation, change) => {
		const contract = await loadContract('2026');
		expect(contract.checkAnswer({ ...CREATE, ...change }).join('\n')).toMatch(violation);
	});

	it('lets a client of 1.0 send what is ignored', async () => {
		const contract = await loadContract('2026');
		expect(contract.checkRequest({ ...CREATE, ...body({ status: 'follow_up', metadata: { a: 1 } }) })).toEqual([]);
		expect(contract.checkRequest({ ...UPDATE, body: { metadata: { a: null } } })).toEqual([]);
		expect(contract.checkRequest({ ...LIST, query: { source: 'website' } })).toEqual([]);
	});
});

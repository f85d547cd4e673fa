import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Contract, loadContract, type LoggedRequest } from '~/tools/sandbox';

let contract: Contract;

beforeAll(async () => {
	contract = await loadContract();
});

const LEAD = {
	id: 'cmipr3rf400t3n42y5plvmhd5',
	name: 'Ada Example',
	email: 'ada@example.com',
	status: 'NEGOTIATING',
	createdAt: '2024-01-15T10:30:00.000Z',
	updatedAt: '2024-01-15T10:30:00.000Z',
	workspaceId: 'ws_1',
	unheardOf: true,
};

const CREATED: LoggedRequest = {
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
	responseBody: { success: true, data: LEAD },
};
const LISTED: LoggedRequest = { ...CREATED, method: 'GET', rawBody: '', body: undefined, status: 200 };

describe('the document', () => {
	it('is valid OpenAPI 3.1', async () => {
		// The validator is an ES module, which jest's own module system does not load: it runs as a process.
		const script = `import { Validator } from '@seriousme/openapi-schema-validator';
			const validator = new Validator();
			const result = await validator.validate('tools/sandbox/contract/openapi.yaml');
			console.log(JSON.stringify({ ...result, version: validator.version }));`;
		const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
		expect(JSON.parse(stdout)).toEqual({ valid: true, version: '3.1' });
	});
});

describe('a request', () => {
	it('passes if it is as documented', () => {
		expect(contract.checkRequest(CREATED)).toEqual([]);
		expect(contract.checkRequest({ ...LISTED, query: { page: '2', limit: '100', search: '12' } })).toEqual([]);
		const update = { method: 'PUT', path: '/api/v1/chatbots/cb_1/leads/x', body: { phone: null, status: null } };
		expect(contract.checkRequest({ ...CREATED, ...update })).toEqual([]);
	});

	it.each<[string, RegExp, Partial<LoggedRequest>]>([
		['an unknown field', /additional/, { body: { name: 'x', email: 'x@example.com', id: '1' } }],
		['no email', /email/, { body: { name: 'x' } }],
		['a phone that is a number', /phone/, { body: { name: 'x', email: 'x@example.com', phone: 5 } }],
		['metadata that is a list', /metadata/, { body: { name: 'x', email: 'x@example.com', metadata: [] } }],
		['a body that is no JSON', /body/, { body: undefined }],
		['no key', /Authorization/, { headers: { 'content-type': 'application/json' } }],
		['another content type', /text\/plain/, { headers: { authorization: 'Bearer x', 'content-type': 'text/plain' } }],
		['a path that is not there', /not in the contract/, { path: '/api/v1/lead' }],
		['a method that is not there', /not in the contract/, { method: 'PATCH' }],
		['a doubled slash', /not in the contract/, { path: '/api/v1/chatbots//leads' }],
		['an unknown query', /query offset/, { query: { offset: '1' } }],
		['a page that is too long', /query limit/, { ...LISTED, query: { limit: '101' } }],
		['a page that is no number', /query page/, { ...LISTED, query: { page: 'first' } }],
		['a body where none belongs', /none belongs/, { ...LISTED, rawBody: '{}' }],
	])('is faulted for %s', (_what, violation, change) => {
		expect(contract.checkRequest({ ...CREATED, ...change }).join('\n')).toMatch(violation);
	});
});

describe('an answer', () => {
	it('passes if it is as documented, with more in it too', () => {
		expect(contract.checkAnswer(CREATED)).toEqual([]);
		const teapot = { status: 418, responseBody: { success: false, error: 'No coffee', code: 'TEAPOT' } };
		expect(contract.checkAnswer({ ...CREATED, ...teapot })).toEqual([]);
	});

	const { 'x-ratelimit-reset': _, ...withoutReset } = CREATED.responseHeaders;
	const failure = (code: string, details?: object) => ({ success: false, error: 'It failed', code, details });

	it.each<[string, RegExp, Partial<LoggedRequest>]>([
		['no answer', /no answer/, { status: undefined }],
		['another success', /status 200/, { status: 200 }],
		['the bare record', /success/, { responseBody: LEAD }],
		['a lead without id', /id/, { responseBody: { success: true, data: { ...LEAD, id: undefined } } }],
		['a time that is none', /createdAt/, { responseBody: { success: true, data: { ...LEAD, createdAt: 'today' } } }],
		['a missing header', /X-RateLimit-Reset is missing/, { responseHeaders: withoutReset }],
		[
			'a header that is no number',
			/X-RateLimit-Used/,
			{ responseHeaders: { ...CREATED.responseHeaders, 'x-ratelimit-used': 'some' } },
		],
		['another code', /const/, { status: 409, responseBody: failure('VALIDATION_ERROR') }],
		['missing details', /details/, { status: 409, responseBody: failure('DUPLICATE_EMAIL') }],
		['no Retry-After', /Retry-After is missing/, { status: 429, responseBody: failure('RATE_LIMIT_EXCEEDED', {}) }],
		['a page', /content type/, { responseHeaders: { 'content-type': 'text/html' }, responseBody: '<html>' }],
	])('is faulted for %s', (_what, violation, change) => {
		expect(contract.checkAnswer({ ...CREATED, ...change }).join('\n')).toMatch(violation);
	});
});

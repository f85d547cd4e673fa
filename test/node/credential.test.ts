import fc from 'fast-check';
import { NodeHelpers, type IHttpRequestOptions } from 'n8n-workflow';
import { containing, matching } from '~/test/matchers';
import { Deadlines } from '~/nodes/PollyBot/pollybot/deadlines';
import { credentialTestTransport } from '~/nodes/PollyBot/pollybot/transport';
import { PollyBotApi } from '~/credentials/PollyBotApi.credentials';
import { startReceiver, type Receiver } from '~/test/receiver';
import { startSandbox, type Sandbox } from '~/tools/sandbox';
import { describeCredential, runWorkflow, testCredential } from './n8nCore';

// Only after n8n is set up.
import { CredentialTestContext } from 'n8n-core';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => {
	sandbox.reset();
});
afterAll(async () => {
	await sandbox.close();
});

const credential = (changes: object = {}) => ({
	apiKey: sandbox.apiKey,
	baseUrl: sandbox.url,
	chatbotId: '',
	...changes,
});
const tried = async (changes?: object) => await testCredential('pollyBotApi', credential(changes));

describe('the credential test', () => {
	it.each([
		['the workspace', {}, '/api/v1/leads'],
		[
			'the chatbot, where one is set',
			{ chatbotId: ' cb_1234567890abcdef ' },
			'/api/v1/chatbots/cb_1234567890abcdef/leads',
		],
		[
			'the chatbot in pasted widget code',
			{ chatbotId: '<script src="https://pollybot.app/w.js" data-chatbot-id="cb_1234567890abcdef"></script>' },
			'/api/v1/chatbots/cb_1234567890abcdef/leads',
		],
	])('asks for one lead of %s, and creates nothing', async (_, changes, path) => {
		expect(await tried(changes)).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(sandbox.requests).toMatchObject([{ method: 'GET', path, query: { limit: '1' } }]);
	});

	it.each(['/', '/api/v1', '/api/v1/'])(
		'tolerates %s after the base URL, and spaces around key and URL',
		async (tail) => {
			expect(await tried({ baseUrl: ` ${sandbox.url}${tail} `, apiKey: ` ${sandbox.apiKey} ` })).toMatchObject({
				status: 'OK',
			});
		},
	);

	it('says that a key is wrong', async () => {
		expect(await tried({ apiKey: 'sk-workspace_test_wrong' })).toEqual({
			status: 'Error',
			message: containing('PollyBot does not accept the API key.'),
		});
	});

	it('says that a chatbot is unknown', async () => {
		expect(await tried({ chatbotId: 'cb_unknown' })).toEqual({
			status: 'Error',
			message: containing("does not know the chatbot in 'Chatbot ID'. Copy its ID again"),
		});
	});

	it('blames no chatbot where none is set', async () => {
		sandbox.fault({ effect: { kind: 'status', status: 404, body: { success: false, error: 'No such workspace' } } });
		const { status, message } = await tried();
		expect(status).toBe('Error');
		expect(message).not.toContain("'Chatbot ID'");
	});

	it.each([
		['a web page', { kind: 'html' }],
		['nothing', { kind: 'empty', status: 200 }],
	] as const)('says that the address answers %s', async (_, effect) => {
		sandbox.fault({ effect });
		expect(await tried()).toEqual({ status: 'Error', message: containing("Check the 'Base URL'") });
	});

	it.each([301, 302, 303, 307, 308])('follows no redirect with %d, and says so', async (status) => {
		sandbox.fault({ effect: { kind: 'redirect', status, location: `${sandbox.url}/api/v1/leads` } });
		expect(await tried()).toEqual({ status: 'Error', message: containing('Enter the final address') });
		expect(sandbox.requests).toHaveLength(1);
	});

	it.each(['http://pollybot.example.com', 'pollybot.app', ''])(
		'rejects the base URL %j in our own words',
		async (baseUrl) => {
			expect(await tried({ baseUrl })).toEqual({ status: 'Error', message: containing('Base URL') });
		},
	);

	it('sends plain http to another host when that is allowed', async () => {
		const { message } = await tried({ baseUrl: 'http://pollybot.invalid', allowInsecureHttp: true });
		expect(message).toContain('There is no server at http://pollybot.invalid.');
	});

	it.each([
		['a failure', { success: false }],
		['a failure with words', { success: false, error: 'Not now', code: 'NOT_NOW' }],
		['nothing', {}],
		['another service', { status: 'ok', data: [] }],
		['a list', []],
		['a text', '"ok"'],
		['leads that are none', { success: true, data: { leads: [{ name: 'Ann' }] } }],
	])('says so if the service responds with 200 and %s', async (_, body) => {
		sandbox.fault({ effect: { kind: 'status', status: 200, body } });
		expect(await tried()).toMatchObject({
			status: 'Error',
			message: matching(/Base URL|HTTP 200, NOT_NOW\): Not now/),
		});
	});

	it('is green if the service responds with the bare list', async () => {
		sandbox.fault({ effect: { kind: 'status', status: 200, body: { leads: [], pagination: { hasNext: false } } } });
		expect(await tried()).toMatchObject({ status: 'OK' });
	});

	it('shows the key of nobody who confuses the fields', async () => {
		for (const changes of [
			{ apiKey: 'https://pollybot.app', baseUrl: 'sk-workspace_test0001' },
			{ baseUrl: 'http://example.com/sk-workspace_test0001' },
			{ chatbotId: sandbox.apiKey },
		]) {
			const { status, message } = await tried(changes);
			expect(status).toBe('Error');
			expect(message).not.toContain('sk-workspace');
		}
	});

	it.each(['.', '..', '\ud800'])('rejects the chatbot ID %j, which would name another path', async (chatbotId) => {
		expect(await tried({ chatbotId })).toEqual({ status: 'Error', message: containing('is not a valid ID') });
		expect(sandbox.requests).toEqual([]);
	});

	it('repeats the key nowhere', async () => {
		for (const changes of [{}, { apiKey: 'sk-workspace_test_wrong' }, { baseUrl: 'https://pollybot.invalid' }]) {
			expect(JSON.stringify(await tried(changes))).not.toContain(sandbox.apiKey);
		}
	});
});

describe('the credential test and the node go to the same address', () => {
	let server: Receiver;
	beforeAll(async () => {
		server = await startReceiver();
	});
	afterAll(async () => {
		await server.close();
	});

	/** What each of the two asks the server for: the test for one lead, the node for a list. */
	async function requestsOf(changes: { baseUrl: string; apiKey?: string; chatbotId?: string }) {
		const data = credential({ apiKey: 'sk-workspace_test', ...changes });
		const scope = (changes.chatbotId ?? '') === '' ? 'workspace' : 'chatbot';
		await testCredential('pollyBotApi', data);
		const parameters = { operation: 'getAll', options: { scope }, limit: 1 };
		await runWorkflow({ items: [{ json: {} }], parameters, credential: data });
		return server.calls.splice(0).map(({ method, path, headers }) => {
			const [address, query] = path.split('?');
			return { method, address, query, host: headers.host, key: headers.authorization };
		});
	}

	const asked = (address: string) => {
		const request = { method: 'GET', address, host: server.url.slice(7), key: 'Bearer sk-workspace_test' };
		return [
			{ ...request, query: 'limit=1' },
			{ ...request, query: 'page=1&limit=1' },
		];
	};

	it.each([
		['', ''],
		['/', ''],
		['/api/v1', ''],
		['/api/v1/leads', ''],
		['/api/v1/chatbots/cb_x/leads?limit=1', ''],
		['/API/V1/Leads/', ''],
		['//api//v1//', ''],
		['/?limit=1#top', ''],
		['#/api/v1', ''],
		['/sub/api/v1/', '/sub'],
		['/Sub/', '/Sub'],
		['/sub/../other', '/other'],
		['\\sub\\api\\v1', '/sub'],
		['/api/v1/sub/api/v1', ''],
		['/my-api/v1', '/my-api/v1'],
		['/a b/ü', '/a%20b/%C3%BC'],
		['\u200b', ''],
		[' \r\n\ufeff', ''],
	])('with %j after the host of the Base URL', async (tail, path) => {
		expect(await requestsOf({ baseUrl: server.url + tail })).toEqual(asked(`${path}/api/v1/leads`));
	});

	it.each<[string, (url: string) => string]>([
		['user information', (url) => url.replace('//', '//user:secret@')],
		['upper case', (url) => url.toUpperCase()],
		['a byte order mark', (url) => `\ufeff${url}`],
		['blanks', (url) => ` \t${url}`],
		['a missing slash', (url) => url.replace('//', '/')],
	])('with %s in the Base URL', async (_, change) => {
		expect(await requestsOf({ baseUrl: change(server.url) })).toEqual(asked('/api/v1/leads'));
	});

	const unseen = [' ', '\n', '\u00a0', '\u200b', '\u200e', '\u2060', '\ufeff', '\u00ad'];

	it.each(unseen)('with %j around the Base URL, the API key and the chatbot ID', async (around) => {
		const [baseUrl = '', apiKey, chatbotId] = [server.url, 'sk-workspace_test', 'cb_x'].map(
			(text) => around + text + around,
		);
		expect(await requestsOf({ baseUrl, apiKey, chatbotId })).toEqual(asked('/api/v1/chatbots/cb_x/leads'));
	});

	it('whatever the Base URL and the chatbot ID hold', async () => {
		const around = fc.string({ unit: fc.constantFrom(...unseen), maxLength: 3 });
		const tail = fc.array(
			fc.constantFrom('/', '/api/v1', '/API/v1/', '/leads', '/sub', '?limit=1', '#top', '/%2F', '/ x'),
			{
				maxLength: 5,
			},
		);
		const id = fc.string({
			unit: fc.constantFrom('a', 'Z', '_', ' ', '/', '?', '#', '%', 'é', '\u200b'),
			maxLength: 5,
		});
		await fc.assert(
			fc.asyncProperty(around, tail, around, id, async (before, parts, after, chatbotId) => {
				const scoped = chatbotId.replaceAll('\u200b', '').trim() === '' ? '' : chatbotId;
				const [test, node] = await requestsOf({
					baseUrl: before + server.url + parts.join('') + after,
					chatbotId: scoped,
				});
				expect(test).toMatchObject({ address: node?.address, host: node?.host, query: 'limit=1' });
			}),
			{ numRuns: 60 },
		);
	});
});

it.each(['headers', 'body'] as const)(
	'the test of a credential waits for no %s that drip without end',
	async (part) => {
		sandbox.fault({ effect: { kind: 'drip', part, everyMs: 20 } });
		const connection = { baseUrl: sandbox.url, apiKey: sandbox.apiKey, chatbotId: '' };
		const send = credentialTestTransport(new CredentialTestContext({} as never), connection, new Deadlines(300));
		expect(await send({ method: 'GET', path: '/api/v1/leads' })).toEqual({ ok: false, error: { code: 'TIMEOUT' } });
	},
);

describe('a request of another node, such as HTTP Request', () => {
	const sign = async (request: IHttpRequestOptions & Record<string, unknown>, changes?: object) =>
		await new PollyBotApi().authenticate(credential(changes), request);

	it('gets the key if it goes to the Base URL, and follows no redirect', async () => {
		const request = {
			url: `${sandbox.url}/api/v1/leads`,
			headers: { Accept: 'application/json' },
			followRedirect: true,
		};
		expect(await sign(request)).toEqual({
			...request,
			headers: { Accept: 'application/json', Authorization: `Bearer ${sandbox.apiKey}` },
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
	});

	it.each([
		['another host', { url: 'https://example.com/api/v1/leads' }, "to its 'Base URL' only"],
		['plain http', { url: 'http://example.com' }, "to its 'Base URL' only"],
		['no host', { url: '/api/v1/leads' }, "to its 'Base URL' only"],
	])('is rejected if it goes to %s', async (_, request, words) => {
		await expect(sign(request)).rejects.toThrow(words);
	});

	it('is rejected if a proxy that it names could read the key, or the credential cannot be used', async () => {
		const request = { url: `${sandbox.url}/api/v1/leads` };
		await expect(sign({ ...request, proxy: 'http://example.com' } as never)).rejects.toThrow('Through this proxy');
		await expect(sign({ url: 'http://example.com' }, { baseUrl: 'http://example.com' })).rejects.toThrow('unencrypted');
	});
});

it('the credential has the fields that saved workflows rely on, and offers plain HTTP where it is asked for', async () => {
	const { properties } = await describeCredential('pollyBotApi');
	expect(properties.map(({ name, type, default: preset }) => [name, type, preset])).toEqual([
		['apiKey', 'string', ''],
		['baseUrl', 'string', 'https://pollybot.app'],
		['chatbotId', 'string', ''],
		['allowInsecureHttp', 'boolean', false],
	]);
	const shown = (baseUrl: string) =>
		properties.filter((property) => NodeHelpers.displayParameter({ baseUrl }, property, null, null)).length === 4;
	const plain = ['http://10.0.0.5', 'http:', ' \u200bHttp://pollybot.local/api', '={{ $vars.url }}'];
	expect(plain.map(shown)).toEqual(plain.map(() => true));
	expect(['https://pollybot.app', '', 'pollybot.app', 'HTTPS://http.example.com'].map(shown)).not.toContain(true);
	const secret = properties.filter(({ typeOptions }) => typeOptions?.password).map(({ name }) => name);
	expect(secret).toEqual(['apiKey']);
});

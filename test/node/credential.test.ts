import { containing } from '~/test/matchers';
import { startSandbox, type Sandbox } from '~/sandbox';
import { describeCredential, testCredential } from './engine';

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
	test.each([
		['the workspace', {}, '/api/v1/leads'],
		[
			'the chatbot, where one is set',
			{ chatbotId: ' cb_1234567890abcdef ' },
			'/api/v1/chatbots/cb_1234567890abcdef/leads',
		],
	])('asks for one lead of %s, and creates nothing', async (_, changes, path) => {
		expect(await tried(changes)).toMatchObject({ status: 'OK' });
		expect(sandbox.requests).toMatchObject([{ method: 'GET', path, query: { limit: '1' } }]);
	});

	test.each(['/', '/api/v1', '/api/v1/'])(
		'tolerates %s behind the base URL, and blanks around key and URL',
		async (tail) => {
			expect(await tried({ baseUrl: ` ${sandbox.url}${tail} `, apiKey: ` ${sandbox.apiKey} ` })).toMatchObject({
				status: 'OK',
			});
		},
	);

	test('says that a key is wrong', async () => {
		expect(await tried({ apiKey: 'sk-workspace_test_wrong' })).toEqual({
			status: 'Error',
			message: 'PollyBot does not accept this API key. Copy the whole key again from PollyBot.',
		});
	});

	test('says that a chatbot is unknown', async () => {
		expect(await tried({ chatbotId: 'cb_unknown' })).toEqual({
			status: 'Error',
			message: containing('does not know this chatbot'),
		});
	});

	test.each([
		['a web page', { kind: 'html' }],
		['nothing', { kind: 'empty', status: 200 }],
	] as const)('says that the address answers %s', async (_, effect) => {
		sandbox.fault({ effect });
		expect(await tried()).toEqual({ status: 'Error', message: containing('Check the Base URL') });
	});

	test.each([301, 302, 303, 307, 308])('follows no redirect with %d, and says so', async (status) => {
		sandbox.fault({ effect: { kind: 'redirect', status, location: `${sandbox.url}/api/v1/leads` } });
		expect(await tried()).toEqual({ status: 'Error', message: containing('Enter the final address') });
		expect(sandbox.requests).toHaveLength(1);
	});

	test.each(['http://pollybot.example.com', 'pollybot.app', ''])(
		'refuses the base URL %j in our own words',
		async (baseUrl) => {
			expect(await tried({ baseUrl })).toEqual({ status: 'Error', message: containing('Base URL') });
		},
	);

	test('sends plain http to another host when that is allowed', async () => {
		const { message } = await tried({ baseUrl: 'http://pollybot.invalid', allowInsecureHttp: true });
		expect(message).toContain('ENOTFOUND');
	});

	test('repeats the key nowhere', async () => {
		for (const changes of [{}, { apiKey: 'sk-workspace_test_wrong' }, { baseUrl: 'https://pollybot.invalid' }]) {
			expect(JSON.stringify(await tried(changes))).not.toContain(sandbox.apiKey);
		}
	});
});

test('the credential has the fields that saved workflows rely on', async () => {
	const { properties } = await describeCredential('pollyBotApi');
	expect(properties.map(({ name, type, default: preset }) => [name, type, preset])).toEqual([
		['apiKey', 'string', ''],
		['baseUrl', 'string', 'https://pollybot.app'],
		['chatbotId', 'string', ''],
		['webhookSecret', 'string', ''],
		['allowInsecureHttp', 'boolean', false],
	]);
	const secret = properties.filter(({ typeOptions }) => typeOptions?.password).map(({ name }) => name);
	expect(secret).toEqual(['apiKey', 'webhookSecret']);
});

import { nodeCredentials } from '~/tools/n8n/workflow';
import { pollyBotInN8n } from './support/pollyBotInN8n';
import { startWebPage, type WebPage } from './support/webPage';

const { sandbox, rest, credential, newCredential } = pollyBotInN8n();

let page: WebPage;

beforeAll(async () => {
	page = await startWebPage();
});

afterAll(async () => {
	await page.close();
});

/** Saves a credential and tests it, as the editor does. */
async function test(data: Record<string, unknown>): Promise<{ status: string; message: string }> {
	const { url: baseUrl, apiKey } = sandbox();
	const whole = { baseUrl, apiKey, chatbotId: '', allowInsecureHttp: false, ...data };
	return await rest().testCredential(await newCredential(whole), whole);
}

describe('a right key', () => {
	it.each([
		['in the workspace', {}],
		['for a chatbot', { chatbot: true }],
	])('is green %s, and the test asks for one lead only', async (_, { chatbot }: { chatbot?: boolean }) => {
		const result = await test(chatbot ? { chatbotId: sandbox().chatbotId } : {});
		expect(result).toEqual({ status: 'OK', message: 'Connection successful!' });
		const path = chatbot ? `/api/v1/chatbots/${sandbox().chatbotId}/leads` : '/api/v1/leads';
		expect(sandbox().requests).toMatchObject([{ method: 'GET', path, query: { limit: '1' } }]);
	});

	it.each(['/api/v1/', '/api/v1/chatbots/cb_x/leads?limit=1', '\u200b'])(
		'is green with spaces around it, and with %j after the base URL',
		async (tail) => {
			const result = await test({ apiKey: ` ${sandbox().apiKey}\n`, baseUrl: sandbox().url + tail });
			expect(result.status).toBe('OK');
		},
	);
});

describe('what is wrong', () => {
	it.each([
		['a wrong key', () => ({ apiKey: 'sk-workspace_wrong' }), 'does not accept the API key'],
		['an unknown chatbot', () => ({ chatbotId: 'cb_unknown' }), 'Chatbot ID'],
		['an unknown host', () => ({ baseUrl: 'https://pollybot.invalid' }), 'There is no server at'],
		['nobody listening', () => ({ baseUrl: 'http://127.0.0.1:1' }), 'does not accept connections'],
		['a base URL that answers with a web page', () => ({ baseUrl: page.url }), 'Base URL'],
		['plain http to another host', () => ({ baseUrl: 'http://pollybot.example.com' }), 'https'],
	])('%s: the message says what is wrong', async (_, data, words) => {
		const { status, message } = await test(data());
		expect(status).toBe('Error');
		expect(message).toContain(words);
	});

	it.each([{ success: false }, {}, { status: 'ok' }, []])('the service responds with 200 and %j', async (body) => {
		sandbox().fault({ effect: { kind: 'status', status: 200, body } });
		expect((await test({})).status).toBe('Error');
	});

	it('a redirect is not followed: the key stays with the host that was named', async () => {
		const before = page.requests();
		sandbox().fault({ effect: { kind: 'redirect', location: `${page.url}/leads` } });
		const result = await test({});
		expect(result.status).toBe('Error');
		expect(result.message).toContain('redirect');
		expect(page.requests()).toBe(before);
	});

	it('plain http to another host sends nothing, and is allowed when the user says so', async () => {
		const refused = await test({ baseUrl: 'http://pollybot.example.com' });
		const allowed = await test({ baseUrl: 'http://pollybot.example.com', allowInsecureHttp: true });
		expect(allowed.message).not.toBe(refused.message);
	});
});

describe('the node HTTP Request with the credential', () => {
	async function request(parameters: Record<string, unknown>) {
		const credentials = nodeCredentials(credential());
		const signed = { authentication: 'predefinedCredentialType', nodeCredentialType: 'pollyBotApi', ...parameters };
		const at = (name: string, type: string, typeVersion: number) => ({ id: name, name, type, typeVersion });
		const workflow = await rest().importWorkflow({
			name: 'HTTP Request',
			nodes: [
				{ ...at('Start', 'n8n-nodes-base.manualTrigger', 1), position: [0, 0], parameters: {} },
				{ ...at('Ask', 'n8n-nodes-base.httpRequest', 4.2), position: [200, 0], parameters: signed, credentials },
			],
			connections: { Start: { main: [[{ node: 'Ask', type: 'main', index: 0 }]] } },
		});
		return await rest().run(workflow, 'Start');
	}

	it('reaches the Base URL', async () => {
		expect((await request({ url: `${sandbox().url}/api/v1/leads` })).status).toBe('success');
		expect(sandbox().requests).toMatchObject([{ status: 200 }]);
	});

	it.each([
		['another host', () => ({ url: page.url }), "to its 'Base URL' only"],
		['no host', () => ({ url: '/api/v1/leads' }), ''],
		[
			'the Base URL by a proxy that could read the key',
			() => ({ url: `${sandbox().url}/api/v1/leads`, options: { proxy: page.url } }),
			'Through this proxy',
		],
	])('sends nothing to %s', async (_, parameters, words) => {
		const before = page.requests();
		const execution = await request(parameters());
		expect(execution.status).toBe('error');
		expect(JSON.stringify(execution)).toContain(words);
		expect(JSON.stringify(execution)).not.toContain(sandbox().apiKey);
		expect([page.requests(), sandbox().requests.length]).toEqual([before, 0]);
	});

	it('follows no redirect with the key', async () => {
		const before = page.requests();
		sandbox().fault({ effect: { kind: 'redirect', location: page.url } });
		await request({ url: `${sandbox().url}/api/v1/leads` });
		expect(page.requests()).toBe(before);
		expect(sandbox().requests).toHaveLength(1);
	});
});

import { n8nLine } from './support/host';
import { pollyBotInN8n } from './support/pollyBotInN8n';
import { startWebPage, type WebPage } from './support/webPage';

const { sandbox, rest, newCredential } = pollyBotInN8n();

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
	const whole = { baseUrl, apiKey, chatbotId: '', webhookSecret: '', allowInsecureHttp: false, ...data };
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
	// n8n gives a credential a say in some cases only, and in the 1.x line in fewer: the rest are its own words.
	it.each([
		[
			'a wrong key',
			() => ({ apiKey: 'sk-workspace_wrong' }),
			{ 1: /^Authorization failed/, 2: /does not accept this API key/ },
		],
		['an unknown chatbot', () => ({ chatbotId: 'cb_unknown' }), { 1: /could not be found/, 2: /Chatbot ID/ }],
		[
			'an unknown host',
			() => ({ baseUrl: 'https://pollybot.invalid' }),
			{ 1: /incorrect host \(domain\)/, 2: /^ENOTFOUND$/ },
		],
		[
			'nobody listening',
			() => ({ baseUrl: 'http://127.0.0.1:1' }),
			{ 1: /refused the connection/, 2: /^ECONNREFUSED$/ },
		],
		['a base URL that answers with a web page', () => ({ baseUrl: page.url }), { 1: /Base URL/, 2: /Base URL/ }],
		['plain http to another host', () => ({ baseUrl: 'http://pollybot.example.com' }), { 1: /https/, 2: /https/ }],
	])('%s: the message says what is wrong', async (_, data, messages) => {
		const result = await test(data());
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(messages[n8nLine()]);
	});

	it('a redirect is not followed: the key stays with the host that was named', async () => {
		const before = page.requests();
		sandbox().fault({ effect: { kind: 'redirect', location: `${page.url}/leads` } });
		const result = await test({});
		expect(result.status).toBe('Error');
		expect(result.message).toMatch({ 1: /302/, 2: /redirect/i }[n8nLine()]);
		expect(page.requests()).toBe(before);
	});

	it('plain http to another host sends nothing, and is allowed when the user says so', async () => {
		const refused = await test({ baseUrl: 'http://pollybot.example.com' });
		const allowed = await test({ baseUrl: 'http://pollybot.example.com', allowInsecureHttp: true });
		expect(allowed.message).not.toBe(refused.message);
	});
});

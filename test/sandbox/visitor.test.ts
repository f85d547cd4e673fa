import axios from 'axios';
import { type Sandbox, startSandbox } from '~/tools/sandbox';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ leads: [{ name: 'Seed Example', email: 'seed@example.com' }] });
});
beforeEach(() => {
	sandbox.reset();
});
afterAll(() => sandbox.close());

const port = () => new URL(sandbox.url).port;

/** What a web page in a browser on this machine might send: none of it needs the page's consent to be asked for first. */
const VISITS = [
	['POST', '/sandbox/webhooks', '{"url":"https://example.com","secret":"whsec_test"}'],
	['POST', '/sandbox/leads', '{"name":"Ada Example","email":"ada@example.com"}'],
	['DELETE', '/sandbox/webhooks/wh_1', undefined],
	['GET', '/', undefined],
	['GET', '/api/v1/leads', undefined],
	['POST', '/api/v1/leads', '{"name":"Ada Example","email":"ada@example.com"}'],
] as const;

const visit = async (method: string, url: string, data: string | undefined, headers: Record<string, string>) =>
	await axios.request<unknown>({
		method,
		url,
		data,
		baseURL: sandbox.url,
		headers: { 'Content-Type': 'text/plain', Authorization: `Bearer ${sandbox.apiKey}`, ...headers },
		validateStatus: () => true,
		proxy: false,
	});

describe.each<[string, () => Record<string, string>]>([
	['the origin of another page', () => ({ Origin: 'https://www.example.com' })],
	['an origin that is hidden', () => ({ Origin: 'null' })],
	['the origin of another port', () => ({ Origin: 'http://127.0.0.1:1' })],
	['a host whose name leads here', () => ({ Host: `www.example.com:${port()}` })],
	[
		'a host whose name leads here, and its origin',
		() => ({ Host: `x.example.com:${port()}`, Origin: `http://x.example.com:${port()}` }),
	],
	['another port', () => ({ Host: '127.0.0.1:1' })],
])('%s', (_, headers) => {
	it.each(VISITS)('is rejected: %s %s changes and tells nothing', async (method, url, body) => {
		const { status, data } = await visit(method, url, body, headers());
		expect(status).toBe(403);
		expect(JSON.stringify(data)).not.toContain('seed@example.com');
		expect(sandbox.leads()).toHaveLength(1);
		expect(sandbox.webhooks()).toEqual([]);
		expect(sandbox.requests).toEqual([]);
	});
});

describe.each<[string, () => Record<string, string>]>([
	['a program, which names no origin', () => ({})],
	['the page itself', () => ({ Origin: sandbox.url })],
	['the page as localhost', () => ({ Host: `localhost:${port()}`, Origin: `http://localhost:${port()}` })],
])('%s', (_, headers) => {
	it.each(VISITS)('is served: %s %s', async (method, url, body) => {
		expect((await visit(method, url, body, headers())).status).toBeLessThan(300);
	});
});

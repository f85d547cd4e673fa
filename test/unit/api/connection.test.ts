import { readConnection } from '~/nodes/PollyBot/api/connection';

const key = 'sk-workspace_test0000000000000000000000000000000000000000000000000';

describe('the base URL', () => {
	test.each([
		['https://pollybot.app', 'https://pollybot.app'],
		['https://pollybot.app/', 'https://pollybot.app'],
		['https://pollybot.app/api/v1', 'https://pollybot.app'],
		['https://pollybot.app/api/v1/', 'https://pollybot.app'],
		[' https://pollybot.app// ', 'https://pollybot.app'],
		['https://example.com/polly/', 'https://example.com/polly'],
		['https://example.com/polly/api/v1', 'https://example.com/polly'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
		['http://localhost:4010/api/v1', 'http://localhost:4010'],
		['http://[::1]:4010', 'http://[::1]:4010'],
	])('%s is tolerated', (given, baseUrl) => {
		expect(readConnection({ apiKey: key, baseUrl: given }).connection?.baseUrl).toBe(baseUrl);
	});

	test.each([
		'http://pollybot.example.com',
		'http://127.0.0.1.example.com',
		'http://localhost.example.com',
		'http://10.0.0.1',
	])('%s is refused, unless insecure HTTP is allowed', (baseUrl) => {
		expect(readConnection({ apiKey: key, baseUrl }).problem).toContain('unencrypted');
		expect(readConnection({ apiKey: key, baseUrl, allowInsecureHttp: true }).connection?.baseUrl).toBe(baseUrl);
	});

	test.each(['', 'pollybot.app', 'ftp://pollybot.app', 'not a url', 'https://'])('%j is no web address', (baseUrl) => {
		expect(readConnection({ apiKey: key, baseUrl }).problem).toContain('is no web address');
	});
});

describe('the API key', () => {
	test('is trimmed', () => {
		expect(readConnection({ apiKey: ` ${key}\n`, baseUrl: 'https://pollybot.app' }).connection?.apiKey).toBe(key);
	});

	test.each([undefined, '', '  '])('%j is none', (apiKey) => {
		expect(readConnection({ apiKey, baseUrl: 'https://pollybot.app' }).problem).toContain('has no API key');
	});

	test.each([`${key} ${key}`, `${key}\r\nX-Injected: 1`, 'sk-wörkspace'])(
		'%j is refused, and not repeated',
		(apiKey) => {
			const { problem } = readConnection({ apiKey, baseUrl: 'https://pollybot.app' });
			expect(problem).toContain('Paste the key again');
			expect(problem).not.toContain(apiKey);
		},
	);
});

test('a chatbot ID is trimmed, and may be absent', () => {
	const base = { apiKey: key, baseUrl: 'https://pollybot.app' };
	expect(readConnection({ ...base, chatbotId: ' cb_1 ' }).connection?.chatbotId).toBe('cb_1');
	expect(readConnection(base).connection?.chatbotId).toBe('');
});

test('a password in the base URL is not kept', () => {
	const read = readConnection({ apiKey: key, baseUrl: 'http://user:secret@example.com' });
	expect(read.problem).not.toContain('secret');
});

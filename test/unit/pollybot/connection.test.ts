import fc from 'fast-check';
import { hideSecret, readConnection } from '~/nodes/PollyBot/pollybot/connection';
import { BAD_CREDENTIALS } from '~/nodes/PollyBot/messages/sentences';

const key = 'sk-workspace_test0000000000000000000000000000000000000000000000000';

/** What the person who filled in a credential reads about it. */
function problemOf(credential: object): string | undefined {
	const { error } = readConnection(credential);
	return error === undefined ? undefined : BAD_CREDENTIALS[error];
}

describe('the base URL', () => {
	it.each([
		['https://pollybot.app', 'https://pollybot.app'],
		['https://pollybot.app/', 'https://pollybot.app'],
		['https://pollybot.app/api/v1', 'https://pollybot.app'],
		['https://pollybot.app/api/v1/', 'https://pollybot.app'],
		[' https://pollybot.app// ', 'https://pollybot.app'],
		['https://example.com/polly/', 'https://example.com/polly'],
		['https://example.com/polly/api/v1', 'https://example.com/polly'],
		['https://pollybot.app/api/v1/leads', 'https://pollybot.app'],
		['https://pollybot.app/api/v1/chatbots/cb_x/leads?limit=1', 'https://pollybot.app'],
		['https://pollybot.app/api/v1/leads/lead_1#section', 'https://pollybot.app'],
		['https://pollybot.app/api/v1?x=/sub', 'https://pollybot.app'],
		['https://pollybot.app/?utm_source=mail#top', 'https://pollybot.app'],
		['HTTPS://PollyBot.APP/API/V1/Leads', 'https://pollybot.app'],
		['https://pollybot.app//api//v1//leads', 'https://pollybot.app'],
		['https://example.com/sub/api/v1/', 'https://example.com/sub'],
		['https://example.com/Sub/api/v1/leads/', 'https://example.com/Sub'],
		['https://example.com/api/v1/sub/api/v1', 'https://example.com'],
		['https://example.com/my-api/v1', 'https://example.com/my-api/v1'],
		['https://example.com/api/v10/leads', 'https://example.com/api/v10/leads'],
		['https://user:secret@example.com/api/v1', 'https://example.com'],
		['https://pollybot.app:443/', 'https://pollybot.app'],
		['\ufeffhttps://pollybot.app/api/v1\u200b', 'https://pollybot.app'],
		['\u200e\u00a0https://pollybot.app/\u2060\r\n', 'https://pollybot.app'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
		['http://localhost:4010/api/v1', 'http://localhost:4010'],
		['http://[::1]:4010', 'http://[::1]:4010'],
	])('%s is tolerated', (given, baseUrl) => {
		expect(readConnection({ apiKey: key, baseUrl: given }).value?.baseUrl).toBe(baseUrl);
	});

	it('is the same whatever was pasted after it and around it', () => {
		const around = fc.string({
			unit: fc.constantFrom(' ', '\n', '\u00a0', '\u200b', '\u200e', '\u2060', '\ufeff', '\u00ad'),
			maxLength: 4,
		});
		const behind = fc.tuple(
			fc.constantFrom('/api/v1', '/API/v1', '//api/v1'),
			fc.constantFrom('', '/'),
			fc.webPath(),
			fc.constantFrom('', '?limit=1', '#top', '?next=/api/v1/#x'),
		);
		fc.assert(
			fc.property(around, around, behind, (before, after, [version, slash, path, tail]) => {
				const given = `${before}https://example.com/sub${version}${path || slash}${tail}${after}`;
				expect(readConnection({ apiKey: key, baseUrl: given }).value?.baseUrl).toBe('https://example.com/sub');
			}),
		);
	});

	it.each([
		'http://pollybot.example.com',
		'http://127.0.0.1.example.com',
		'http://localhost.example.com',
		'http://pollybot.localhost',
		'http://0.0.0.0',
		'http://[::ffff:127.0.0.1]',
		'http://10.0.0.1',
	])('%s is rejected, unless insecure HTTP is allowed', (baseUrl) => {
		expect(problemOf({ apiKey: key, baseUrl })).toContain('unencrypted');
		expect(readConnection({ apiKey: key, baseUrl, allowInsecureHttp: true }).value?.baseUrl).toBe(
			new URL(baseUrl).origin,
		);
	});

	it.each(['', 'pollybot.app', 'ftp://pollybot.app', 'not a url', 'https://'])('%j is no web address', (baseUrl) => {
		expect(problemOf({ apiKey: key, baseUrl })).toContain('is not a web address');
	});
});

describe('the API key', () => {
	it('is trimmed', () => {
		expect(readConnection({ apiKey: ` ${key}\n`, baseUrl: 'https://pollybot.app' }).value?.apiKey).toBe(key);
	});

	it('is trimmed of characters that nobody sees', () => {
		const apiKey = `\ufeff\u200b${key}\u2060\u00a0\u0000`;
		expect(readConnection({ apiKey, baseUrl: 'https://pollybot.app' }).value?.apiKey).toBe(key);
	});

	it.each([undefined, '', '  ', '\u200b', '\ufeff \u2060'])('%j is none', (apiKey) => {
		expect(problemOf({ apiKey, baseUrl: 'https://pollybot.app' })).toContain('has no API key');
	});

	it('may have 500 characters and no more, and is hidden then too', () => {
		const apiKey = 'sk-workspace_'.padEnd(500, 'a+/b');
		expect(readConnection({ apiKey, baseUrl: 'https://pollybot.app' }).value?.apiKey).toBe(apiKey);
		expect(hideSecret(`Bearer ${apiKey}`, apiKey)).toBe('Bearer ***');
		expect(problemOf({ apiKey: `${apiKey}a`, baseUrl: 'https://pollybot.app' })).toContain('is too long');
	});

	it.each([`${key} ${key}`, `${key}\r\nX-Injected: 1`, 'sk-wörkspace'])(
		'%j is rejected, and not repeated',
		(apiKey) => {
			const problem = problemOf({ apiKey, baseUrl: 'https://pollybot.app' });
			expect(problem).toContain('Paste the key again');
			expect(problem).not.toContain(apiKey);
		},
	);
});

it('a chatbot ID is trimmed, and may be absent', () => {
	const base = { apiKey: key, baseUrl: 'https://pollybot.app' };
	for (const chatbotId of [' cb_1 ', '\ufeffcb_1\u200b', '\u200ecb_1\u00a0\n']) {
		expect(readConnection({ ...base, chatbotId }).value?.chatbotId).toBe('cb_1');
	}
	expect(readConnection({ ...base, chatbotId: '\u200b' }).value?.chatbotId).toBe('');
	expect(readConnection(base).value?.chatbotId).toBe('');
});

it('a password in the base URL is not kept', () => {
	expect(problemOf({ apiKey: key, baseUrl: 'http://user:secret@example.com' })).not.toContain('secret');
});

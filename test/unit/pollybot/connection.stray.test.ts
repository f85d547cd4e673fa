import fc from 'fast-check';
import { findStray } from '~/nodes/PollyBot/pollybot/connection';

const of = (baseUrl: string, request: unknown) =>
	findStray(request, { baseUrl, apiKey: 'sk-workspace_test1', chatbotId: '' });

const HOME = 'https://pollybot.app';

it.each([
	{ url: `${HOME}/api/v1/leads` },
	{ url: HOME },
	{ url: 'HTTPS://PollyBot.APP:443/x' },
	{ uri: `${HOME}/api/v1/leads`, method: 'GET' },
	{ url: new URL(`${HOME}/x`) },
	{ url: '/api/v1/leads', baseURL: HOME },
	{ url: 'leads', baseURL: `${HOME}/api/v1/` },
	{ baseURL: HOME },
	{ url: `${HOME}/x`, baseURL: HOME },
	{ url: `${HOME}/x`, proxy: 'http://10.0.0.1:3128' },
	{ url: `${HOME}/x`, rejectUnauthorized: false },
	{ url: `${HOME}/x`, proxy: '', rejectUnauthorized: false },
	{ url: `${HOME}/x`, uri: null, baseURL: '' },
	{ url: `${HOME}/x`, headers: { Accept: '*/*', host: 'POLLYBOT.app' } },
	{ url: `${HOME}/x`, headers: { Host: 'pollybot.app:443' } },
	{ url: `${HOME}/x`, agentOptions: { ca: 'a certificate' } },
	{ url: `${HOME}/x`, proxy: 'http://10.0.0.1:3128', agentOptions: { cert: 'a certificate', key: 'its key' } },
])('the key goes with %j', (request) => {
	expect(of(HOME, request)).toBeUndefined();
});

it.each([
	{},
	undefined,
	'https://pollybot.app',
	{ url: '' },
	{ url: '/api/v1/leads' },
	{ url: 'pollybot.app/x' },
	{ url: 'http://pollybot.app/x' },
	{ url: 'https://pollybot.app:8443/x' },
	{ url: 'https://pollybot.app.example.com/x' },
	{ url: 'https://pollybot.app@example.com/x' },
	{ url: 'https://example.com/https://pollybot.app' },
	{ url: 'https://example.com\\@pollybot.app' },
	{ url: 'https:\\\\example.com' },
	{ url: '//example.com', baseURL: HOME },
	{ url: '\\\\example.com', baseURL: HOME },
	{ url: ' https://example.com', baseURL: HOME },
	{ url: 'ht\ttps://example.com', baseURL: HOME },
	{ url: 'https://example.com/x', baseURL: HOME },
	{ url: `${HOME}/x`, uri: 'https://example.com' },
	{ url: `${HOME}/x`, baseURL: 'https://example.com' },
	{ url: 'x', baseURL: '/' },
	{ url: 'data:text/plain,x' },
	{ url: ['https://example.com'], uri: HOME },
	{ url: { href: 'https://example.com' }, uri: HOME },
	{ url: HOME, baseURL: ['https://example.com'] },
	{ url: HOME, headers: { Host: 'example.com' } },
	{ url: HOME, headers: { hOST: 'pollybot.app:8443' } },
	{ url: HOME, headers: { Host: ['pollybot.app'] } },
	{ url: HOME, headers: { Host: 'pollybot.app', host: 'example.com' } },
	{ url: HOME, headers: { Host: '' } },
	{ url: HOME, headers: { Host: 'pollybot.app@example.com' } },
	{ url: HOME, headers: [['Host', 'example.com']] },
])('the key does not go with %j', (request) => {
	expect(of(HOME, request)).toBe('elsewhere');
});

it.each([
	[HOME, { url: HOME, proxy: 'http://example.com', rejectUnauthorized: false }],
	[HOME, { url: HOME, proxy: { host: 'example.com', port: 80 }, skipSslCertificateValidation: true }],
	[HOME, { url: HOME, proxy: 'http://example.com', agentOptions: { ca: 'a certificate' } }],
	[HOME, { url: HOME, proxy: 'http://example.com', agentOptions: { rejectUnauthorized: false } }],
	['http://localhost', { url: 'http://localhost/x', proxy: 'http://example.com' }],
])('with the Base URL %s a proxy could read the key of %j', (baseUrl, request) => {
	expect(of(baseUrl, request)).toBe('readable');
});

it('no URL of another host gets the key, however it is written and split', () => {
	const slash = fc.constantFrom('/', '\\', '//', '\\/', '///');
	const before = fc.constantFrom('', ' ', '\t', 'https:', 'http:', 'HTTPS:', 'ftp:', 'user@', 'https:\n');
	const host = fc.constantFrom(
		'example.com',
		'pollybot.app@example.com',
		'example.com#@pollybot.app',
		'example.com?pollybot.app',
	);
	fc.assert(
		fc.property(before, slash, host, fc.boolean(), (scheme, slashes, name, joined) => {
			const url = scheme + slashes + name;
			if (of(HOME, joined ? { url, baseURL: HOME } : { url }) !== undefined) return;
			// Both ways in which request libraries read the two parts.
			const readings = joined ? [new URL(url, HOME), new URL(`${HOME}/${url.replace(/^\/+/, '')}`)] : [new URL(url)];
			expect(readings.map(({ origin }) => origin)).toEqual(readings.map(() => HOME));
		}),
	);
});

import { readCommandLine } from '~/tools/sandbox/commandLine';

describe('npm run sandbox', () => {
	it('starts the documented PollyBot at port 4010', () => {
		expect(readCommandLine([], { PORT: ' ' })).toEqual({ profile: '1.0', port: 4010 });
	});

	it.each(['1.0', '2026'])('-- --profile %s starts that one', (profile) => {
		expect(readCommandLine(['--profile', profile], {}).profile).toBe(profile);
		expect(readCommandLine([`--profile=${profile}`], {}).profile).toBe(profile);
	});

	it('takes the rest from the environment', () => {
		const environment = {
			PORT: '0',
			API_KEY: ' key ',
			RATE_LIMIT: '5',
			RATE_WINDOW_SECONDS: '0.5',
			LATENCY_MS: '20',
		};
		const options = { port: 0, apiKey: 'key', limit: 5, windowSeconds: 0.5, latencyMs: 20 };
		expect(readCommandLine([], environment)).toMatchObject(options);
	});

	it.each<[string[], Record<string, string>, RegExp]>([
		[['--profile', '2025'], {}, /^--profile is "2025": it must be 1\.0 or 2026\.$/],
		[['--profile'], {}, /--profile <value>/],
		[['--profil', '2026'], {}, /--profil/],
		[['2026'], {}, /2026/],
		[[], { PORT: 'http' }, /^PORT is "http": it must be a number of at least 0\.$/],
		[[], { RATE_LIMIT: '-1' }, /^RATE_LIMIT is "-1": it must be a number of at least 0\.$/],
	])('rejects %j with %j in words', (args, environment, words) => {
		expect(() => readCommandLine(args, environment)).toThrow(words);
	});
});

import execa from 'execa';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { REPOSITORY } from '~/tools/repository';
import { startSandbox } from '~/tools/sandbox';

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1';

let temporary: string;
let environment: NodeJS.ProcessEnv;
let demo: Awaited<ReturnType<typeof runDemo>>;

beforeAll(async () => {
	temporary = await mkdtemp(join(tmpdir(), 'demo-test-'));
	environment = {
		PATH: process.env.PATH,
		HOME: process.env.HOME,
		TMPDIR: temporary,
		npm_config_registry: NOWHERE,
		HTTP_PROXY: NOWHERE,
		HTTPS_PROXY: NOWHERE,
		NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, 'thisMachineOnly.js'))}`,
	};
	await execa('npm', ['run', '--silent', 'build:tools'], { cwd: REPOSITORY, env: environment, extendEnv: false });
	demo = await runDemo();
}, 120_000);

afterAll(async () => {
	await rm(temporary, { recursive: true, force: true });
});

/** Runs what `npm run demo` runs once it has built dist/, which the tests beside this one are reading just now. */
async function runDemo(flags: string[] = [], destination: NodeJS.ProcessEnv = {}) {
	const script = join(REPOSITORY, '.build', 'tools', 'demo', 'main.js');
	// A separate process group, in which leftover processes are found.
	const options = { env: { ...environment, ...destination }, extendEnv: false, detached: true, reject: false } as const;
	const child = execa(process.execPath, [script, ...flags], options);
	const { exitCode, stdout, stderr } = await child;
	return { exitCode, stdout, stderr, group: Number(child.pid) };
}

describe('npm run demo, in n8n’s own engine', () => {
	it('prints what became of the rows', () => {
		expect(demo).toMatchObject({ exitCode: 0, stderr: '' });
		expect(demo.stdout).toMatch(/^65 rows: 60 created, 3 existing, 2 to correct$/m);
		expect(demo.stdout).toMatch(/^ {2}2 +Maria Gonzalez +maria\.gonzalez@example\.com +lead_\w+ *$/m);
		expect(demo.stdout).toMatch(
			/^ {2}21 +MARIA GONZALEZ +Maria\.Gonzalez@Example\.com +lead_\w+ \(an earlier row\) *$/m,
		);
		expect(demo.stdout).toMatch(/^ {2}56 +Ada King +ada@example\.com +lead_\w+ \(in PollyBot\) *$/m);
		expect(demo.stdout).toMatch(/^ {2}37 +Robert Brown +robert\.brown\(at\)example\.com +.*no @/m);
		expect(demo.stdout).not.toContain('[Item');
	});

	it('says in its last line which engine that was, and how to see it in the real n8n', () => {
		const last = demo.stdout.split('\n').at(-1);
		expect(last).toMatch(/n8n's own execution engine \(n8n-core 2\.[\d.]+\).* real n8n.*: npm run demo -- --n8n$/);
	});

	it('leaves no process and no file', async () => {
		expect(() => process.kill(-demo.group, 0)).toThrow('ESRCH');
		expect(await readdir(temporary)).toEqual([]);
	});

	it('comes to the same when it runs again', async () => {
		const again = await runDemo();
		expect(again.exitCode).toBe(0);
		expect(again.stdout).toMatch(/^65 rows: 60 created, 3 existing, 2 to correct$/m);
	});

	it('says what pollybot.app does not store', async () => {
		const sandbox = await startSandbox({ profile: '2026' });
		const { stdout } = await runDemo([], {
			POLLYBOT_BASE_URL: sandbox.url,
			POLLYBOT_API_KEY: sandbox.apiKey,
			POLLYBOT_CHATBOT_ID: sandbox.chatbotId,
		});
		await sandbox.close();
		expect(stdout).toMatch(/^65 rows: 61 created, 2 existing, 2 to correct$/m);
		expect(stdout).toMatch(/^The node says\n {2}PollyBot returned 6\d leads without metadata: .*Custom Fields/m);
		expect(demo.stdout).not.toContain("PollyBot's answers");
	});

	it('rejects an option that it does not know, and lists those it does', async () => {
		const { exitCode, stderr } = await runDemo(['--n9n']);
		expect(exitCode).toBe(1);
		expect(stderr).toMatch(/no option --n9n[^]*npm run demo -- --n8n [^]*npm run demo -- --open /);
	});
});

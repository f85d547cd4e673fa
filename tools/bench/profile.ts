import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { REPOSITORY } from '~/tools/repository';
import { until } from '~/tools/until';
import { openLaboratory } from './laboratory';
import { httpRequestFields, people, pollyBotFields } from './subjects';

/** Source: the Chrome DevTools protocol, Profiler.Profile. */
const profileSchema = z.object({
	nodes: z.array(
		z.object({
			id: z.number(),
			callFrame: z.object({ functionName: z.string(), url: z.string() }),
			children: z.array(z.number()).default([]),
		}),
	),
	samples: z.array(z.number()),
	timeDeltas: z.array(z.number()),
});

type Profile = z.infer<typeof profileSchema>;

const ROWS = 2000;

/** Where the processor's time goes while n8n runs 2,000 rows: by package, and under the functions that tell the most. */
async function main(): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), 'profile-'));
	const file = path.join(folder, 'run.cpuprofile');
	const profiler = pathToFileURL(path.join(REPOSITORY, 'tools', 'bench', 'profiler.mjs'));
	profiler.searchParams.set('file', file);
	const laboratory = await openLaboratory(20, console.log, ['--import', profiler.href]);
	try {
		for (const subject of [pollyBotFields(), httpRequestFields(laboratory.direct.leadsUrl)]) {
			await laboratory.direct.sandbox.reset();
			await laboratory.measure(subject, people(ROWS));
			await laboratory.direct.sandbox.reset();
			process.kill(laboratory.pid(), 'SIGUSR2');
			await sleep(500);
			const { time } = await laboratory.measure(subject, people(ROWS));
			process.kill(laboratory.pid(), 'SIGUSR2');
			await until('the profile is there', () => existsSync(file));
			await sleep(1000);
			const profile = profileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
			await rm(file);
			console.log(`\n${subject.type}, ${ROWS} rows, ${(time / ROWS).toFixed(2)} ms a row. Milliseconds a row:`);
			print('by package, without what it calls', selfTimes(profile));
			print('under a function, with what it calls', inclusiveTimes(profile));
		}
	} finally {
		await laboratory.close();
		await rm(folder, { recursive: true, force: true });
	}
}

function print(title: string, times: Map<string, number>): void {
	console.log(`  ${title}`);
	const rows = [...times].sort(([, one], [, other]) => other - one).slice(0, 25);
	for (const [name, microseconds] of rows) {
		console.log(`    ${(microseconds / 1000 / ROWS).toFixed(3)}  ${name}`);
	}
}

function selfTimes({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
	const packageOf = new Map(nodes.map(({ id, callFrame }) => [id, packageName(callFrame)]));
	const times = new Map<string, number>();
	samples.forEach((id, index) => {
		add(times, packageOf.get(id) ?? '?', timeDeltas[index] ?? 0);
	});
	return times;
}

/** A function that is called within itself counts once. */
function inclusiveTimes({ nodes, samples, timeDeltas }: Profile): Map<string, number> {
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const parents = new Map(nodes.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
	const above = new Map<number, Set<string>>();
	const namesAbove = (id: number): Set<string> => {
		const known = above.get(id);
		if (known) return known;
		const parent = parents.get(id);
		const frame = byId.get(id)?.callFrame;
		const names = new Set(parent === undefined ? [] : namesAbove(parent));
		if (frame?.functionName) names.add(`${frame.functionName} (${packageName(frame)})`);
		above.set(id, names);
		return names;
	};
	const times = new Map<string, number>();
	samples.forEach((id, index) => {
		for (const name of namesAbove(id)) add(times, name, timeDeltas[index] ?? 0);
	});
	return times;
}

function add(times: Map<string, number>, name: string, time: number): void {
	times.set(name, (times.get(name) ?? 0) + time);
}

function packageName({ functionName, url }: { functionName: string; url: string }): string {
	if (url === '') return functionName;
	const name = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
	return name ?? url.split('/').slice(0, 2).join('/');
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});

import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { REPOSITORY } from '~/tools/repository';
import { until } from '~/tools/until';
import { openLaboratory } from './laboratory';
import { describeOwnCode } from './ownCode';
import { inclusiveTimes, packageName, profileSchema, selfTimes } from './profileTimes';
import { httpRequestFields, people, pollyBotFields } from './subjects';

const ROWS = 2000;

/** Where the processor's time goes while n8n runs 2,000 rows: by package, and under the functions that tell the most. */
async function main(): Promise<void> {
	const folder = await mkdtemp(path.join(tmpdir(), 'profile-'));
	const file = path.join(folder, 'run.cpuprofile');
	const profiler = pathToFileURL(path.join(REPOSITORY, 'tools', 'bench', 'profiler.mjs'));
	profiler.searchParams.set('file', file);
	const laboratory = await openLaboratory(20, console.log, ['--import', profiler.href]);
	const { sandbox, leadsUrl } = laboratory.direct;
	try {
		for (const subject of [pollyBotFields(), httpRequestFields(leadsUrl)]) {
			await sandbox.reset();
			await laboratory.measure(subject, people(ROWS));
			await sandbox.reset();
			process.kill(laboratory.pid(), 'SIGUSR2');
			await sleep(500);
			const { time } = await laboratory.measure(subject, people(ROWS));
			process.kill(laboratory.pid(), 'SIGUSR2');
			await until('the profile is there', () => existsSync(file));
			await sleep(1000);
			const profile = profileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
			await rm(file);
			console.log(`\n${subject.type}, ${ROWS} rows, ${(time / ROWS).toFixed(2)} ms a row. Milliseconds a row:`);
			print(
				'by package, without what it calls',
				selfTimes(profile, ({ callFrame }) => packageName(callFrame)),
			);
			print('under a function, with what it calls', inclusiveTimes(profile));
			console.log(`  ${describeOwnCode(profile, ROWS)}`);
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

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});

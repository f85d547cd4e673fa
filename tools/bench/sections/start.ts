import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { installN8n, type Installation } from '~/tools/n8n/installN8n';
import { installPackage } from '~/tools/n8n/installPackage';
import { createUserFolder, launchN8n } from '~/tools/n8n/process';
import { N8N_VERSION } from '~/tools/n8n/versions';
import { REPOSITORY } from '~/tools/repository';
import { median, megabytes, seconds } from '../figures';
import { residentMemory } from '../processMemory';
import type { Section } from '../section';

const HEALTHY = { path: '/healthz', everyMs: 10 };
/** After /healthz answers, n8n still loads its REST API. */
const SETTLING_MS = 5000;
const COLLECTING_MS = 1500;
const COLLECTOR = pathToFileURL(path.join(REPOSITORY, 'tools', 'bench', 'collector.mjs')).href;

/** What the package adds to the start of n8n, and to the memory of an n8n that does nothing. Starts with and without it take turns. */
export const start: Section = {
	name: 'start',
	standsAlone: true,
	measure: async ({ isQuick, say }) => {
		const installation = await installN8n(N8N_VERSION, say);
		const [own, bare] = [await createUserFolder(), await createUserFolder()];
		try {
			await installPackage(own.path);
			const folders = [
				{ label: 'with the package', path: own.path },
				{ label: 'without it', path: bare.path },
			];
			const starts: Record<string, Start[]> = {};
			// The first round makes the databases and is not counted.
			for (let run = 0; run <= (isQuick ? 1 : 5); run += 1) {
				for (const { label, path } of run % 2 === 0 ? folders : [...folders].reverse()) {
					const started = await measureStart(installation, path);
					say(`n8n ${label}: ${seconds(started.time)}, ${megabytes(started.memory)}`);
					if (run > 0) (starts[label] ??= []).push(started);
				}
			}
			const [withIt = '', without = ''] = folders.map(({ label }) => describe(starts[label] ?? []));
			const work = 'start of n8n: until /healthz answers, and memory then';
			return { results: [{ work, measured: `with the package: ${withIt}`, compared: `without it: ${without}` }] };
		} finally {
			await own.remove();
			await bare.remove();
		}
	},
};

interface Start {
	/** Milliseconds. */
	readonly time: number;
	/** Bytes. */
	readonly memory: number;
}

async function measureStart(installation: Installation, userFolder: string): Promise<Start> {
	const began = performance.now();
	const nodeArguments = ['--expose-gc', '--import', COLLECTOR];
	const n8n = await launchN8n(installation, userFolder, { command: 'start', nodeArguments, ready: HEALTHY });
	const time = performance.now() - began;
	try {
		await sleep(SETTLING_MS);
		// How much garbage lies about is chance, and hides the little that a package adds.
		process.kill(n8n.pid, 'SIGUSR2');
		await sleep(COLLECTING_MS);
		return { time, memory: await residentMemory(n8n.pid) };
	} finally {
		await n8n.stop();
	}
}

function describe(starts: readonly Start[]): string {
	return `${seconds(median(starts.map(({ time }) => time)))}, ${megabytes(median(starts.map(({ memory }) => memory)))}`;
}

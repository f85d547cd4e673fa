import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { until } from '~/tools/until';
import type { Launch, RunningN8n } from '~/tools/n8n/process';
import type { QueueMode } from '~/test/queue/support/queueMode';
import type { Diary } from './diary';
import { readMemory, type Sample } from './memory';

/** The processes of n8n: the worker that lives from beginning to end, and the one that is killed again and again. */
export type Role = 'main' | 'webhook' | 'steady worker' | 'doomed worker';

/** One process of n8n, from its start to its end. */
export interface Life {
	role: Role;
	process: RunningN8n;
	started: number;
	samples: Sample[];
}

const PAUSE_MS = 5000;
const SECONDS_UNTIL_BUSY = 90;

/** n8n's processes, each started again when it ends, as a container's restart policy does. */
export class Fleet {
	/** All processes so far. */
	readonly lives: Life[] = [];
	killed = 0;
	/** Processes that ended without being told to. */
	readonly collapsed: string[] = [];
	private readonly running = new Map<Role, Life>();
	private readonly doomed = new Set<RunningN8n>();
	/** The starts that are under way. */
	private readonly starts = new Set<Promise<void>>();
	private isStopping = false;

	/** @param workers the arguments of a worker */
	constructor(
		private readonly n8n: QueueMode,
		private readonly workers: readonly string[],
		private readonly diary: Diary,
	) {
		const [steady, doomed] = n8n.workers;
		if (!steady || !doomed) throw new Error('There are not two workers.');
		this.adopt('main', n8n.main);
		this.adopt('webhook', n8n.webhook);
		this.adopt('steady worker', steady);
		this.adopt('doomed worker', doomed);
	}

	url(role: Role): string | undefined {
		return this.running.get(role)?.process.url;
	}

	/** Kills the doomed worker without notice, while it runs an execution if that comes soon; another one starts. */
	async killWorker(): Promise<void> {
		const worker = this.running.get('doomed worker')?.process;
		if (!worker) return;
		const busy = async () => (await runningIn(worker)) > 0;
		await until('the worker runs an execution', busy, SECONDS_UNTIL_BUSY, 500).catch(() => undefined);
		await sleep(PAUSE_MS / 2);
		const executions = await runningIn(worker);
		this.doomed.add(worker);
		await worker.kill();
		this.killed += 1;
		this.diary.say(`A worker was killed with ${executions} executions under way.`);
	}

	async sampleMemory(): Promise<void> {
		for (const { role, process, started, samples } of this.running.values()) {
			const mib = await readMemory(process.pid);
			if (mib === undefined) continue;
			const at = Date.now() - started;
			samples.push({ at, mib });
			this.diary.note('memory', { role, pid: process.pid, at, mib });
		}
	}

	/** The newest sample of each process that runs. */
	memoryNow(): Array<[role: Role, mib: number]> {
		return [...this.running].map(([role, { samples }]) => [role, samples.at(-1)?.mib ?? 0]);
	}

	/** Ends all, and keeps what the processes wrote. */
	async stop(): Promise<void> {
		this.isStopping = true;
		await Promise.all(this.starts);
		for (const [index, { role, process }] of this.lives.entries()) {
			this.diary.keep(process.logFile, `${index}-${role.replace(' ', '-')}.log`);
		}
		for (const { logFile } of [this.n8n.postgres, this.n8n.redis]) this.diary.keep(logFile, basename(logFile));
		await this.n8n.stop();
	}

	private adopt(role: Role, process: RunningN8n): void {
		const life: Life = { role, process, started: Date.now(), samples: [] };
		this.lives.push(life);
		this.running.set(role, life);
		void process.ended.then(() => this.replace(life));
	}

	private async replace({ role, process }: Life): Promise<void> {
		if (this.isStopping) return;
		this.running.delete(role);
		if (!this.doomed.has(process)) {
			this.collapsed.push(role);
			this.diary.say(`The ${role} has ended by itself: its log is ${process.logFile}`);
		}
		const start = this.start(role);
		this.starts.add(start);
		await start;
		this.starts.delete(start);
	}

	private async start(role: Role): Promise<void> {
		for (;;) {
			try {
				this.adopt(role, await this.n8n.launch(this.launchOf(role)));
				return;
			} catch (error) {
				if (this.isStopping) return;
				this.diary.say(`The ${role} does not start: ${String(error).slice(0, 300)}`);
				await sleep(PAUSE_MS);
			}
		}
	}

	private launchOf(role: Role): Launch {
		if (role === 'main') return { command: 'start' };
		if (role === 'webhook') return { command: 'webhook' };
		return { command: 'worker', arguments: this.workers };
	}
}

/** How many executions a worker has under way, as it writes in its log. */
async function runningIn(worker: RunningN8n): Promise<number> {
	const log = await readFile(worker.logFile, 'utf8');
	const ids = (what: string) =>
		[...log.matchAll(new RegExp(`Worker ${what} execution (\\d+)`, 'g'))].map(([, id]) => id);
	const finished = new Set(ids('finished'));
	return ids('started').filter((id) => !finished.has(id)).length;
}

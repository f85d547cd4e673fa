import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { QueueMode } from '~/test/queue/support/queueMode';
import type { Launch, RunningN8n } from '~/tools/n8n/process';
import { until } from '~/tools/until';
import type { Diary } from './diary';
import { readMemory, type Sample } from './memory';

/** The processes of n8n: the worker that lives from beginning to end, and the one that is killed again and again. */
export type Role = 'main' | 'webhook' | 'steady worker' | 'doomed worker';

/** One process of n8n, from its start to its end. */
interface Life {
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
	readonly collapsed: Role[] = [];
	private readonly launches: Record<Role, Launch>;
	private readonly running = new Map<Role, Life>();
	private readonly starts = new Set<Promise<void>>();
	private doomed: RunningN8n | undefined;
	private isStopping = false;

	/** @param workers the arguments of a worker */
	constructor(
		private readonly n8n: QueueMode,
		workers: readonly string[],
		private readonly diary: Diary,
	) {
		const worker: Launch = { command: 'worker', arguments: workers };
		const launches = { main: { command: 'start' }, webhook: { command: 'webhook' } } as const;
		this.launches = { ...launches, 'steady worker': worker, 'doomed worker': worker };
		const [steady, doomed] = n8n.workers;
		if (!steady || !doomed) throw new Error('There are not two workers.');
		const processes = { main: n8n.main, webhook: n8n.webhook, 'steady worker': steady, 'doomed worker': doomed };
		for (const [role, process] of Object.entries(processes)) this.adopt(role as Role, process);
	}

	/** Kills the doomed worker without notice, while it runs an execution if that comes soon; another one starts. */
	async killWorker(): Promise<void> {
		const worker = this.running.get('doomed worker')?.process;
		if (!worker) return;
		const isBusy = async () => (await countRunning(worker)) > 0;
		await until('the worker runs an execution', isBusy, SECONDS_UNTIL_BUSY, 500).catch(() => undefined);
		await sleep(PAUSE_MS / 2);
		const executions = await countRunning(worker);
		this.doomed = worker;
		await worker.kill();
		this.killed += 1;
		this.diary.say(`A worker was killed with ${executions} executions under way.`);
	}

	async sampleMemory(): Promise<void> {
		for (const { role, process, started, samples } of this.running.values()) {
			const mib = await readMemory(process.pid);
			if (mib === undefined) continue;
			const sample = { at: Date.now() - started, mib };
			samples.push(sample);
			this.diary.note('memory', { role, pid: process.pid, age: sample.at, mib });
		}
	}

	/** The newest sample of each process that runs, in words. */
	describeMemory(): string {
		return [...this.running]
			.map(([role, { samples }]) => `${role} ${Math.round(samples.at(-1)?.mib ?? 0)} MiB`)
			.join(', ');
	}

	/** Lets no other process start, and keeps what all of them wrote. */
	async close(): Promise<void> {
		this.isStopping = true;
		await Promise.all(this.starts);
		for (const [index, { role, process }] of this.lives.entries())
			this.diary.keep(process.logFile, `${index}-${role.replace(' ', '-')}.log`);
		for (const { logFile } of [this.n8n.postgres, this.n8n.redis]) this.diary.keep(logFile, basename(logFile));
	}

	private adopt(role: Role, process: RunningN8n): void {
		const life: Life = { role, process, started: Date.now(), samples: [] };
		this.lives.push(life);
		this.running.set(role, life);
		if (role === 'main' || role === 'webhook') this.n8n[role] = process;
		void process.ended.then(() => {
			if (this.isStopping) return;
			const start = this.replace(life).finally(() => this.starts.delete(start));
			this.starts.add(start);
		});
	}

	private async replace({ role, process }: Life): Promise<void> {
		this.running.delete(role);
		if (this.doomed !== process) {
			this.collapsed.push(role);
			this.diary.say(`The ${role} has ended by itself: its log is ${process.logFile}`);
		}
		while (!this.isStopping && !this.running.has(role)) {
			try {
				this.adopt(role, await this.n8n.launch(this.launches[role]));
			} catch (error) {
				this.diary.say(`The ${role} does not start: ${String(error).slice(0, 300)}`);
				await sleep(PAUSE_MS);
			}
		}
	}
}

/** How many executions a worker has under way, as it writes in its log. */
async function countRunning(worker: RunningN8n): Promise<number> {
	const log = await readFile(worker.logFile, 'utf8');
	return (log.match(/Worker started execution/g) ?? []).length - (log.match(/Worker finished execution/g) ?? []).length;
}

import { readFile } from 'node:fs/promises';

import type { QueueMode } from '~/test/queue/support/queueMode';
import type { Launch, RunningN8n } from '~/tools/n8n/process';
import { lastLines } from '~/tools/n8n/step';

/** The worker that is killed again and again. */
const DOOMED = 'doomed worker';

/** This share of a process's life is left out: V8 takes memory until it has seen what it needs. */
const WARM_UP = 0.15;

/** n8n's processes, each started again when it ends, as a container's restart policy does. */
export class Fleet {
	killed = 0;
	/** Processes that ended without being told to. */
	readonly collapsed: string[] = [];
	/** What each process that runs has needed since it started, in MiB. */
	private readonly memory = new Map<string, number[]>();
	private readonly running = new Map<string, RunningN8n>();
	private readonly restarts: Array<Promise<void>> = [];
	private isKilling = false;
	private isStopping = false;

	constructor(
		private readonly n8n: QueueMode,
		worker: Launch,
		private readonly say: (line: string) => void,
	) {
		const [steady = n8n.main, doomed = n8n.main] = n8n.workers;
		this.watch('main', n8n.main, { command: 'start' });
		this.watch('webhook', n8n.webhook, { command: 'webhook' });
		this.watch('steady worker', steady, worker);
		this.watch(DOOMED, doomed, worker);
	}

	/** Kills a worker without notice; another one starts. */
	async killWorker(): Promise<void> {
		this.isKilling = true;
		await this.running.get(DOOMED)?.kill();
		this.isKilling = false;
		this.killed += 1;
	}

	async sampleMemory(): Promise<void> {
		for (const [role, { pid }] of this.running) {
			const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
			const kib = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
			if (kib !== undefined) this.memory.get(role)?.push(Number(kib) / 1024);
		}
	}

	/** The medians of both halves of a process's life after it had warmed up. */
	halves(role: string): number[] {
		const samples = this.memory.get(role) ?? [];
		const warm = samples.slice(samples.length * WARM_UP);
		const halves = [warm.slice(0, warm.length / 2), warm.slice(warm.length / 2)];
		return halves.map((half) => half.sort((a, b) => a - b)[half.length >> 1] ?? 0);
	}

	/** Lets no other process start. */
	async close(): Promise<void> {
		this.isStopping = true;
		await Promise.all(this.restarts);
	}

	private watch(role: string, process: RunningN8n, launch: Launch): void {
		this.running.set(role, process);
		this.memory.set(role, []);
		if (role === 'main' || role === 'webhook') this.n8n[role] = process;
		void process.ended.then(() => this.restarts.push(this.replace(role, process, launch)));
	}

	private async replace(role: string, { logFile }: RunningN8n, launch: Launch): Promise<void> {
		this.running.delete(role);
		if (!this.isStopping && !(role === DOOMED && this.isKilling)) {
			this.collapsed.push(role);
			this.say(`The ${role} has ended by itself:\n${await lastLines(logFile)}`);
		}
		while (!this.isStopping && !this.running.has(role)) {
			const started = await this.n8n.launch(launch).catch((error: unknown) => {
				this.say(`The ${role} does not start: ${String(error).slice(0, 300)}`);
			});
			if (started) this.watch(role, started, launch);
		}
	}
}

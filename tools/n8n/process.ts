import axios from 'axios';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';

import { until } from '../until';
import { n8nEnvironment } from './environment';
import { isJsonObject as isRecord } from '../sandbox/json';
import type { Installation } from './installN8n';
import { lastLines } from './step';

const SECONDS_TO_START = 120;
const SECONDS_TO_STOP = 10;

/**
 * Runs inside n8n. Ends n8n and its task runner as soon as the pipe to the starter closes. So nothing is left running,
 * even if the starter is killed. n8n's worker threads load it too, and have no such pipe.
 */
const END_WITH_STARTER = `data:text/javascript,${encodeURIComponent(`
	import { isMainThread } from 'node:worker_threads';
	const end = () => process.kill(-process.pid, 'SIGKILL');
	if (isMainThread && ['start', 'worker', 'webhook'].includes(process.argv[2])) process.stdin.resume().once('close', end);
`)}`;

/** n8n's processes: the editor and REST API, what runs queued executions, and what takes production webhooks only. */
export type N8nCommand = 'start' | 'worker' | 'webhook';

/** What each answers with JSON once it is ready: /healthz of `start` answers before the REST API is there. */
const READY: Record<N8nCommand, string> = {
	start: '/rest/settings',
	worker: '/healthz/readiness',
	webhook: '/healthz/readiness',
};

/** How a process of n8n is started. */
export interface Launch {
	command: N8nCommand;
	/** For the command, such as `--concurrency=5`. */
	arguments?: readonly string[];
	/** Beside what every n8n here is told. */
	env?: NodeJS.ProcessEnv;
}

/** An n8n that runs on this machine, for this machine only. */
export interface RunningN8n {
	url: string;
	/** The process id of n8n itself. */
	pid: number;
	/** Holds all that it writes. */
	logFile: string;
	/** Ends it, and resolves when it has ended. */
	stop: () => Promise<void>;
	/** Ends it and its task runner without notice, as a power cut would, and resolves when it has ended. */
	kill: () => Promise<void>;
	/** Resolves when it has ended, by itself or by `stop`. */
	ended: Promise<void>;
}

/**
 * A separate folder for n8n's database and community packages. It is outside the repository, where a community
 * package would find the repository's node_modules.
 */
export async function createUserFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
	const path = await mkdtemp(join(await realpath(tmpdir()), 'n8n-pollybot-'));
	return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
}

/** Starts n8n on a free port of 127.0.0.1 and waits until it answers (about 20 s). Throws with its log if it does not. */
export async function startN8n(installation: Installation, userFolder: string): Promise<RunningN8n> {
	return await launchN8n(installation, userFolder, { command: 'start' });
}

/** The same for any of n8n's processes. The `url` of a worker has its health check only. */
export async function launchN8n(installation: Installation, userFolder: string, launch: Launch): Promise<RunningN8n> {
	const port = await getPort({ host: '127.0.0.1' });
	const brokerPort = await getPort({ host: '127.0.0.1' });
	const path = [dirname(installation.node), process.env.PATH].join(delimiter);
	const { version } = installation;
	const env = { ...n8nEnvironment({ version, userFolder, port, brokerPort, path }), ...launch.env };
	const logFile = join(userFolder, 'n8n.log');
	const log = await open(logFile, 'a');
	const command = [installation.n8n, launch.command, ...(launch.arguments ?? [])];
	const child = spawn(installation.node, ['--import', END_WITH_STARTER, ...command], {
		cwd: userFolder,
		env,
		// A separate process group: Ctrl-C reaches the starter alone, which then stops n8n in order.
		detached: true,
		stdio: ['pipe', log.fd, log.fd],
	});
	await log.close();
	const ended = once(child, 'close').then(() => undefined, console.error);
	const n8n = {
		url: `http://127.0.0.1:${port}`,
		pid: child.pid ?? 0,
		logFile,
		stop: () => stop(child, ended),
		kill: () => kill(child, ended),
		ended,
	};
	await untilReady(n8n, `n8n ${installation.version} (${launch.command})`, READY[launch.command], child);
	return n8n;
}

async function untilReady(n8n: RunningN8n, name: string, path: string, child: ChildProcess): Promise<void> {
	const answers = async () => {
		const hasEnded = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
		if (hasEnded) throw new Error(`${name} ended while it was starting`);
		return await isReady(`${n8n.url}${path}`);
	};
	await until(`${name} answers`, answers, SECONDS_TO_START, 200).catch(async (error: unknown) => {
		await n8n.stop();
		throw new Error(`${String(error)}. The last lines of its log:\n${await lastLines(n8n.logFile)}`);
	});
}

/** All paths answer 200 with a text until n8n is there. */
async function isReady(url: string): Promise<boolean> {
	try {
		const { data } = await axios.get<unknown>(url, { timeout: 2000, proxy: false });
		return isRecord(data);
	} catch {
		return false;
	}
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
	if (child.pid === undefined) return;
	signalGroup(child.pid, 'SIGTERM');
	const stopped = ended.then(() => true);
	if (!(await Promise.race([stopped, sleep(SECONDS_TO_STOP * 1000, false, { ref: false })]))) {
		await kill(child, ended);
	}
}

async function kill(child: ChildProcess, ended: Promise<void>): Promise<void> {
	if (child.pid === undefined) return;
	signalGroup(child.pid, 'SIGKILL');
	await ended;
}

/** n8n and its task runner are one process group, named by n8n's own process id. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch {
		// It has ended already.
	}
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { until } from '../../until';

const SECONDS_TO_START = 30;

/**
 * Runs a server and interrupts it as soon as the pipe to its starter closes. (On SIGINT, both servers here end in order.)
 * So no server is left running however the starter ends, even if it is killed.
 */
const END_WITH_STARTER = `
	exec 3<&0
	"$@" </dev/null 3<&- &
	server=$!
	(cat >/dev/null; kill -INT $server) <&3 &
	guard=$!
	wait $server
	status=$?
	kill $guard 2>/dev/null
	exit $status
`;

/** A server that n8n needs beside it. */
export interface CompanionServer {
	port: number;
	/** Holds all that it writes. */
	logFile: string;
	/** Ends it, and resolves when it has ended. */
	stop: () => Promise<void>;
	/** Ends it and starts it again on the same port, after a pause in which nobody answers there. */
	restart: (pauseMs: number) => Promise<void>;
}

export interface CompanionServerCommand {
	/** For messages. */
	name: string;
	port: number;
	command: string;
	args: string[];
	/** Its own; it runs there and its log is kept there. */
	folder: string;
	/** Whose process it is; this process's own user if absent. */
	user?: { uid: number; gid: number };
	isReady: () => Promise<boolean>;
}

/** Starts a server and waits until it is ready. Throws with its log if it does not get so far. */
export async function startCompanionServer(service: CompanionServerCommand): Promise<CompanionServer> {
	let stop = await run(service);
	return {
		port: service.port,
		logFile: logFileOf(service),
		stop: () => stop(),
		restart: async (pauseMs) => {
			await stop();
			await sleep(pauseMs);
			stop = await run(service);
		},
	};
}

/** Returns what ends it. */
async function run(service: CompanionServerCommand): Promise<() => Promise<void>> {
	const { name, command, args, folder, user, isReady } = service;
	const logFile = logFileOf(service);
	const log = await open(logFile, 'a');
	const child = spawn('sh', ['-c', END_WITH_STARTER, name, command, ...args], {
		cwd: folder,
		...user,
		// A separate process group: Ctrl-C reaches the starter alone, which then stops the server in order.
		detached: true,
		stdio: ['pipe', log.fd, log.fd],
	});
	await log.close();
	const ended = once(child, 'close');
	const stop = async () => {
		child.stdin?.end();
		await ended;
	};
	const answers = async () => {
		if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${name} has ended`);
		return await isReady();
	};
	await until(`${name} is ready`, answers, SECONDS_TO_START, 100).catch(async (error: unknown) => {
		await stop();
		throw new Error(`${String(error)}. Its log:\n${await readFile(logFile, 'utf8')}`);
	});
	return stop;
}

function logFileOf({ folder, name }: CompanionServerCommand): string {
	return join(folder, `${name}.log`);
}

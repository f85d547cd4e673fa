import { existsSync } from 'node:fs';
import { chown, mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import execa from 'execa';
import getPort from 'get-port';

import { answers } from '~/tools/n8n/requirements';
import { until } from '~/tools/until';

/** A server that n8n needs beside it. */
export interface Server {
	/** What n8n is told about it. */
	environment: NodeJS.ProcessEnv;
	/** Holds all that it writes. */
	logFile: string;
	/** Ends it, and resolves when it has ended. */
	stop: () => Promise<void>;
	/** Ends it and starts it again on the same port, after a pause in which nobody answers there. */
	restart: (pauseMs: number) => Promise<void>;
}

interface Command {
	name: string;
	command: string;
	args: string[];
	/** Its own; it runs there and its log is kept there. */
	folder: string;
	/** Whose process it is; this process's own user if absent. */
	user?: { uid: number; gid: number };
	/** A command that succeeds once the server is ready. */
	ready: [command: string, args: string[]];
}

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

const DEBIAN_FOLDER = '/usr/lib/postgresql';

/**
 * Starts a PostgreSQL with an empty database and no password on a free port of 127.0.0.1: it is thrown away.
 *
 * @param parent a folder to put its own one into
 * @throws Error that says what to install if it is missing
 */
export async function startPostgres(parent: string): Promise<Server> {
	const versions = existsSync(DEBIAN_FOLDER) ? (await readdir(DEBIAN_FOLDER)).map(Number) : [];
	const binaries = join(DEBIAN_FOLDER, String(Math.max(...versions)), 'bin');
	if (!existsSync(join(binaries, 'initdb'))) throw notInstalled('PostgreSQL', 'postgresql');
	// PostgreSQL does not run as root: it then runs as the user that Debian's package makes for it.
	const id = async (flag: string) => Number((await execa('id', [flag, 'postgres'])).stdout);
	const user = process.getuid?.() === 0 ? { uid: await id('-u'), gid: await id('-g') } : undefined;
	const folder = join(parent, 'postgres');
	await mkdir(folder);
	if (user) await chown(folder, user.uid, user.gid);
	const data = ['-D', join(folder, 'data')];
	const initialise = [...data, '-U', 'n8n', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
	await execa(join(binaries, 'initdb'), initialise, { cwd: folder, ...user });
	const port = String(await getPort({ host: '127.0.0.1' }));
	const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=100'];
	const server = await start({
		name: 'postgres',
		command: join(binaries, 'postgres'),
		args: [...data, '-p', port, ...settings.flatMap((setting) => ['-c', setting])],
		folder,
		user,
		ready: [join(binaries, 'pg_isready'), ['-h', '127.0.0.1', '-p', port, '-U', 'n8n', '-d', 'postgres']],
	});
	const environment = {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: port,
		DB_POSTGRESDB_USER: 'n8n',
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_PASSWORD: 'none is asked for',
	};
	return { ...server, environment };
}

/** The same for a Redis, which stores nothing on disk. */
export async function startRedis(parent: string): Promise<Server> {
	if (!(await answers('redis-server', '--version'))) throw notInstalled('redis-server', 'redis-server');
	const folder = join(parent, 'redis');
	await mkdir(folder);
	const port = String(await getPort({ host: '127.0.0.1' }));
	const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder };
	const server = await start({
		name: 'redis',
		command: 'redis-server',
		args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
		folder,
		ready: ['redis-cli', ['-p', port, 'ping']],
	});
	const environment = { QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: port };
	return { ...server, environment };
}

async function start(server: Command): Promise<Omit<Server, 'environment'>> {
	let stop = await run(server);
	return {
		logFile: logFileOf(server),
		stop: () => stop(),
		restart: async (pauseMs) => {
			await stop();
			await sleep(pauseMs);
			stop = await run(server);
		},
	};
}

/** Returns what ends it. Throws with its log if it does not become ready. */
async function run(server: Command): Promise<() => Promise<void>> {
	const { name, command, args, folder, user, ready } = server;
	// A separate process group: Ctrl-C reaches the starter alone, which then stops the server in order.
	const log = await open(logFileOf(server), 'a');
	const options = { cwd: folder, ...user, detached: true, stdio: ['pipe', log.fd, log.fd], reject: false } as const;
	const child = execa('sh', ['-c', END_WITH_STARTER, name, command, ...args], options);
	await log.close();
	const stop = async () => {
		child.stdin?.end();
		await child;
	};
	const isReady = async () => {
		if (child.exitCode !== null) throw new Error(`${name} has ended`);
		return await answers(ready[0], ...ready[1]);
	};
	await until(`${name} is ready`, isReady, 30, 100).catch(async (error: unknown) => {
		await stop();
		throw new Error(`${String(error)}. Its log:\n${await readFile(logFileOf(server), 'utf8')}`);
	});
	return stop;
}

function logFileOf({ folder, name }: Command): string {
	return join(folder, `${name}.log`);
}

function notInstalled(name: string, debianPackage: string): Error {
	return new Error(
		`${name} is not installed, and n8n's queue mode needs it. ` +
			`Install it, on Debian or Ubuntu: sudo apt-get install -y ${debianPackage}`,
	);
}

import { existsSync } from 'node:fs';
import { chown, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import getPort from 'get-port';
import execa from 'execa';

import { type CompanionServer, startCompanionServer } from './companionServer';

/** Where Debian keeps the servers, a folder for each version. */
const DEBIAN_FOLDER = '/usr/lib/postgresql';

const USER = 'n8n';

export interface Postgres extends CompanionServer {
	user: string;
	database: string;
}

/**
 * Starts a PostgreSQL with an empty database on a free port of 127.0.0.1. It asks for no password: it is thrown away.
 * Throws an Error that says what to install if it is missing.
 *
 * @param parent a folder to put its own one into
 */
export async function startPostgres(parent: string): Promise<Postgres> {
	const binaries = await serverFolder();
	const owner = await serverUser();
	const folder = join(parent, 'postgres');
	await mkdir(folder);
	if (owner) await chown(folder, owner.uid, owner.gid);
	const files = join(folder, 'data');
	const initialise = ['-D', files, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
	await execa(join(binaries, 'initdb'), initialise, { cwd: folder, ...owner });
	const port = await getPort({ host: '127.0.0.1' });
	const connection = ['-h', '127.0.0.1', '-p', String(port), '-U', USER];
	const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=100'];
	const service = await startCompanionServer({
		name: 'postgres',
		port,
		command: join(binaries, 'postgres'),
		args: ['-D', files, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
		folder,
		user: owner,
		isReady: async () => {
			const { failed } = await execa(join(binaries, 'pg_isready'), [...connection, '-d', 'postgres'], {
				reject: false,
			});
			return !failed;
		},
	});
	return { ...service, user: USER, database: 'postgres' };
}

/** The folder of the newest server that is installed. */
async function serverFolder(): Promise<string> {
	const versions = existsSync(DEBIAN_FOLDER) ? await readdir(DEBIAN_FOLDER) : [];
	const folders = versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN_FOLDER, version, 'bin'));
	const found = folders.find((folder) => ['initdb', 'postgres'].every((binary) => existsSync(join(folder, binary))));
	if (found !== undefined) return found;
	throw new Error(
		`PostgreSQL is not installed (no server under ${DEBIAN_FOLDER}), and n8n's queue mode needs it. ` +
			'Install it, on Debian or Ubuntu: sudo apt-get install -y postgresql',
	);
}

/** PostgreSQL refuses to run as root: it then runs as the user that Debian's package makes for it. */
async function serverUser(): Promise<{ uid: number; gid: number } | undefined> {
	if (process.getuid?.() !== 0) return undefined;
	const [uid, gid] = await Promise.all(
		['-u', '-g'].map(async (flag) => (await execa('id', [flag, 'postgres'])).stdout),
	);
	return { uid: Number(uid), gid: Number(gid) };
}

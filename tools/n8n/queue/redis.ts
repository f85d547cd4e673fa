import { mkdir } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import getPort from 'get-port';

import { answers } from '../requirements';
import { type CompanionServer, startCompanionServer } from './companionServer';

/**
 * Starts a Redis that stores nothing on disk, on a free port of 127.0.0.1. Throws an Error that says what to install if
 * it is missing.
 *
 * @param parent a folder to put its own one into
 */
export async function startRedis(parent: string): Promise<CompanionServer> {
	if (!(await answers('redis-server', '--version'))) {
		throw new Error(
			"redis-server is not installed, and n8n's queue mode needs it. " +
				'Install it, on Debian or Ubuntu: sudo apt-get install -y redis-server',
		);
	}
	const folder = join(parent, 'redis');
	await mkdir(folder);
	const port = await getPort({ host: '127.0.0.1' });
	const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder };
	return await startCompanionServer({
		name: 'redis',
		port,
		command: 'redis-server',
		args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
		folder,
		isReady: () => isReady(port),
	});
}

async function isReady(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const connection = createConnection({ port, host: '127.0.0.1' });
		const answer = (ready: boolean) => {
			connection.destroy();
			resolve(ready);
		};
		connection.once('connect', () => connection.write('PING\r\n'));
		connection.once('data', (data) => {
			answer(data.toString().startsWith('+PONG'));
		});
		connection.once('error', () => {
			answer(false);
		});
	});
}

import { chmod } from 'node:fs/promises';

import type { Installation } from '~/tools/n8n/installN8n';
import { installPackage } from '~/tools/n8n/installPackage';
import { createUserFolder, launchN8n, type Launch, type RunningN8n } from '~/tools/n8n/process';
import { type Server, startPostgres, startRedis } from './servers';

/** n8n in queue mode on this machine. Each process has the package in a different folder, as on different machines. */
export interface QueueMode {
	/** The editor and the REST API. */
	main: RunningN8n;
	/** Takes calls of production webhooks and puts executions into the queue. */
	webhook: RunningN8n;
	workers: RunningN8n[];
	postgres: Server;
	redis: Server;
	/** Starts one more process. */
	launch: (start: Launch) => Promise<RunningN8n>;
	/** Ends all of it and removes its folders. */
	stop: () => Promise<void>;
}

export interface QueueModeSettings {
	workers: number;
	/** How many executions a worker runs at the same time. */
	concurrency: number;
	/** Beside what queue mode needs. */
	env?: NodeJS.ProcessEnv;
}

/** Starts PostgreSQL, Redis and n8n's processes: about a minute. If one does not start, stops the others and throws. */
export async function startQueueMode(installation: Installation, settings: QueueModeSettings): Promise<QueueMode> {
	const endings: Array<() => Promise<void>> = [];
	const stop = async () => {
		for (const end of endings.splice(0).reverse()) await end();
	};
	const launch = async (start: Launch): Promise<RunningN8n> => {
		const folder = await createUserFolder();
		endings.push(folder.remove);
		await installPackage(folder.path);
		const n8n = await launchN8n(installation, folder.path, { ...start, env: { ...environment, ...settings.env } });
		endings.push(n8n.stop);
		return n8n;
	};
	let environment: NodeJS.ProcessEnv = {};
	try {
		const folder = await createUserFolder();
		endings.push(folder.remove);
		// PostgreSQL may run as another user, who must get through to its own folder.
		await chmod(folder.path, 0o711);
		const postgres = await startPostgres(folder.path);
		endings.push(postgres.stop);
		const redis = await startRedis(folder.path);
		endings.push(redis.stop);
		environment = { EXECUTIONS_MODE: 'queue', ...postgres.environment, ...redis.environment };
		// The first to start makes the tables.
		const main = await launch({ command: 'start' });
		const concurrency = `--concurrency=${settings.concurrency}`;
		const starting = [
			launch({ command: 'webhook' }),
			...Array.from({ length: settings.workers }, () => launch({ command: 'worker', arguments: [concurrency] })),
		] as const;
		// If one fails, the others are still to be ended: not before they have started.
		await Promise.allSettled(starting);
		const [webhook, ...workers] = await Promise.all(starting);
		return { main, webhook, workers, postgres, redis, launch, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

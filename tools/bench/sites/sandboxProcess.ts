import path from 'node:path';
import execa from 'execa';
import { freePort } from '~/tools/n8n/ports';
import { REPOSITORY } from '~/tools/repository';
import { connectSandbox, type SandboxClient } from '~/tools/sandbox';
import { until } from '~/tools/until';

/** A limit that nothing here reaches. */
export const UNLIMITED = 1_000_000;

/** A sandbox in a separate process. */
export interface SandboxProcess {
	readonly url: string;
	readonly port: number;
	readonly client: SandboxClient;
	stop(): Promise<void>;
}

/** Starts a sandbox whose answers are late by `latencyMs`, with no limit to speak of. */
export async function startSandboxProcess(latencyMs: number): Promise<SandboxProcess> {
	const port = await freePort();
	const script = path.join(REPOSITORY, '.build', 'tools', 'sandbox', 'main.js');
	const env = { ...process.env, PORT: String(port), LATENCY_MS: String(latencyMs), RATE_LIMIT: String(UNLIMITED) };
	const child = execa(process.execPath, [script], { env, stdio: ['ignore', 'ignore', 'inherit'], reject: false });
	const url = `http://127.0.0.1:${port}`;
	const client = connectSandbox(url);
	await until('the sandbox answers', () => client.state(0).catch(() => false));
	return {
		url,
		port,
		client,
		stop: async () => {
			child.kill();
			await child;
		},
	};
}

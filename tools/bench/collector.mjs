/** Loaded into n8n, which was started with --expose-gc: SIGUSR2 has it collect its garbage. */
import { isMainThread } from 'node:worker_threads';

if (isMainThread) process.on('SIGUSR2', () => globalThis.gc());

import { describeKilledWorker } from './killedWorker';
import { type QueueHost, startQueueHost } from './support/queueHost';
import { describeWorkers } from './workers';

/** Sooner than by default (60 s, 10 s, 30 s and 3 hours), so that a dead worker is noticed within half a minute. */
const SOON = {
	QUEUE_WORKER_LOCK_DURATION: '15000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.1',
};

let host: QueueHost;

// One n8n for all: to start its processes takes a minute of a core.
beforeAll(async () => {
	// Both workers take all they can get: the 30 executions of the import run at the same time. Ten seconds stand for the hour.
	host = await startQueueHost({ concurrency: 15, sandbox: { limit: 1000, windowSeconds: 10 }, env: SOON });
}, 180_000);

afterAll(async () => {
	await host.stop();
});

describeWorkers(() => host);
describeKilledWorker(() => host);

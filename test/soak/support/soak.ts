import { randomInt } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

import { type QueueHost, startQueueHost } from '~/test/queue/support/queueHost';
import { Diary } from './diary';
import { faultFeed, TIMEOUT } from './faults';
import { Fleet } from './fleet';
import { type Import, planImports } from './imports';
import { courseOf } from './memory';
import { Random } from './random';
import { ExecutionRecords, RequestCounts } from './records';
import { Sender } from './sender';
import { judge } from './verdict';

/** What a soak is told by its environment. */
export const settingsSchema = z.object({
	/** For how long rows are sent and things go wrong; the rows that are then still under way take some minutes more. */
	SOAK_MINUTES: z.coerce.number().min(1).default(60),
	SOAK_ROWS: z.coerce.number().int().min(1).default(100_000),
	/** Of rows, faults and what happens to the processes; by chance if absent. */
	SOAK_SEED: z.coerce
		.number()
		.int()
		.min(0)
		.default(() => randomInt(2 ** 31)),
	/** 1: the report goes into docs/testing.md. */
	SOAK_WRITE: z.string().optional(),
});
export type Settings = z.infer<typeof settingsSchema>;
export type SoakResult = Awaited<ReturnType<typeof soak>>;

/** PollyBot takes this many times as many requests a minute as there are rows on average: crowds run into the limit. */
const SPARE_LIMIT = 1.6;

/** Rows are first sent in this share of the time; the rest is for those that are sent again. */
const SENDING = 0.92;

/** How long the last rows may take when the time is over. */
const MINUTES_TO_FINISH = 15;

const CONCURRENCY = 5;

const ENVIRONMENT = {
	// n8n notices by this that PostgreSQL is away.
	DB_PING_INTERVAL_SECONDS: '2',
	// A dead worker is noticed within half a minute instead of one and a half, a lost queue within one instead of 180.
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '10000',
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.5',
	// The database keeps the newest executions only.
	EXECUTIONS_DATA_PRUNE: 'true',
	EXECUTIONS_DATA_PRUNE_MAX_COUNT: '150',
	EXECUTIONS_DATA_MAX_AGE: '1',
	EXECUTIONS_DATA_HARD_DELETE_BUFFER: '0',
	EXECUTIONS_DATA_PRUNE_SOFT_DELETE_INTERVAL: '5',
	EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '5',
};

/** Runs n8n in queue mode for the time that is asked for, with everything going wrong, and judges what came of it. */
export async function soak({ SOAK_SEED: seed, SOAK_ROWS: rows, SOAK_MINUTES: minutes }: Settings) {
	const diary = new Diary();
	diary.say(`Seed ${seed}: ${rows} rows in ${minutes} minutes. What happens is written to ${diary.folder}`);
	const limit = Math.ceil((rows / minutes) * SPARE_LIMIT);
	const host = await startQueueHost({
		concurrency: CONCURRENCY,
		// A minute stands for the hour. A slow service, so that the pace rises and a killed worker has work in hand.
		sandbox: { limit, windowSeconds: 60, latencyMs: 500 },
		nodeOptions: { timeout: TIMEOUT },
		env: ENVIRONMENT,
	});
	try {
		return { limit, ...(await run(host, diary, seed, rows, minutes)) };
	} finally {
		await host.stop();
	}
}

async function run(host: QueueHost, diary: Diary, seed: number, rows: number, minutes: number) {
	const { sandbox, n8n, workflowId } = host;
	const ms = minutes * 60_000;
	const started = new Date();
	const fleet = new Fleet(n8n, [`--concurrency=${CONCURRENCY}`], diary);
	const imports = planImports(new Random(seed, 'imports'), rows, ms * SENDING);
	const records = new ExecutionRecords(sandbox.apiKey, diary);
	const sender = new Sender(
		{
			call: host.call,
			untilEnded: (id) => records.untilEnded(id),
			outcomes: (id) => records.read.get(id)?.rows ?? [],
		},
		diary,
	);
	const requests = new RequestCounts(sandbox, diary);
	const planFaults = faultFeed(sandbox, new Random(seed, 'faults'));
	planFaults(0);
	let { rest } = host;
	const look = async () => {
		try {
			await records.look(rest, workflowId);
		} catch (error) {
			diary.say(`n8n does not tell its executions: ${String(error).slice(0, 200)}`);
			// The main may be another one by now.
			rest = await host.signIn().catch(() => rest);
		}
	};
	const tell = () => {
		diary.say(
			`${sender.done} of ${imports.length} imports done; ${sender.calls} calls with ${sender.rowsSent} rows, ` +
				`${sender.deaths.length} died, ${sender.unanswered} got no response; ${requests.arrived} requests, ` +
				`${requests.limited} of them 429; ${requests.confirmed.size} leads confirmed; ${fleet.describeMemory()}`,
		);
	};

	const over = new AbortController();
	// Every import that is still to be sent listens to it.
	setMaxListeners(0, over.signal);
	/** False if it is over before that. */
	const waited = async (pause: number) => {
		await sleep(Math.max(0, pause), undefined, { signal: over.signal }).catch(() => undefined);
		return !over.signal.aborted;
	};
	const every = async (seconds: number, act: () => unknown) => {
		while (await waited(seconds * 1000)) await act();
	};
	const kills = new Random(seed, 'kills');
	const kill = async () => {
		const apart = Math.max(45_000, ms / 15);
		while ((await waited(kills.between(0.7, 1.3) * apart)) && Date.now() < started.getTime() + ms * SENDING)
			await fleet.killWorker();
	};
	const restarts = new Random(seed, 'restarts');
	const restarted: string[] = [];
	const restart = async (name: 'postgres' | 'redis', share: number) => {
		if (!(await waited(started.getTime() + share * ms - Date.now()))) return;
		diary.say(`${name} is restarted.`);
		await n8n[name].restart(restarts.between(1000, 5000));
		restarted.push(name);
		diary.say(`${name} is there again.`);
	};
	const running = [
		every(1, () => {
			planFaults(requests.arrived);
			requests.take();
		}),
		every(2, look),
		every(5, () => fleet.sampleMemory()),
		every(60, tell),
		kill(),
		restart('postgres', restarts.between(0.3, 0.45)).then(() => restart('redis', restarts.between(0.55, 0.7))),
	];
	const deliver = async (one: Import) => {
		if (await waited(one.at)) await sender.deliver(one);
	};
	const undelivered = await Promise.race([
		Promise.all(imports.map(deliver)).then(
			() => undefined,
			(error: unknown) => String(error),
		),
		waited(ms + MINUTES_TO_FINISH * 60_000).then(() => 'The time was over before all imports were done.'),
	]);
	over.abort();
	await Promise.all(running);
	// Executions that nobody knows of, since their call got no response, and those that n8n had given up too soon.
	await look();
	requests.take(0);
	tell();
	await fleet.close();
	const executions = [...records.read.values()];
	const leads = sandbox.leads().map(({ email = '', ...lead }) => ({ ...lead, email }));
	const verdict = judge(imports, leads, executions, requests.confirmed);
	diary.note('verdict', { ...verdict, recordsWithKey: records.withKey });
	return {
		...{ started, minutes: (Date.now() - started.getTime()) / 60_000, folder: diary.folder, imports: imports.length },
		...{ leads: leads.length, undelivered, sender, executions, requests, records, fleet, restarted, verdict },
		memory: fleet.lives.flatMap(({ role, samples }) => courseOf(role, samples) ?? []),
	};
}

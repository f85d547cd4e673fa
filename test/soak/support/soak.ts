import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Batch, planBatches } from './batches';
import { Diary } from './diary';
import { ExecutionWatch } from './executionWatch';
import { FaultFeed } from './faults';
import { type SoakHost, startSoakHost } from './host';
import { courseOf, type MemoryCourse } from './memory';
import { type ReadExecution, readOutcomes } from './outcomes';
import { Random } from './random';
import { RequestCounts } from './requests';
import { every, timesAbout, unfold } from './schedule';
import { Sender } from './sender';
import type { SoakSettings } from './settings';
import { judge, type Verdict } from './verdict';

/** PollyBot takes this many times as many requests a minute as there are rows on average: crowds run into the limit. */
const SPARE_LIMIT = 1.6;

/** Rows are first sent in this share of the time; the rest is for those that are sent again. */
const SENDING = 0.92;

/** How long the last rows may take when the time is over. */
const MINUTES_TO_FINISH = 15;

/** What a run came to. */
export interface SoakResult {
	started: Date;
	minutes: number;
	/** Where it is written what happened. */
	folder: string;
	batches: number;
	leads: number;
	/** Why the rows were not all delivered, if they were not. */
	undelivered?: string;
	sender: Sender;
	/** Executions that succeeded, all of them read row by row. */
	executions: ReadExecution[];
	requests: RequestCounts;
	/** Requests that PollyBot took in a minute. */
	limit: number;
	workersKilled: number;
	/** Processes that ended by themselves, and servers that were restarted. */
	collapsed: string[];
	restarted: string[];
	verdict: Verdict;
	/** Records of executions that were read, and those of them with the API key in them. */
	recordsRead: number;
	recordsWithKey: string[];
	memory: MemoryCourse[];
}

/** Runs n8n in queue mode for the time that is asked for, with everything going wrong, and judges what came of it. */
export async function soak(settings: SoakSettings): Promise<SoakResult> {
	const diary = new Diary();
	const { seed, rows, minutes } = settings;
	diary.say(`Seed ${seed}: ${rows} rows in ${minutes} minutes. What happens is written to ${diary.folder}`);
	const limit = Math.ceil((rows / minutes) * SPARE_LIMIT);
	const host = await startSoakHost(limit, diary);
	try {
		return { ...(await run(settings, host, diary)), limit };
	} finally {
		await host.stop();
	}
}

async function run(settings: SoakSettings, host: SoakHost, diary: Diary): Promise<Omit<SoakResult, 'limit'>> {
	const { sandbox, fleet } = host;
	const { seed, rows, minutes } = settings;
	const started = new Date();
	const batches = planBatches(new Random(seed, 'batches'), rows, minutes * 60_000 * SENDING);
	const records = new Records(host, diary);
	const { watch, read } = records;
	const sender = new Sender({ ...host, untilEnded: (id) => watch.untilEnded(id), read: (id) => read.get(id) }, diary);
	const requests = new RequestCounts(sandbox, diary);
	const faults = new FaultFeed(sandbox, new Random(seed, 'faults'));
	const restarted: string[] = [];
	const over = new AbortController();
	faults.plan(0);
	const running = [
		every(2000, over.signal, () => records.look()),
		every(5000, over.signal, () => fleet.sampleMemory()),
		every(1000, over.signal, () => {
			faults.plan(requests.arrived);
		}),
		every(10_000, over.signal, () => {
			requests.take();
		}),
		every(60_000, over.signal, () => {
			diary.say(describe(sender, batches.length, requests, host));
		}),
		killWorkers(settings, host, over.signal),
		restartServers(settings, host, diary, restarted, over.signal),
	];
	const undelivered = await deliverAll(batches, sender, (minutes + MINUTES_TO_FINISH) * 60_000);
	diary.say(undelivered ?? 'All batches are done.');
	over.abort();
	await Promise.all(running);
	// Executions that nobody knows of, since their call got no answer, and those that n8n had given up too soon.
	await watch.look();
	requests.take(0);
	const executions = [...read.values()];
	const leads = sandbox.leads().map(({ email = '', ...lead }) => ({ ...lead, email }));
	const verdict = judge(batches, leads, executions, requests.confirmed);
	diary.note('verdict', { ...verdict, recordsWithKey: records.withKey });
	return {
		started,
		minutes: (Date.now() - started.getTime()) / 60_000,
		folder: diary.folder,
		batches: batches.length,
		leads: leads.length,
		undelivered,
		sender,
		executions,
		requests,
		workersKilled: fleet.killed,
		collapsed: fleet.collapsed,
		restarted,
		verdict,
		recordsRead: records.count,
		recordsWithKey: records.withKey,
		memory: fleet.lives.flatMap(({ role, samples }) => courseOf(role, samples) ?? []),
	};
}

/** Reads the record of each execution that has ended. */
class Records {
	readonly read = new Map<string, ReadExecution>();
	readonly withKey: string[] = [];
	count = 0;
	readonly watch: ExecutionWatch;

	constructor(
		private readonly host: SoakHost,
		private readonly diary: Diary,
	) {
		this.watch = new ExecutionWatch(
			async () => await host.rest().executionList(host.workflowId),
			async (id, end) => {
				await this.note(id, end);
			},
		);
	}

	async look(): Promise<void> {
		try {
			await this.watch.look();
		} catch (error) {
			this.diary.say(`n8n does not tell its executions: ${String(error).slice(0, 200)}`);
			await this.host.signInAgain();
		}
	}

	private async note(id: string, end: string): Promise<void> {
		const execution = await this.host.rest().execution(id);
		this.diary.note('executions', { at: Date.now(), id, end, error: execution.error?.message });
		this.count += 1;
		if (execution.raw.includes(this.host.sandbox.apiKey)) this.withKey.push(id);
		if (end === 'success') this.read.set(id, readOutcomes(execution));
	}
}

/** Resolves with the reason if not all batches were delivered in time. */
async function deliverAll(batches: readonly Batch[], sender: Sender, msAtMost: number): Promise<string | undefined> {
	const late = new AbortController();
	// Every batch that is still to be sent listens to it.
	setMaxListeners(0, late.signal);
	const deliveries = batches.map(async (batch) => {
		await sleep(batch.at, undefined, { signal: late.signal }).catch(() => undefined);
		if (!late.signal.aborted) await sender.deliver(batch);
	});
	const delivered = Promise.all(deliveries).then(
		() => undefined,
		(error: unknown) => String(error),
	);
	const tooLate = sleep(msAtMost, 'The time was over before all batches were done.', { signal: late.signal });
	const reason = await Promise.race([delivered, tooLate]);
	late.abort();
	await tooLate.catch(() => undefined);
	return reason;
}

/** Every few minutes. */
async function killWorkers({ seed, minutes }: SoakSettings, { fleet }: SoakHost, signal: AbortSignal): Promise<void> {
	const apart = Math.max(45_000, (minutes / 15) * 60_000);
	const times = timesAbout(new Random(seed, 'kills'), apart, minutes * 60_000 * SENDING);
	await unfold(
		times.map((at) => ({ at, act: () => fleet.killWorker() })),
		signal,
	);
}

/** PostgreSQL before the middle, Redis after it. */
async function restartServers(
	{ seed, minutes }: SoakSettings,
	{ n8n }: SoakHost,
	diary: Diary,
	restarted: string[],
	signal: AbortSignal,
): Promise<void> {
	const random = new Random(seed, 'restarts');
	const restart = (share: number, name: string, server: 'postgres' | 'redis') => ({
		at: share * minutes * 60_000,
		act: async () => {
			diary.say(`${name} is restarted.`);
			await n8n[server].restart(random.between(1000, 5000));
			restarted.push(name);
			diary.say(`${name} is there again.`);
		},
	});
	const events = [
		restart(random.between(0.3, 0.45), 'PostgreSQL', 'postgres'),
		restart(random.between(0.55, 0.7), 'Redis', 'redis'),
	];
	await unfold(events, signal);
}

function describe(sender: Sender, batches: number, requests: RequestCounts, { fleet }: SoakHost): string {
	const died = Object.values(sender.died).reduce((sum, count) => sum + count, 0);
	const memory = fleet.memoryNow().map(([role, mib]) => `${role} ${Math.round(mib)} MiB`);
	return (
		`${sender.done} of ${batches} batches done; ${sender.calls} calls with ${sender.rowsSent} rows, ${died} died, ` +
		`${sender.unanswered} not answered; ${requests.arrived} requests, ${requests.limited} of them 429; ` +
		`${requests.confirmed.size} leads confirmed; ${memory.join(', ')}`
	);
}

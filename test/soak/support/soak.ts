import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { pollingNode, pollsEvery, triggerWorkflow } from '~/test/e2e/support/triggerWorkflow';
import { type QueueHost, startQueueHost } from '~/test/queue/support/queueHost';
import { asRecord } from '~/tools/n8n/executionRecord';
import { SANDBOX_CHATBOT_ID } from '~/tools/sandbox';
import { until } from '~/tools/until';
import { faultFeed, TIMEOUT } from './faults';
import { Fleet } from './fleet';
import { type Import, isValid, type Kind, KINDS, mark, planImports } from './imports';
import { type ReadExecution, readOutcomes, type RowOutcome } from './outcomes';
import { judge, Truth } from './verdict';

/** PollyBot takes this many times as many requests a minute as there are rows on average: crowds run into the limit. */
const SPARE_LIMIT = 1.8;

/** Rows are first sent in this share of the time; the rest is for those that are sent again. */
const SENDING = 0.92;

/** How long the last rows may take when the time is over. */
const MINUTES_TO_FINISH = 15;

/** The chatbot whose leads the polling trigger tells: a new one every three seconds, each third in the list so much later. */
const POLLED = 'cb_polled';
const SECONDS_LATE = 30;

const ENVIRONMENT = {
	// n8n notices by this that PostgreSQL is away.
	DB_PING_INTERVAL_SECONDS: '2',
	// A dead worker is noticed within half a minute instead of one and a half, a lost queue within one instead of 180.
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '10000',
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.5',
};

export type SoakResult = Awaited<ReturnType<typeof soak>>;

/** Runs n8n in queue mode for the time that is asked for, with everything going wrong, and judges what came of it. */
export async function soak(seed: number, rows: number, minutes: number) {
	const nextFault = faultFeed(seed);
	const trouble = { isOn: false };
	const host: QueueHost = await startQueueHost({
		concurrency: 5,
		sandbox: {
			// A minute stands for the hour. A slow service, so that the pace rises and a killed worker has work in hand.
			...{ limit: Math.ceil((rows / minutes) * SPARE_LIMIT), windowSeconds: 60, latencyMs: 500 },
			chatbotIds: [SANDBOX_CHATBOT_ID, POLLED],
			isHidden: ({ chatbotId, name, createdAt }) =>
				chatbotId === POLLED && Number(name) % 3 === 0 && Date.parse(createdAt) > Date.now() - SECONDS_LATE * 1000,
			onRequest: () => {
				const effect = trouble.isOn ? nextFault() : undefined;
				if (effect) host.sandbox.fault({ effect });
			},
		},
		nodeOptions: { timeout: TIMEOUT },
		env: ENVIRONMENT,
	});
	try {
		return await run(host, planImports(seed, rows, minutes * 60_000 * SENDING), minutes, trouble);
	} finally {
		await host.stop();
	}
}

async function run(host: QueueHost, imports: Import[], minutes: number, trouble: { isOn: boolean }) {
	const { sandbox, n8n, credential } = host;
	const options = { timeout: TIMEOUT };
	const workflows = {
		create: host,
		upsert: await host.place({ operation: 'upsert', dataToSend: 'autoMapInputData', options }),
		chat: await host.place({ resource: 'chat', operation: 'sendMessage', message: '={{ $json.text }}', options }),
	};
	sandbox.setChat(Infinity, 1_000_000);
	const node = pollingNode(credential, { ...pollsEvery(10), chatbotId: { __rl: true, mode: 'id', value: POLLED } });
	const polledId = await host.rest.importWorkflow(triggerWorkflow([{ node, url: '', testUrl: '' }]));
	await host.rest.activate(polledId);
	trouble.isOn = true;
	const started = Date.now();
	const folder = mkdtempSync(join(tmpdir(), 'pollybot-soak-'));
	/** Notes what is needed to find out afterwards what happened: files of one JSON object a line, in a folder that stays. */
	const note = (file: string, what: object) => {
		appendFileSync(join(folder, `${file}.ndjson`), `${JSON.stringify({ at: Date.now(), ...what })}\n`);
	};
	/** Tells whoever watches, immediately: Jest holds back what goes to the console. */
	const say = (line: string) =>
		process.stderr.write(`[${new Date(Date.now() - started).toISOString().slice(11, 19)}] ${line}\n`);
	say(`What happens is written to ${folder}`);
	const fleet = new Fleet(n8n, { command: 'worker', arguments: ['--concurrency=5'] }, say);
	const counts = { calls: 0, 'rows sent': 0, 'imports done': 0, requests: 0, 'rejected with 429': 0, polled: 0 };
	const [faults, restarted, withKey]: [string[], string[], string[]] = [[], [], []];
	/** The newest status of each execution that has ended. */
	const ends = new Map<string, string>();
	const read = new Map<string, ReadExecution>();
	/** The leads that the polling trigger told in each execution: n8n lets go of those of a dead one. */
	const polls = new Map<string, Set<string>>();
	const truth = new Truth();

	const over = new AbortController();
	const every = async (seconds: number, act: () => unknown) => {
		while (!over.signal.aborted) {
			await act();
			await sleep(seconds * 1000, undefined, { signal: over.signal }).catch(() => undefined);
		}
	};
	const takeRequests = () => {
		for (const { at, method, path, body, status, carriedOut, fault } of sandbox.requests.splice(0)) {
			const { email, message } = asRecord(body);
			note('requests', { at, method, path, email, message, status, carriedOut, fault });
			counts.requests += 1;
			if (carriedOut === 429) counts['rejected with 429'] += 1;
			if (fault !== undefined) faults.push(fault);
			truth.note({ method, body, carriedOut });
		}
	};
	let { rest } = host;
	/** Reads what has ended since, and once more what ended differently than n8n said first. */
	const look = async (kind: Kind | 'poll', workflowId: string) => {
		for (const { id, status, finished } of await rest.executionList(workflowId)) {
			if (ends.get(id) === status || !(finished || kind === 'poll')) continue;
			const execution = await rest.execution(id);
			const polled = [...execution.raw.matchAll(/(?<=polled\.)\d+(?=@)/g)].map(String);
			if (kind === 'poll') polls.set(id, new Set([...(polls.get(id) ?? []), ...polled]));
			if (!finished) continue;
			note('executions', { id, kind, status, error: execution.error?.message });
			if (execution.raw.includes(sandbox.apiKey)) withKey.push(id);
			if (kind !== 'poll' && status === 'success') read.set(id, readOutcomes(kind, execution));
			ends.set(id, status);
		}
	};
	const lookAtAll = async () => {
		try {
			for (const kind of KINDS) await look(kind, workflows[kind].workflowId);
			await look('poll', polledId);
		} catch (error) {
			say(`n8n does not tell its executions: ${String(error).slice(0, 100)}`);
			// The main may be another one by now.
			rest = await host.signIn().catch(() => rest);
		}
	};
	const restart = async (name: 'postgres' | 'redis', share: number) => {
		await sleep(share * minutes * 60_000);
		say(`${name} is restarted.`);
		await n8n[name].restart(3000);
		restarted.push(name);
	};
	/** As docs/queue-mode.md advises: sends rows until an execution has succeeded with each of them. */
	const deliver = async ({ number, kind, at, rows }: Import) => {
		await sleep(at);
		// Nobody sends a message again that may have been answered.
		const isToRepeat = ({ outcome, row, code }: RowOutcome) =>
			outcome === 'failed' && isValid(row) && !(kind === 'chat' && code === 'UNCONFIRMED');
		let left = rows;
		while (left.length > 0 && trouble.isOn) {
			const call = (counts.calls += 1);
			counts['rows sent'] += left.length;
			const id = await workflows[kind].call(left.map((row) => mark(row, call))).then(String, () => 'none');
			note('calls', { call, number, kind, rows: left.length, id });
			const end = id === 'none' ? id : await until('it has ended', () => ends.get(id), 3600, 500);
			const said = read.get(id)?.rows;
			if (end === 'success' && said) left = said.filter(isToRepeat).map(({ item }) => left[item] ?? {});
			if (left.length > 0) await sleep(5000);
		}
		if (trouble.isOn) counts['imports done'] += 1;
	};

	const running = [
		every(1, takeRequests),
		every(2, lookAtAll),
		every(5, () => fleet.sampleMemory()),
		every(60, () => {
			say(JSON.stringify({ ...counts, polls: polls.size }));
		}),
		every(Math.max(45, minutes * 4), async () => {
			if (trouble.isOn) await fleet.killWorker();
		}),
		every(3, () => {
			if (!trouble.isOn) return;
			const name = String((counts.polled += 1));
			sandbox.addLead({ name, email: `polled.${name}@example.com`, chatbotId: POLLED });
		}),
		restart('postgres', 0.35),
		restart('redis', 0.65),
	];
	const tooLate = sleep((minutes + MINUTES_TO_FINISH) * 60_000, undefined, { ref: false });
	await Promise.race([Promise.all(imports.map(deliver)), tooLate]);
	trouble.isOn = false;
	// The last polls tell what was late; and executions end that are still under way, such as those whose call got no response.
	await sleep((SECONDS_LATE + 60) * 1000);
	over.abort();
	await Promise.all(running);
	takeRequests();
	await fleet.close();
	const leads = sandbox.leads().filter(({ chatbotId }) => chatbotId !== POLLED);
	const executions = [...read.values()];
	const told = [...polls.values()].flatMap((names) => [...names]);
	const names = Array.from({ length: counts.polled }, (_, index) => String(index + 1));
	const verdict = {
		...judge(imports, executions, leads, sandbox.conversations(), truth),
		'missed by the polling trigger': names.filter((name) => !told.includes(name)),
		'told twice': told.filter((name, index) => told.indexOf(name) < index),
		'records with the API key': withKey,
	};
	note('verdict', verdict);
	const outcomes = executions.flatMap(({ rows }) => rows.map(({ outcome, code }) => code ?? outcome));
	const happened = {
		minutes: (Date.now() - started) / 60_000,
		imports: imports.length,
		...counts,
		executions: [...ends.values()],
		'rows of those that succeeded': outcomes,
		'leads in the end': leads.length,
		faults,
		'workers killed': fleet.killed,
		'servers restarted': restarted,
		'processes of n8n that ended by themselves': fleet.collapsed,
	};
	const memory = Object.fromEntries(['main', 'webhook', 'steady worker'].map((role) => [role, fleet.halves(role)]));
	return { happened, verdict, memory };
}

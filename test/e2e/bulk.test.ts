import { setTimeout as sleep } from 'node:timers/promises';

import { until } from '~/tools/until';
import { type Execution, outputItems } from '~/tools/n8n/executionRecord';
import type { FaultRule } from '~/tools/sandbox';
import { matching } from '~/test/matchers';
import { type LeadWorkflow, leadWorkflow, POLLYBOT, TRIGGER } from './support/leadWorkflow';
import { pollyBotInN8n } from './support/pollyBotInN8n';

const { sandbox, rest, credential } = pollyBotInN8n();

type Settings = Partial<Omit<LeadWorkflow, 'rows'>> & { options?: Record<string, unknown> };

async function start(rows: LeadWorkflow['rows'], { options, ...settings }: Settings = {}): Promise<string> {
	const parameters = { name: '={{ $json.name }}', email: '={{ $json.email }}', options, ...settings.parameters };
	return await rest().start(
		await rest().importWorkflow(leadWorkflow({ credential: credential(), ...settings, rows, parameters })),
		TRIGGER,
	);
}

async function run(rows: LeadWorkflow['rows'], settings?: Settings): Promise<Execution> {
	const execution = await rest().ended(await start(rows, settings));
	expect(execution.raw).not.toContain(sandbox().apiKey);
	return execution;
}

function people(count: number): Array<{ row: number; name: string; email: string }> {
	return Array.from({ length: count }, (_, row) => ({ row, name: `Person ${row}`, email: `person${row}@example.com` }));
}

const json = (execution: Execution, output: number) =>
	outputItems(execution, POLLYBOT, output).map((item) => item.json);
const emails = (execution: Execution, output: number) => json(execution, output).map(({ email }) => email);
const total = (execution: Execution) =>
	[0, 1, 2, 3].flatMap((output) => outputItems(execution, POLLYBOT, output)).length;
const hints = (execution: Execution) => execution.runs[POLLYBOT]?.[0]?.hints ?? [];
const refused = () => sandbox().requests.filter(({ status }) => status === 429);
const fault = (rule: FaultRule) => {
	sandbox().fault(rule);
};

describe('rows that repeat an email', () => {
	it('50 of them, ten at a time, are one request, and say which lead was created', async () => {
		const execution = await run(people(50).map((person) => ({ ...person, email: 'Same@example.com' })));
		expect(sandbox().requests).toHaveLength(1);
		expect(json(execution, 0)).toHaveLength(1);
		expect(json(execution, 1)).toHaveLength(49);
		for (const item of json(execution, 1)) {
			expect(item).toMatchObject({ duplicateOf: 'input', existingLeadId: json(execution, 0)[0]?.id });
		}
		expect(hints(execution)).toEqual(['49 rows repeated the email of an earlier row and used no request.']);
	});
});

it('many at a time keep their order, and nothing is said where all is plain', async () => {
	for (const ms of [90, 5, 60, 1, 40]) fault({ effect: { kind: 'latency', ms }, times: 8 });
	const execution = await run(people(60));
	expect(emails(execution, 0)).toEqual(people(60).map(({ email }) => email));
	expect(hints(execution)).toEqual([]);
});

describe('the rate limit', () => {
	it('Wait: no request is rejected, and all rows are created over several windows', async () => {
		sandbox().setLimit(20, 2);
		const execution = await run(people(50));
		expect(emails(execution, 0)).toEqual(people(50).map(({ email }) => email));
		expect(refused()).toEqual([]);
		expect(hints(execution)).toEqual([matching(/^Waited \d+ seconds? for PollyBot's rate limit\./)]);
	});

	it('Deferred: the rows that are left say when they can be sent, and come back without a lead twice', async () => {
		sandbox().setLimit(10, 3);
		const options = { onRateLimit: 'deferredOutput' };
		const first = await run(people(25), { options });
		const deferred = json(first, 2);
		expect(emails(first, 0)).toEqual(people(10).map(({ email }) => email));
		expect(deferred.map(({ email }) => email)).toEqual(
			people(25)
				.slice(10)
				.map(({ email }) => email),
		);
		expect(new Set(deferred.map(({ retryAt, retryAfter }) => JSON.stringify([retryAt, retryAfter]))).size).toBe(1);
		expect(hints(first)).toEqual([matching(/^15 rows were deferred because of PollyBot's rate limit/)]);
		await sleep(Date.parse(String(deferred[0]?.retryAt)) - Date.now());
		const second = await run(deferred, { options });
		expect(json(second, 0)).toHaveLength(10);
		expect(total(second)).toBe(15);
		expect(refused()).toEqual([]);
		expect(sandbox().requests).toHaveLength(20);
	});

	it('two executions with one key share the budget: every row is accounted for', async () => {
		sandbox().setLimit(30, 2);
		const rows = people(80);
		const executions = await Promise.all([start(rows.slice(0, 40)), start(rows.slice(40))]);
		const ended = await Promise.all(executions.map(async (id) => await rest().ended(id)));
		expect(ended.map((execution) => json(execution, 0).length)).toEqual([40, 40]);
		expect(sandbox().leads()).toHaveLength(80);
		expect(refused().length).toBeLessThanOrEqual(10);
	});
});

describe('when answers are lost', () => {
	it('drops before and after storing, and 503s: no lead is lost, none is a false duplicate', async () => {
		for (const nth of [5, 25, 45]) {
			fault({ match: { method: 'POST', nth }, effect: { kind: 'drop', when: 'after' } });
			fault({ match: { method: 'POST', nth: nth + 5 }, effect: { kind: 'drop', when: 'before' } });
			fault({
				match: { method: 'POST', nth: nth + 10 },
				effect: { kind: 'status', status: 503, body: { success: false } },
			});
		}
		const execution = await run(people(80));
		expect(emails(execution, 0)).toEqual(people(80).map(({ email }) => email));
		expect(total(execution)).toBe(80);
		expect(sandbox().leads()).toHaveLength(80);
	});
});

describe('Retry On Fail', () => {
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 100 };
	const counts = () =>
		people(4).map(({ email }) => sandbox().requests.filter(({ rawBody }) => rawBody.includes(`"${email}"`)).length);
	const refuse = (email: string, times: number) => {
		fault({ match: { email }, times, effect: { kind: 'status', status: 403, body: { success: false, error: 'No' } } });
	};

	it('in stop mode: a second try sends only what the first did not finish', async () => {
		refuse('person2@example.com', 1);
		const execution = await run(people(4), { settings, options: { maxConcurrency: 1 } });
		expect(execution.status).toBe('success');
		expect(json(execution, 0)).toHaveLength(4);
		expect(counts()).toEqual([1, 1, 2, 1]);
	});
});

describe('an execution that is stopped', () => {
	it('sends nothing more, with requests under way', async () => {
		fault({ effect: { kind: 'latency', ms: 200 }, times: Infinity });
		const id = await start(people(500));
		await until('15 requests have come', () => sandbox().requests.length >= 15);
		await rest().stop(id);
		const sent = sandbox().requests.length;
		await sleep(1000);
		expect((await rest().ended(id)).status).toBe('canceled');
		expect(sandbox().requests.length - sent).toBeLessThanOrEqual(10);
		expect(sandbox().requests.length).toBeLessThan(100);
	});

	it('sends nothing more, in the middle of a wait for the rate limit', async () => {
		sandbox().setLimit(5, 1);
		const id = await start(people(50));
		await until('5 requests have come', () => sandbox().requests.length >= 5);
		await sleep(300);
		await rest().stop(id);
		await sleep(2500);
		expect((await rest().ended(id)).status).toBe('canceled');
		expect(sandbox().requests).toHaveLength(5);
	});
});

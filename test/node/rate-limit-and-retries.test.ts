import type { INodeParameters } from 'n8n-workflow';
import type { LoggedRequest } from '~/tools/sandbox';
import { including, matching } from '~/test/matchers';
import { mapped, people, sandboxed } from './sandboxed';

const { create, run: perform, sandbox } = sandboxed();

const options = (changes: INodeParameters) => ({ parameters: { options: changes } });
const at = (output: Array<{ json: { email?: unknown } }>) => output.map(({ json }) => json.email);
const refusedRequests = () => sandbox().requests.filter(({ status }: LoggedRequest) => status === 429);

/** A moment that is a little after a second has begun, so that a window of whole seconds is as long as it says. */
async function freshSecond(): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, 1050 - (Date.now() % 1000)));
}

describe('Requests at the same time', () => {
	it('no more than Max Concurrent Requests are under way, and the order is kept', async () => {
		sandbox().fault({ effect: { kind: 'latency', ms: 30 }, times: Infinity });
		const run = await create(people(40), options({ maxConcurrency: 4 }));
		expect(at(run.output('Created'))).toEqual(people(40).map(({ email }) => email));
		expect(sandbox().peak()).toBe(4);
	});

	it.each([
		['continueErrorOutput', 26, 200],
		['stopWorkflow', 2, 25],
	] as const)(
		'as many are under way as the service keeps up with, with %s from %d to %d',
		async (onError, least, most) => {
			sandbox().fault({ effect: { kind: 'latency', ms: 200 }, times: Infinity });
			await create(people(300), { onError });
			expect(sandbox().peak()).toBeGreaterThanOrEqual(least);
			expect(sandbox().peak()).toBeLessThanOrEqual(most);
		},
	);

	it('before the first response a single request probes', async () => {
		sandbox().fault({ effect: { kind: 'stall', at: 'start' }, times: Infinity });
		await create(people(3), { ...options({ timeout: 500, maxRetries: 0 }), onError: 'continueErrorOutput' });
		expect(sandbox().requests).toHaveLength(3);
		expect(sandbox().peak()).toBe(1);
	});

	it('nothing is said where all is plain', async () => {
		expect((await create(people(3))).hints).toEqual([]);
	});
});

describe('At the rate limit,', () => {
	it('Wait: no request is rejected, every row is created, and the hint says how long it waited', async () => {
		await freshSecond();
		sandbox().setLimit(8, 1);
		const run = await create(people(12));
		expect(at(run.output('Created'))).toEqual(people(12).map(({ email }) => email));
		expect(refusedRequests()).toEqual([]);
		expect(sandbox().requests).toHaveLength(12);
		expect(run.hints).toEqual([including({ message: matching(/Waited \d+ seconds? for PollyBot's rate limit\./) })]);
	});

	it('Wait: what Max Wait for Rate Limit does not allow fails, and nothing is dropped', async () => {
		sandbox().setLimit(5, 3600);
		const run = await create(people(12), { ...options({ maxWait: 60 }), onError: 'continueErrorOutput' });
		expect(run.output('Created')).toHaveLength(5);
		expect(run.output('Error').map(({ json }) => json.error)).toEqual(
			people(7).map((_, index) => ({
				code: 'RATE_LIMIT_EXCEEDED',
				item: index + 6,
				message: matching(/^PollyBot's rate limit is used up until .* so this row was not finished\./),
				description: "Waiting would take longer than 'Max Wait for Rate Limit' allows (60 seconds).",
			})),
		);
		expect(sandbox().requests).toHaveLength(5);
	});

	it('Wait: in stop mode the error says how many leads were created, and names the Deferred output', async () => {
		sandbox().setLimit(5, 3600);
		const run = await create(people(12), options({ maxWait: 60 }));
		expect(run.error).toMatchObject({
			message: matching(/^PollyBot's rate limit .*Send to Deferred Output.* \[Item 6\]$/),
			description:
				"Waiting would take longer than 'Max Wait for Rate Limit' allows (60 seconds).\n5 leads were created before the execution stopped.",
		});
	});

	it('Deferred: rows that are left come out as they came in, with the time when they can be sent', async () => {
		sandbox().setLimit(5, 60);
		const source = "={{ $('Rows').item.json.email }}";
		const run = await create(people(12), {
			...options({ onRateLimit: 'deferredOutput' }),
			after: { Deferred: { source } },
		});
		const deferred = run.output('Deferred');
		expect(run.outputs).toHaveLength(3);
		expect(run.output('Created')).toHaveLength(5);
		const { retryAt, retryAfter } = deferred[0]?.json ?? {};
		expect(deferred.map(({ json, pairedItem }) => ({ json, pairedItem }))).toEqual(
			people(12)
				.slice(5)
				.map((person, index) => ({ json: { ...person, retryAt, retryAfter }, pairedItem: { item: index + 5 } })),
		);
		expect(Number(retryAfter)).toBeGreaterThan(30);
		expect(Number(retryAfter)).toBeLessThanOrEqual(62);
		expect(
			Math.abs(Date.parse(JSON.stringify(retryAt).slice(1, -1)) - Date.now() - Number(retryAfter) * 1000),
		).toBeLessThan(20_000);
		expect(run.after.Deferred).toEqual(
			people(12)
				.slice(5)
				.map(({ email }) => ({ source: email })),
		);
		expect(run.hints).toEqual([
			including({ message: matching(/^7 rows were deferred because of PollyBot's rate limit, until 20/) }),
		]);
	});

	it('Deferred: one row is told as one', async () => {
		sandbox().setLimit(1, 60);
		const run = await create(people(2), options({ onRateLimit: 'deferredOutput' }));
		expect(run.hints).toEqual([including({ message: matching(/^1 row was deferred because of/) })]);
	});

	it('Deferred: repeats share the fate of their first row', async () => {
		sandbox().setLimit(1, 60);
		const late = { name: 'Late', email: 'late@example.com' };
		const run = await create([...people(1), late, late], options({ onRateLimit: 'deferredOutput' }));
		expect(at(run.output('Deferred'))).toEqual([late.email, late.email]);
	});

	it.each<[string, string, 'id' | 'email', INodeParameters]>([
		['Create or Update', 'upsert', 'email', { phone: '555' }],
		['Create with the existing lead', 'create', 'email', { onDuplicate: 'returnExisting' }],
		['Update by email', 'update', 'email', { updateFields: { phone: '555' } }],
		['Update that takes tags away', 'update', 'id', { updateFields: { removeTags: 'vip' } }],
		['Delete by email', 'delete', 'email', {}],
	])('the first request of a row is not in vain: %s', async (_, operation, by, parameters) => {
		const rows = people(300).map((person) => ({ ...person, id: sandbox().addLead(person).id }));
		sandbox().setLimit(100, 3600);
		const run = await perform(operation, rows, {
			parameters: mapped({
				...parameters,
				leadId: { __rl: true, mode: by, value: `={{ $json.${by} }}` },
				options: { onRateLimit: 'error' },
			}),
			onError: 'continueErrorOutput',
		});
		expect(sandbox().requests).toHaveLength(100);
		expect(run.outputs[0]?.length).toBeGreaterThanOrEqual(40);
	});

	it('a rejection that comes all the same is obeyed, and its row tried again', async () => {
		const body = {
			success: false,
			error: 'Rate limit exceeded',
			code: 'RATE_LIMIT_EXCEEDED',
			details: { retryAfter: 1 },
		};
		sandbox().fault({
			match: { nth: 3 },
			effect: { kind: 'status', status: 429, body, headers: { 'retry-after': '1' } },
		});
		const run = await create(people(10), options({ maxConcurrency: 1 }));
		expect(run.output('Created')).toHaveLength(10);
		const [, , third = 0, fourth = 0] = sandbox().requests.map(({ at: start }) => start);
		expect(fourth - third).toBeGreaterThanOrEqual(1000);
	});
});

describe.each([-5, 5])('A service whose clock is wrong by %d hours', (hours) => {
	const other = sandboxed({ clockOffsetMs: hours * 3_600_000, limit: 8, windowSeconds: 1 });

	it('is waited for like any other', async () => {
		const run = await other.create(people(12));
		expect(run.output('Created')).toHaveLength(12);
		expect(other.requests()).toHaveLength(12);
	});
});

describe('After a rejection for the rate limit without retries,', () => {
	it.each([
		['deferredOutput', 'Deferred'],
		['error', 'Error'],
	])('%s: the row goes to %s', async (onRateLimit, output) => {
		sandbox().setLimit(1, 60);
		await create(people(1));
		const run = await create(people(2), { ...options({ onRateLimit, maxRetries: 0 }), onError: 'continueErrorOutput' });
		expect(at(run.output(output))).toEqual(['person0@example.com', 'person1@example.com']);
		expect(sandbox().requests).toHaveLength(2);
	});
});

describe('A server that does not respond', () => {
	it('for a moment is waited for, and the rest of the rows are created', async () => {
		sandbox().fault({ effect: { kind: 'drop', when: 'before' }, times: 10 });
		const run = await create(people(60), { ...options({ maxRetries: 0 }), onError: 'continueErrorOutput' });
		expect(run.output('Error')).toHaveLength(10);
		expect(run.output('Created')).toHaveLength(50);
		expect(sandbox().requests).toHaveLength(60);
	});
});

describe('Among retries,', () => {
	const down = { kind: 'status', status: 503, body: { success: false, error: 'Down' } } as const;

	it.each([408, 500, 502, 503, 504])('a request that is answered %d is tried again', async (status) => {
		sandbox().fault({ effect: { ...down, status }, times: 2 });
		const run = await create(people(1));
		expect(run.output('Created')).toHaveLength(1);
		expect(sandbox().requests).toHaveLength(3);
	});

	it('at most Max Retries times', async () => {
		sandbox().fault({ effect: down, times: Infinity });
		await create(people(1), options({ maxRetries: 2 }));
		expect(sandbox().requests).toHaveLength(3);
	});

	it.each([400, 401, 403, 404, 422, 501])('one that is answered %d is not', async (status) => {
		sandbox().fault({ effect: { ...down, status }, times: Infinity });
		await create(people(1));
		expect(sandbox().requests).toHaveLength(1);
	});

	it('a longer wait than Max Wait for Rate Limit that the service asks for is not waited for', async () => {
		sandbox().fault({ effect: { ...down, headers: { 'retry-after': '600' } }, times: Infinity });
		await create(people(1));
		expect(sandbox().requests).toHaveLength(1);
	});
});

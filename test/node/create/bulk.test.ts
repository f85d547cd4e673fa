import type { INodeParameters } from 'n8n-workflow';
import type { LoggedRequest } from '~/tools/sandbox';
import { containing, including, matching } from '~/test/matchers';
import { people, sandboxed } from '../sandboxed';

const { create, sandbox, sent } = sandboxed();

const options = (changes: INodeParameters) => ({ parameters: { options: changes } });
const at = (output: Array<{ json: { email?: unknown } }>) => output.map(({ json }) => json.email);
const refusedRequests = () => sandbox().requests.filter(({ status }: LoggedRequest) => status === 429);

/** A moment that is a little after a second has begun, so that a window of whole seconds is as long as it says. */
async function freshSecond(): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, 1050 - (Date.now() % 1000)));
}

describe('rows that repeat an email', () => {
	const ann = { name: 'Ann', email: 'ann@example.com' };
	const again = { name: 'Ann Lee', email: ' ANN@example.com ' };

	it('cost one request in all, and say which lead was created', async () => {
		const run = await create([ann, ...people(1), again]);
		const [lead] = run.output('Created');
		expect(sent()).toHaveLength(2);
		expect(run.output('Duplicate')).toEqual([
			{
				json: {
					duplicate: true,
					duplicateOf: 'input',
					existingLeadId: lead?.json.id,
					email: 'ANN@example.com',
					code: 'DUPLICATE_EMAIL',
					message: 'The row repeats the email of item 1',
					lead: { name: 'Ann Lee', email: 'ANN@example.com', status: 'new' },
				},
				pairedItem: { item: 2 },
			},
		]);
		expect(run.hints).toEqual([
			including({ message: '1 row repeated the email of an earlier row and cost no request.' }),
		]);
	});

	it('50 of them, ten at a time, are still one request', async () => {
		const run = await create(new Array<object>(50).fill(ann), options({ maxConcurrency: 10 }));
		expect(sandbox().requests).toHaveLength(1);
		expect(run.output('Duplicate')).toHaveLength(49);
	});

	it('if the first fails, the next is tried', async () => {
		sandbox().fault({ effect: { kind: 'status', status: 403, body: { success: false, error: 'No' } } });
		const run = await create([ann, again, ann], { onError: 'continueErrorOutput' });
		expect(run.output('Error').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(run.output('Created').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(run.output('Duplicate').map(({ json }) => json.message)).toEqual(['The row repeats the email of item 2']);
		expect(sent()).toHaveLength(2);
	});

	it('of a lead that is there already: each says so', async () => {
		const known = sandbox().addLead(ann);
		const run = await create([again, ann]);
		expect(run.output('Duplicate').map(({ json }) => [json.duplicateOf, json.existingLeadId])).toEqual([
			['workspace', known.id],
			['input', known.id],
		]);
		expect(sandbox().requests).toHaveLength(1);
	});

	it('with Return the Existing Lead: the lead that was created, at no request', async () => {
		const run = await create([ann, again], { parameters: { onDuplicate: 'returnExisting' } });
		const [created, repeated] = run.outputs[0] ?? [];
		expect(repeated?.json).toEqual({ ...created?.json, duplicate: true });
		expect(sandbox().requests).toHaveLength(1);
	});

	it('with Return the Existing Lead and an ID that is a number: the very same ID', async () => {
		sandbox().fault({ effect: { kind: 'altered', patch: { data: { id: 77 } } } });
		const run = await create([ann, again], { parameters: { onDuplicate: 'returnExisting' }, outsideContract: true });
		expect(run.outputs[0]?.map(({ json }) => json.id)).toEqual([77, 77]);
	});

	it('with Return the Existing Lead, or with Fail, the hint says so too', async () => {
		for (const onDuplicate of ['returnExisting', 'error']) {
			sandbox().reset();
			const run = await create([ann, again, ann], { parameters: { onDuplicate }, onError: 'continueErrorOutput' });
			expect(run.hints).toEqual([
				including({ message: '2 rows repeated the email of an earlier row and cost no request.' }),
			]);
		}
	});

	it('with Fail, of a lead that is there already: they fail at no request', async () => {
		sandbox().addLead(ann);
		const run = await create([ann, again, ann], {
			parameters: { onDuplicate: 'error' },
			onError: 'continueErrorOutput',
		});
		expect(run.output('Error').map(({ json }) => json.error)).toEqual(
			[1, 2, 3].map((item) => including({ code: 'DUPLICATE_EMAIL', item })),
		);
		expect(sandbox().requests).toHaveLength(1);
	});

	it.each([
		['every answer is lost', { kind: 'drop', when: 'after' }, 'UNCONFIRMED'],
		['the answer is empty', { kind: 'empty', after: true }, 'NOT_POLLYBOT'],
		['the answer is a page', { kind: 'status', status: 200, body: '<!doctype html>', after: true }, 'NOT_POLLYBOT'],
	] as const)('when %s, the second row finds the lead that the first one stored: created', async (_, effect, code) => {
		sandbox().fault({ effect });
		const run = await create([ann, ann], { ...options({ maxRetries: 0 }), onError: 'continueErrorOutput' });
		expect(run.output('Error').map(({ json }) => json.error)).toEqual([including({ code, item: 1 })]);
		expect(run.output('Created').map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[sandbox().leads()[0]?.id, { item: 1 }],
		]);
	});

	it('with Fail: they fail', async () => {
		const run = await create([ann, again], { parameters: { onDuplicate: 'error' }, onError: 'continueErrorOutput' });
		expect(run.output('Error')[0]?.json.error).toMatchObject({
			code: 'DUPLICATE_EMAIL',
			item: 2,
			field: 'email',
			message: containing('Item 2: The row repeats the email of item 1, "ANN@example.com"'),
		});
		expect(sandbox().requests).toHaveLength(1);
	});

	it('are all sent when Detect Duplicates in Input is off', async () => {
		const run = await create([ann, again], options({ dedupeInput: false }));
		expect(run.output('Duplicate').map(({ json }) => json.duplicateOf)).toEqual(['workspace']);
		expect(sandbox().requests).toHaveLength(2);
	});
});

describe('many at a time', () => {
	it('no more than Max Concurrent Requests are under way, and the order is kept', async () => {
		sandbox().fault({ effect: { kind: 'latency', ms: 30 }, times: Infinity });
		const run = await create(people(40), options({ maxConcurrency: 4 }));
		expect(at(run.output('Created'))).toEqual(people(40).map(({ email }) => email));
		expect(sandbox().peak()).toBe(4);
	});

	it('before the first answer a single request probes', async () => {
		sandbox().fault({ effect: { kind: 'stall', at: 'start' }, times: Infinity });
		await create(people(3), { ...options({ timeout: 200, maxRetries: 0 }), onError: 'continueErrorOutput' });
		expect(sandbox().requests).toHaveLength(3);
		expect(sandbox().peak()).toBe(1);
	});

	it('nothing is said where all is plain', async () => {
		expect((await create(people(3))).hints).toEqual([]);
	});
});

describe('the rate limit', () => {
	it('Wait: no request is refused, every row is created, and the hint says how long it waited', async () => {
		await freshSecond();
		sandbox().setLimit(8, 1);
		const run = await create(people(12));
		expect(at(run.output('Created'))).toEqual(people(12).map(({ email }) => email));
		expect(refusedRequests()).toEqual([]);
		expect(sandbox().requests).toHaveLength(12);
		expect(run.hints).toEqual([including({ message: matching(/Waited \d+ seconds for PollyBot's rate limit\./) })]);
	}, 30_000);

	it('Wait: what Max Wait does not allow fails, and nothing is dropped', async () => {
		sandbox().setLimit(5, 3600);
		const run = await create(people(12), { ...options({ maxWait: 60 }), onError: 'continueErrorOutput' });
		expect(run.output('Created')).toHaveLength(5);
		expect(run.output('Error').map(({ json }) => json.error)).toEqual(
			people(7).map((_, index) => ({
				code: 'RATE_LIMIT_EXCEEDED',
				item: index + 6,
				message: matching(/waiting for it would take longer than Max Wait allows \(60 seconds\)/),
			})),
		);
		expect(sandbox().requests).toHaveLength(5);
	});

	it('Wait: in stop mode the error says how many leads were created, and names the Deferred output', async () => {
		sandbox().setLimit(5, 3600);
		const run = await create(people(12), options({ maxWait: 60 }));
		expect(run.error).toMatchObject({
			message: matching(/^Item 6: PollyBot's rate limit .*Send to Deferred Output/),
			description: '5 leads were created before the run stopped.',
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
		expect(Number(retryAfter)).toBeGreaterThan(55);
		expect(Number(retryAfter)).toBeLessThanOrEqual(62);
		expect(
			Math.abs(Date.parse(JSON.stringify(retryAt).slice(1, -1)) - Date.now() - Number(retryAfter) * 1000),
		).toBeLessThan(3000);
		expect(run.after.Deferred).toEqual(
			people(12)
				.slice(5)
				.map(({ email }) => ({ source: email })),
		);
		expect(run.hints).toEqual([including({ message: matching(/^7 rows were put off by PollyBot's rate limit/) })]);
	});

	it('Deferred: repeats share the fate of their first row', async () => {
		sandbox().setLimit(1, 60);
		const late = { name: 'Late', email: 'late@example.com' };
		const run = await create([...people(1), late, late], options({ onRateLimit: 'deferredOutput' }));
		expect(at(run.output('Deferred'))).toEqual([late.email, late.email]);
	});

	it('a refusal that comes all the same is obeyed, and its row tried again', async () => {
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
	}, 15_000);
});

describe('a refusal for the rate limit without retries', () => {
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

describe('a server that answers nothing', () => {
	it('for a moment is waited for, and the rest of the rows are created', async () => {
		sandbox().fault({ effect: { kind: 'drop', when: 'before' }, times: 10 });
		const run = await create(people(60), { ...options({ maxRetries: 0 }), onError: 'continueErrorOutput' });
		expect(run.output('Error')).toHaveLength(10);
		expect(run.output('Created')).toHaveLength(50);
		expect(sandbox().requests).toHaveLength(60);
	});
});

describe('retries', () => {
	const down = { kind: 'status', status: 503, body: { success: false, error: 'Down' } } as const;

	it.each([500, 502, 503, 504])(
		'a request that is answered %d is tried again',
		async (status) => {
			sandbox().fault({ effect: { ...down, status }, times: 2 });
			const run = await create(people(1));
			expect(run.output('Created')).toHaveLength(1);
			expect(sandbox().requests).toHaveLength(3);
		},
		15_000,
	);

	it('at most Max Retries times', async () => {
		sandbox().fault({ effect: down, times: Infinity });
		await create(people(1), options({ maxRetries: 2 }));
		expect(sandbox().requests).toHaveLength(3);
	}, 15_000);

	it.each([400, 401, 403, 404, 422, 501])('one that is answered %d is not', async (status) => {
		sandbox().fault({ effect: { ...down, status }, times: Infinity });
		await create(people(1));
		expect(sandbox().requests).toHaveLength(1);
	});

	it('a pause that the service asks for is kept, also where the run does not wait for the rate limit', async () => {
		sandbox().fault({ effect: { ...down, headers: { 'retry-after': '1' } } });
		const run = await create(people(1), options({ onRateLimit: 'deferredOutput' }));
		const [first = 0, second = 0] = sandbox().requests.map(({ at: start }) => start);
		expect(run.output('Created')).toHaveLength(1);
		expect(second - first).toBeGreaterThanOrEqual(1000);
	}, 15_000);

	it('a longer wait than Max Wait that the service asks for is not waited for', async () => {
		sandbox().fault({ effect: { ...down, headers: { 'retry-after': '600' } }, times: Infinity });
		await create(people(1));
		expect(sandbox().requests).toHaveLength(1);
	});
});

describe('a create whose answer was lost', () => {
	const lost = [
		['a connection that dropped', { kind: 'drop', when: 'after' }],
		['a cut body', { kind: 'cut' }],
		['a gateway’s error', { kind: 'status', status: 502, after: true, body: 'Bad Gateway' }],
	] as const;

	it.each(lost)(
		'is created, once, whatever the retry answers: %s',
		async (_, effect) => {
			sandbox().fault({ match: { email: 'person1@example.com', method: 'POST' }, effect });
			const run = await create(people(3), {
				parameters: {
					metadata: { assignments: [{ id: '1', name: 'x', value: '{"y":[1,null]}', type: 'object' }] },
					status: 'contacted',
				},
			});
			expect(at(run.output('Created'))).toEqual(people(3).map(({ email }) => email));
			expect(run.output('Duplicate')).toEqual([]);
			expect(sandbox().leads()).toHaveLength(3);
		},
		15_000,
	);

	it('is created also when PollyBot stores no metadata, as newer ones do', async () => {
		sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
		sandbox().fault({ match: { method: 'GET' }, effect: { kind: 'altered', patch: { data: { metadata: null } } } });
		const metadata = { assignments: [{ id: '1', name: 'city', value: 'Berlin', type: 'string' }] };
		const run = await create(people(1), { parameters: { metadata } });
		expect(at(run.output('Created'))).toEqual(['person0@example.com']);
		expect(run.output('Created')[0]?.json).not.toHaveProperty('metadata');
	}, 15_000);

	it('is a duplicate if somebody else’s lead was there before', async () => {
		const createdAt = new Date(Date.now() - 60_000).toISOString();
		sandbox().addLead({ name: 'Person 0', email: 'person0@example.com', status: 'new', createdAt });
		sandbox().fault({ effect: { kind: 'drop', when: 'before' } });
		const run = await create(people(1));
		expect(run.output('Created')).toEqual([]);
		expect(run.output('Duplicate').map(({ json }) => json.duplicateOf)).toEqual(['workspace']);
	}, 15_000);

	it('is a duplicate if the lead that is there is another', async () => {
		const body = { success: false, error: 'Service unavailable' };
		sandbox().fault({ effect: { kind: 'status', status: 503, body, headers: { 'retry-after': '1' } } });
		const running = create(people(1));
		while (sandbox().requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
		const other = sandbox().addLead({ name: 'Somebody Else', email: 'person0@example.com' });
		const run = await running;
		expect(run.output('Duplicate').map(({ json }) => [json.duplicateOf, json.existingLeadId])).toEqual([
			['workspace', other.id],
		]);
		expect(sandbox().requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET']);
	}, 15_000);

	it('is unconfirmed when the lead that is there cannot be looked at', async () => {
		sandbox().fault({ match: { method: 'POST' }, effect: { kind: 'drop', when: 'after' } });
		sandbox().fault({
			match: { method: 'GET' },
			effect: { kind: 'status', status: 403, body: { success: false } },
			times: 9,
		});
		const run = await create(people(1), { onError: 'continueErrorOutput' });
		expect(run.output('Error')[0]?.json.error).toMatchObject({ code: 'UNCONFIRMED', item: 1 });
	}, 15_000);
});

describe('Retry On Fail', () => {
	const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
	const refuse = (email: string, times: number) => {
		sandbox().fault({
			match: { email },
			times,
			effect: { kind: 'status', status: 403, body: { success: false, error: 'No' } },
		});
	};
	/** How often each person was sent. */
	const counts = () =>
		people(4).map(({ email }) => sent().filter((body) => JSON.stringify(body).includes(email)).length);

	it('with Stop: rows that the first try finished are not sent again', async () => {
		refuse('person2@example.com', 1);
		const run = await create(people(4), { node, ...options({ maxConcurrency: 1 }) });
		expect(run.status).toBe('success');
		expect(at(run.output('Created'))).toEqual(people(4).map(({ email }) => email));
		expect(counts()).toEqual([1, 1, 2, 1]);
	});

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s: a failed row behind others starts no second try',
		async (onError) => {
			refuse('person0@example.com', Infinity);
			const run = await create(people(4), { node, onError });
			expect(run.outputs.flat()).toHaveLength(4);
			expect(counts()).toEqual([1, 1, 1, 1]);
		},
	);

	it.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s: when all of the first output failed, only the failed rows are sent again',
		async (onError) => {
			const [known, ...others] = people(4);
			sandbox().addLead(known ?? { name: '', email: '' });
			for (const { email } of others) refuse(email, 1);
			const run = await create(people(4), { node, onError });
			expect(run.output('Created')).toHaveLength(3);
			expect(run.output('Duplicate')).toHaveLength(1);
			expect(counts()).toEqual([1, 2, 2, 2]);
		},
	);

	it.each([
		['lost', { kind: 'drop', when: 'after' }],
		['empty', { kind: 'empty', after: true }],
	] as const)(
		'a lead whose answer was %s in the first try is still this run’s own in the second',
		async (_, effect) => {
			sandbox().fault({ match: { method: 'POST' }, effect });
			const run = await create(people(1), { node, ...options({ maxRetries: 0 }) });
			expect(at(run.output('Created'))).toEqual(['person0@example.com']);
			expect(run.output('Duplicate')).toEqual([]);
		},
	);

	it('another run over the same rows sends them all', async () => {
		await create(people(2), { node });
		const run = await create(people(2), { node });
		expect(run.output('Duplicate')).toHaveLength(2);
	});
});
